using Carelake.Core;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Definitions;

/// <summary>A rule that each instance of an element must satisfy (FHIR R4, ElementDefinition.constraint).</summary>
/// <param name="Key">Short name, such as <c>pat-1</c>.</param>
/// <param name="Severity">What breaking it means.</param>
/// <param name="Expression">FHIRPath, evaluated with the element as its context.</param>
/// <param name="Human">The rule in words; empty when the definitions hold none.</param>
public sealed record FhirConstraint(string Key, Severity Severity, string Expression, string Human = "")
{
    /// <summary>What to tell of an element that breaks the rule.</summary>
    internal string Message { get; } = Human.Length > 0 ? $"{Key}: {Human}" : $"{Key}: not satisfied: {Expression}";

    /// <summary>The rule written out; null when only its FHIRPath is known.</summary>
    internal NativeInvariants.Native? Native { get; init; }
}
