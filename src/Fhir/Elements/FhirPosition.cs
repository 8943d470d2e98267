namespace Carelake.Fhir.Elements;

/// <summary>A place in the text of a document.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units as editors count.</param>
public readonly record struct FhirPosition(int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}";
}
