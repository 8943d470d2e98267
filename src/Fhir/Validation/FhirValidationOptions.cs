using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Validation;

/// <summary>What a validation looks at beside the rules of R4 itself.</summary>
public sealed record FhirValidationOptions
{
    /// <summary>Canonical addresses of profiles that each resource is checked against, beside those its <c>meta.profile</c> names.</summary>
    public ImmutableArray<string> Profiles { get; init; } = [];

    /// <summary>Checks the profiles that <c>meta.profile</c> names and that are known, and the vital signs by their codes.</summary>
    public bool ChecksClaimedProfiles { get; init; } = true;

    /// <summary>Evaluates the rules of the definitions (invariants).</summary>
    public bool ChecksInvariants { get; init; } = true;

    /// <summary>What an extension means whose definition is not loaded; an unknown modifier extension is always an error.</summary>
    public Severity UnknownExtension { get; init; } = Severity.Information;

    /// <summary>What an address kept for examples (<c>example.org</c>) means; <see langword="null"/> leaves them alone.</summary>
    public Severity? ExampleAddress { get; init; }

    /// <summary>What markup in a plain string means.</summary>
    public Severity MarkupInText { get; init; } = Severity.Warning;

    /// <summary>Most issues of one document; the rest are left out, and an issue says so.</summary>
    public int MaxIssues { get; init; } = 1000;

    /// <summary>What the reader accepts.</summary>
    public FhirReadLimits Limits { get; init; } = FhirReadLimits.Default;
}
