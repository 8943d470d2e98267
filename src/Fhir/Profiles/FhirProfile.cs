using System.Collections.Immutable;

namespace Carelake.Fhir.Profiles;

/// <summary>A profile or an extension: what it asks beyond its base (FHIR R4, StructureDefinition with derivation <c>constraint</c>).</summary>
public sealed class FhirProfile
{
    internal FhirProfile(string url, string type, string baseUrl, ImmutableArray<(string Type, string Expression)> contexts, ProfileNode root)
    {
        Url = url;
        Type = type;
        BaseUrl = baseUrl;
        Contexts = contexts;
        Root = root;
    }

    /// <summary>Canonical address, without a version.</summary>
    public string Url { get; }

    /// <summary>The type that it constrains: <c>Observation</c>, <c>Extension</c>.</summary>
    public string Type { get; }

    /// <summary>Address of the profile or type that it builds on; empty when it says none.</summary>
    public string BaseUrl { get; }

    /// <summary>Where an extension may stand: kind (<c>element</c>, <c>extension</c>, <c>fhirpath</c>) and expression.</summary>
    public ImmutableArray<(string Type, string Expression)> Contexts { get; }

    internal ProfileNode Root { get; }

    /// <inheritdoc/>
    public override string ToString() => Url;
}
