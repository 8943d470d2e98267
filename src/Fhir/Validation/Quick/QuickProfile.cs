using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Profiles;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>A profile and all that it builds on, made ready to be compared with a tape.</summary>
internal sealed class QuickProfile
{
    private const int DeepestBase = 12;
    private const int DeepestProfile = 6;
    private readonly ImmutableArray<(string Type, QuickNode Root)> _layers;
    private readonly bool _isOpen;

    public QuickProfile(FhirProfile profile, QuickTables tables)
    {
        var layers = ImmutableArray.CreateBuilder<(string, QuickNode)>();
        var urls = new HashSet<string>(StringComparer.Ordinal);
        for (var layer = profile; layer is not null; layer = tables.Validator.Profiles.Profile(layer.BaseUrl))
        {
            if (layers.Count == DeepestBase || !urls.Add(layer.Url))
            {
                _isOpen = true;
                break;
            }
            layers.Add((layer.Type, new QuickNode(layer.Root, layer, tables, isRoot: true)));
        }
        _layers = layers.ToImmutable();
        Urls = urls.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Its address and those of the profiles that it builds on.</summary>
    public FrozenSet<string> Urls { get; }

    /// <summary>The element at a node satisfies it for certain.</summary>
    /// <param name="tape">The resource.</param>
    /// <param name="node">The element.</param>
    /// <param name="depth">Profiles that led here.</param>
    /// <param name="broken">Takes the rules of the resource itself that are broken, which then do not count; null when they do.</param>
    public bool IsSatisfied(Tape tape, int node, int depth = 0, List<FhirConstraint>? broken = null)
    {
        if (_isOpen || depth > DeepestProfile) return false;
        foreach (var (type, root) in _layers)
            if ((type.Length > 0 && !tape[node].Type.Info.Is(type)) || !root.IsSatisfied(tape, node, depth, broken))
                return false;
        return !tape.IsUnsure;
    }
}

/// <summary>What a profile says of one element or slice.</summary>
internal sealed class QuickNode
{
    private readonly ProfileNode _node;
    private readonly QuickTables _tables;
    private readonly bool _isRoot;
    private readonly int _name;
    private readonly ImmutableArray<QuickRule> _rules;
    private readonly ImmutableArray<QuickNode> _children;
    private readonly ImmutableArray<QuickNode> _slices;
    private readonly QuickSlicing? _slicing;
    private readonly QuickPattern? _fixed;
    private readonly QuickPattern? _pattern;
    private readonly CodeTable? _codes;
    private readonly ConcurrentDictionary<FhirTypeInfo, TypeVerdict> _verdicts = new();

    public QuickNode(ProfileNode node, FhirProfile profile, QuickTables tables, bool isRoot = false)
    {
        _node = node;
        _tables = tables;
        _isRoot = isRoot;
        _name = tables.NameOf(node.Name);
        _rules = tables.Rules(node.Constraints);
        _children = [.. node.Children.Select(child => new QuickNode(child, profile, tables))];
        _slices = [.. node.Slices.Select(slice => new QuickNode(slice, profile, tables))];
        _slicing = node.Slices.Count > 0 ? QuickSlicing.Of(node, profile, tables) : null;
        _fixed = QuickPattern.Of(node.Fixed, isExact: true);
        _pattern = QuickPattern.Of(node.Pattern, isExact: false);
        _codes = node.Binding is { IsRequired: true } binding ? tables.Codes(binding.ValueSet) : null;
    }

    public bool IsSatisfied(Tape tape, int node, int depth, List<FhirConstraint>? broken = null)
    {
        if (!_isRoot && !_node.Types.IsEmpty && !TypeFits(tape, node, depth)) return false;
        if (_fixed is not null && !_fixed.Fits(tape, node)) return false;
        if (_pattern is not null && !_pattern.Fits(tape, node)) return false;
        if (_codes is not null && !QuickCodes.IsIn(_codes, tape, node)) return false;
        foreach (var rule in _rules)
        {
            if (rule.Test(tape, node)) continue;
            if (broken is null || rule.Exact is null || tape.IsUnsure) return false;
            broken.Add(rule.Exact);
        }
        foreach (var child in _children)
            if (!child.IsSatisfiedBelow(tape, node, depth))
                return false;
        return true;
    }

