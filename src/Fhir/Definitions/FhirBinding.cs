namespace Carelake.Fhir.Definitions;

/// <summary>What an element's codes are bound to (FHIR R4, ElementDefinition.binding).</summary>
/// <param name="Strength"><c>required</c>, <c>extensible</c>, <c>preferred</c> or <c>example</c>.</param>
/// <param name="ValueSet">Canonical address, without a version.</param>
public sealed record FhirBinding(string Strength, string ValueSet)
{
    /// <summary>No other code is allowed.</summary>
    public bool IsRequired => Strength == "required";
}
