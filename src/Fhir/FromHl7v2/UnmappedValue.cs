namespace Carelake.Fhir.FromHl7v2;

/// <summary>A part of a message that no table read.</summary>
/// <param name="Path">A segment (<c>ZBE[1]</c>), a field's repetition (<c>PID[1]-3[2]</c>) or a component (<c>PID[1]-3[2].6</c>).</param>
/// <param name="Kind">Which of these.</param>
public sealed record UnmappedValue(string Path, UnmappedKind Kind);
