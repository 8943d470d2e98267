namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>One file of mapping tables, as text; reading the file is the caller's.</summary>
/// <param name="Name">Stands in issues before the line: <c>bed-fields.map</c>.</param>
/// <param name="Text">In the language of <c>docs/guides/mapping-hl7-to-fhir.md</c>.</param>
public sealed record MappingFile(string Name, string Text);