    /// <summary>Has this name: that of the element, or with its type.</summary>
    public static bool IsNamed(Tape tape, int node, int name) => tape[node].Entry is { } entry && (entry.ElementName == name || entry.ChoiceName == name);

    // The elements of this name below a holder: their number, what each of them is, and their slices.
    private bool IsSatisfiedBelow(Tape tape, int holder, int depth)
    {
        var start = tape.Stack.Count;
        for (var child = holder + 1; child < tape[holder].Next; child = tape[child].Next)
            if (IsNamed(tape, child, _name))
                tape.Stack.Push(child);
        var end = tape.Stack.Count;
        var isSatisfied = end - start >= _node.Min && end - start <= _node.Max;
        for (var index = start; isSatisfied && index < end; index++)
            isSatisfied = IsSatisfied(tape, tape.Stack[index], depth);
        if (isSatisfied && !_slices.IsEmpty) isSatisfied = SlicesFit(tape, start, end, depth);
        tape.Stack.Truncate(start);
        return isSatisfied;
    }

    private bool SlicesFit(Tape tape, int start, int end, int depth)
    {
        if (_slicing is null) return true;
        if (_slicing.IsOpen && end > start) return false;
        Span<int> counts = stackalloc int[_slices.Length];
        for (var index = start; index < end; index++)
        {
            var item = tape.Stack[index];
            var slice = _slicing.Find(tape, item, out var isInAny);
            if (tape.IsUnsure || (!isInAny && _slicing.IsClosed)) return false;
            if (slice < 0) continue;
            counts[slice]++;
            if (!_slices[slice].IsSatisfied(tape, item, depth)) return false;
        }
        for (var slice = 0; slice < counts.Length; slice++)
            if (counts[slice] < _slices[slice]._node.Min || counts[slice] > _slices[slice]._node.Max)
                return false;
        return true;
    }

    private bool TypeFits(Tape tape, int node, int depth)
    {
        var verdict = _verdicts.GetOrAdd(tape[node].Type.Info, VerdictOf);
        if (verdict.IsRefused) return false;
        if (!verdict.Profiles.IsEmpty && !AnySatisfied(verdict.Profiles, tape, node, depth)) return false;
        if (verdict.Targets is null || tape.Child(node, "reference"u8) is not (>= 0 and var reference)) return true;
        if (!tape.TryText(reference, out var text)) return false;
        var named = ReferenceText.TypeOf(text);
        return named.IsEmpty || FhirDefinitions.R4.Resource(named) is not { } target || verdict.Targets.Contains(target);
    }

    private bool AnySatisfied(ImmutableArray<string> urls, Tape tape, int node, int depth)
    {
        foreach (var url in urls)
            if (_tables.Profile(url) is { } profile && profile.IsSatisfied(tape, node, depth + 1))
                return true;
        return false;
    }

    private TypeVerdict VerdictOf(FhirTypeInfo type)
    {
        var isKnown = _node.Types.Any(allowed => allowed.Code.Length == 0 || type.Is(allowed.Code)) || type.Kind == FhirTypeKind.Backbone;
        var profiles = type.Name == "Extension" ? [] : _node.Types.Where(allowed => type.Is(allowed.Code)).SelectMany(allowed => allowed.Profiles).ToImmutableArray();
        return new TypeVerdict(!isKnown, profiles, type.Name == "Reference" ? TargetsOf() : null);
    }

    // A profile that is not known may be about any type.
    private FrozenSet<FhirTypeInfo>? TargetsOf()
    {
        var types = _node.Types.Where(allowed => allowed.Code == "Reference").SelectMany(allowed => allowed.Targets).Select(_tables.Validator.TypeOf).ToList();
        return types.Count == 0 || types.Contains(null) ? null : QuickTables.TypesOf(types.OfType<string>());
    }

    private sealed record TypeVerdict(bool IsRefused, ImmutableArray<string> Profiles, FrozenSet<FhirTypeInfo>? Targets);
}
