using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Carelake.Fhir.Definitions;

/// <summary>The types, value sets, search parameters and compartments of FHIR R4 (4.0.1), as published by HL7 (CC0-1.0).</summary>
public sealed class FhirDefinitions
{
    private static readonly Lazy<FhirDefinitions> Loaded = new(DefinitionsReader.Read);

    private readonly FrozenDictionary<string, FhirTypeInfo> _types;
    private readonly FrozenDictionary<string, FhirTypeInfo> _typesByUrl;
    private readonly FrozenDictionary<string, FhirValueSet> _valueSets;
    private readonly Lazy<ILookup<string, FhirSearchParameter>> _searchParameters = new(DefinitionsReader.SearchParameters);
    private readonly Lazy<ILookup<(string Compartment, string Resource), string>> _compartments = new(DefinitionsReader.Compartments);
    private readonly JsonTypeTable _resources;

    internal FhirDefinitions(IReadOnlyCollection<FhirTypeInfo> types, IEnumerable<FhirValueSet> valueSets)
    {
        _types = types.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        _typesByUrl = types.Where(type => type.Url.Length > 0).ToFrozenDictionary(type => type.Url, StringComparer.Ordinal);
        _valueSets = valueSets.ToFrozenDictionary(set => set.Url, StringComparer.Ordinal);
        _resources = new JsonTypeTable(types.Where(type => type.IsResource));
    }

    /// <summary>R4, read from the tables in this assembly when first used.</summary>
    public static FhirDefinitions R4 => Loaded.Value;

    /// <summary>Every type, the parts defined in place among them (<c>Patient.contact</c>).</summary>
    public IEnumerable<FhirTypeInfo> Types => _types.Values;

    /// <summary>A type by its name; <see langword="null"/> when R4 has none of that name. Names are case sensitive.</summary>
    public FhirTypeInfo? Type(string name) => _types.GetValueOrDefault(name);

    /// <summary>A type by the canonical address of its definition, without a version.</summary>
    public FhirTypeInfo? TypeByUrl(string url) => _typesByUrl.GetValueOrDefault(url);

    /// <summary>The value set of a binding, by its canonical address without a version; <see langword="null"/> when it is not known here.</summary>
    public FhirValueSet? ValueSet(string url) => _valueSets.GetValueOrDefault(url);

    /// <summary>How a resource type can be searched, those common to all resources included.</summary>
    public IEnumerable<FhirSearchParameter> SearchParameters(string resourceType) =>
        _searchParameters.Value[resourceType].Concat(_searchParameters.Value["DomainResource"]).Concat(_searchParameters.Value["Resource"]);

    /// <summary>
    /// The search parameters that place a resource in a compartment, such as <c>("Patient", "Observation")</c>: <c>subject</c>,
    /// <c>performer</c>; empty when the type has no place there.
    /// </summary>
    public ImmutableArray<string> Compartment(string compartment, string resourceType) => [.. _compartments.Value[(compartment, resourceType)]];

    /// <summary>A resource type by the bytes of its name.</summary>
    internal FhirTypeInfo? Resource(ReadOnlySpan<byte> name) => _resources.Find(name);
}
