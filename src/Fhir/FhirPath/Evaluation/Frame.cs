namespace Carelake.Fhir.FhirPath.Evaluation;

/// <summary>What the names with a dollar mean, as places of the stack.</summary>
/// <param name="This">Place of <c>$this</c>; -1 when it is empty.</param>
/// <param name="Index"><c>$index</c>; -1 outside of an iteration.</param>
/// <param name="TotalStart">First item of <c>$total</c>.</param>
/// <param name="TotalEnd">End of <c>$total</c>; the start when it is empty.</param>
internal readonly record struct Frame(int This, int Index, int TotalStart, int TotalEnd);
