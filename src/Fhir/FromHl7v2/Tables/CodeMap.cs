using Carelake.Fhir.FromHl7v2.Building;

namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>What one code of an HL7 table becomes in FHIR.</summary>
/// <param name="Code">The FHIR code, or whatever the map answers (a system's URI, for instance).</param>
/// <param name="Display">Empty when the table gives none.</param>
/// <param name="System">The code's system.</param>
internal sealed record CodeTarget(string Code, string Display, string System)
{
    /// <summary>The code as a piece of a resource: texts do not change, so that all messages share it.</summary>
    public FhirText CodeText { get; } = new(Code);

    /// <inheritdoc cref="CodeText"/>
    public FhirText DisplayText { get; } = new(Display);

    /// <inheritdoc cref="CodeText"/>
    public FhirText SystemText { get; } = new(System);
}

/// <summary>A concept map: codes of an HL7 table to FHIR codes.</summary>
/// <param name="Name">As rules name it after <c>via</c>.</param>
/// <param name="SourceTable">The HL7 table, such as <c>HL70001</c>; <c>-</c> when there is none.</param>
/// <param name="System">System of the targets that name no other.</param>
internal sealed record CodeMap(string Name, string SourceTable, string System)
{
    /// <summary>Stands for every code that has no line of its own.</summary>
    public const string AnyCode = "*";

    private readonly Dictionary<string, CodeTarget> _targets = new(StringComparer.Ordinal);
    private Dictionary<string, CodeTarget>? _byAnyCase;

    public void Set(string code, CodeTarget target)
    {
        _targets[code] = target;
        _byAnyCase = null;
    }

    /// <summary>The code's own line, then the line of the same code in other letters, then the line for any code.</summary>
    public CodeTarget? Find(string code)
    {
        if (_targets.TryGetValue(code, out var target)) return target;
        _byAnyCase ??= ByAnyCase();
        return _byAnyCase.TryGetValue(code, out target) || _targets.TryGetValue(AnyCode, out target) ? target : null;
    }

    private Dictionary<string, CodeTarget> ByAnyCase()
    {
        var targets = new Dictionary<string, CodeTarget>(StringComparer.OrdinalIgnoreCase);
        foreach (var (code, target) in _targets) targets.TryAdd(code, target);
        return targets;
    }

    public CodeMap Copy()
    {
        var copy = new CodeMap(Name, SourceTable, System);
        foreach (var (code, target) in _targets) copy._targets[code] = target;
        return copy;
    }

    /// <summary>The lines of <paramref name="later"/> win.</summary>
    public CodeMap With(CodeMap later)
    {
        var both = new CodeMap(
            Name,
            later.SourceTable == "-" ? SourceTable : later.SourceTable,
            later.System == "-" ? System : later.System);
        foreach (var (code, target) in _targets.Concat(later._targets))
            both._targets[code] = target.System == "-" ? target with { System = both.System } : target;
        return both;
    }
}
