using System.Collections.Concurrent;
using System.Text.Json;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Profiles;

/// <summary>The profiles, extensions, value sets and questionnaires that a validation knows. Cannot be changed; <see cref="With"/> makes a larger one.</summary>
public sealed class FhirProfiles
{
    private const string Folder = "Carelake.Fhir.Profiles.Generated.";

    private static readonly Lazy<FhirProfiles> LazyCore = new(() => new FhirProfiles(new Dictionary<string, JsonElement>(), Embedded("r4-profiles.ndjson")));
    private static readonly Lazy<FhirProfiles> LazyStandard = new(() => LazyCore.Value.With(Embedded("us-core.ndjson")).With(Embedded("uk-core.ndjson")));

    private readonly Dictionary<string, JsonElement> _resources;
    private readonly ConcurrentDictionary<string, FhirProfile?> _profiles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FhirValueSet?> _valueSets = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, FhirCodeSystem?> _codeSystems = new(StringComparer.Ordinal);

    private FhirProfiles(IReadOnlyDictionary<string, JsonElement> known, FhirPackage package)
    {
        _resources = new Dictionary<string, JsonElement>(known, StringComparer.Ordinal);
        foreach (var resource in package.Resources)
            if (resource.String("url"u8) is { } url)
                _resources[ProfileReader.Canonical(url)] = resource;
        HasCodeSystems = _resources.Values.Any(resource => resource.Get("resourceType"u8).Is("CodeSystem"u8));
    }

    /// <summary>The profiles and extensions of R4 itself, the vital signs among them.</summary>
    public static FhirProfiles Core => LazyCore.Value;

    /// <summary>R4's own, US Core 9.0.0 and UK Core.</summary>
    public static FhirProfiles Standard => LazyStandard.Value;

    /// <summary>These and those of a package; of two with the same address, the package's.</summary>
    public FhirProfiles With(FhirPackage package) => new(_resources, package);

    /// <summary>A profile by its canonical address, without a version; <see langword="null"/> when it is not known.</summary>
    public FhirProfile? Profile(string url) => _profiles.GetOrAdd(url, Read);

    /// <summary>A value set by its canonical address: its own codes and those of code systems that are wholly known; <see langword="null"/> when it is not known.</summary>
    public FhirValueSet? ValueSet(string url) => _valueSets.GetOrAdd(url, address =>
        FhirDefinitions.R4.ValueSet(address) ?? (Resource(address, "ValueSet"u8) is { } set ? ValueSetReader.Read(set, this) : null));

    /// <summary>Any code system is known.</summary>
    internal bool HasCodeSystems { get; }

    internal FhirCodeSystem? CodeSystem(string url) => _codeSystems.GetOrAdd(url, address =>
        Resource(address, "CodeSystem"u8) is { } system ? new FhirCodeSystem(system) : null);

    internal JsonElement? Resource(string url, ReadOnlySpan<byte> type) =>
        _resources.TryGetValue(ProfileReader.Canonical(url), out var found) && found.Get("resourceType"u8).Is(type) ? found : null;

    private FhirProfile? Read(string url) =>
        Resource(url, "StructureDefinition"u8) is { } definition && definition.String("derivation"u8) != "specialization" ? ProfileReader.Read(definition) : null;

    private static FhirPackage Embedded(string name)
    {
        using var stream = typeof(FhirProfiles).Assembly.GetManifestResourceStream(Folder + name)!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return FhirPackage.Read(buffer.ToArray()).Value;
    }
}
