namespace Carelake.Fhir.FromHl7v2;

/// <summary>An element that a sender asks to be deleted.</summary>
/// <param name="Resource">Such as <c>Patient/5b0c…</c>.</param>
/// <param name="Element">Such as <c>maritalStatus</c>; a FHIRPath expression where only one of several is meant, as when records are unlinked.</param>
/// <param name="Path">Where the message says so: <c>PID[1]-16[1]</c>, or the segment: <c>PID[2]</c>.</param>
public sealed record Deletion(string Resource, string Element, string Path);
