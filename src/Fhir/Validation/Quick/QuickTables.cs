using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Profiles;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>The definitions and profiles of one validator, made ready to be compared with bytes. Filled as types and profiles are met.</summary>
internal sealed class QuickTables
{
    private readonly ConcurrentDictionary<FhirTypeInfo, QuickType> _types = new();
    private readonly ConcurrentDictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CodeTable?> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<FhirConstraint, QuickRule> _rules = new();
    private readonly Utf8Cache<QuickProfile?> _profiles;
    private readonly Utf8Cache<FhirCodeSystem?> _systems;
    private int _lastName;
    private QuickEntry? _request;

    public QuickTables(FhirValidator validator)
    {
        Validator = validator;
        _profiles = new(url => validator.Profiles.Profile(url) is { } profile ? new QuickProfile(profile, this) : null);
        _systems = new(url => validator.Profiles.CodeSystem(url));
    }

    public FhirValidator Validator { get; }

    /// <summary>What an entry of a bundle asks of a server.</summary>
    public QuickEntry? Request => _request ??= FhirDefinitions.R4.Type("Bundle.entry")?.JsonNames.Find("request"u8) is { } entry ? new QuickEntry(entry, this) : null;

    public QuickType Type(FhirTypeInfo type) => _types.GetOrAdd(type, known => new QuickType(known, this));

    /// <summary>A number for a name, the same each time.</summary>
    public int NameOf(string name) => _names.GetOrAdd(name, _ => Interlocked.Increment(ref _lastName));

    /// <summary>The codes of a value set that is wholly known; null for any other.</summary>
    public CodeTable? Codes(string url) =>
        _codes.GetOrAdd(url, address => Validator.ValueSet(address) is { IsComplete: true } set ? new CodeTable(set) : null);

    public ImmutableArray<QuickRule> Rules(IEnumerable<FhirConstraint> constraints) =>
        [.. constraints.Select(constraint => _rules.GetOrAdd(constraint, QuickRules.Make, this)).Where(rule => !rule.IsAlwaysSatisfied)];

    /// <summary>A profile by its canonical address without a version; null when it is not known.</summary>
    public QuickProfile? Profile(ReadOnlySpan<byte> url) => _profiles.Get(url);

    public QuickProfile? Profile(string url) => _profiles.Get(Encoding.UTF8.GetBytes(url));

    /// <summary>A code system that is known.</summary>
    public FhirCodeSystem? CodeSystem(ReadOnlySpan<byte> url) => Validator.Profiles.HasCodeSystems ? _systems.Get(url) : null;

    /// <summary>These types and all that specialise them.</summary>
    public static FrozenSet<FhirTypeInfo> TypesOf(IEnumerable<string> names)
    {
        var wanted = names.ToList();
        return FhirDefinitions.R4.Types.Where(type => wanted.Exists(type.Is)).ToFrozenSet();
    }
}
