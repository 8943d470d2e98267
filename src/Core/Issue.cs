namespace Carelake.Core;

/// <summary>One thing found wrong with an input.</summary>
/// <param name="Code">Permanent, such as <c>LAKE-0012</c>; a retired code is never reused. Listed in <c>docs/reference/codes.md</c>.</param>
/// <param name="Severity">What the finding means for the row or file it was found in.</param>
/// <param name="Location">Where, in the input's own notation: a path and line, <c>PID-5.1</c>, a YAML path.</param>
/// <param name="Message">For a person. Never quotes the value: it may be PHI.</param>
public sealed record Issue(string Code, Severity Severity, string Location, string Message);
