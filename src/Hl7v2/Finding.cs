using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>One thing found wrong with a message, with its place in the bytes.</summary>
/// <param name="Code">Permanent, such as <c>HL7-0003</c>; listed in <c>docs/reference/codes.md</c>.</param>
/// <param name="Severity">What it means for the message.</param>
/// <param name="Path">As in the standard: <c>PID-3[2].4.1</c>, <c>OBX[3]-5</c>; <c>MSH</c> for the whole segment; empty for the whole message.</param>
/// <param name="Offset">
/// Bytes before the place, from the start of <see cref="Hl7Message.Bytes"/>; -1 when what is wrong is that something is not there.
/// </param>
/// <param name="Message">For a person. Never quotes the value: it may be PHI.</param>
public sealed record Finding(string Code, Severity Severity, string Path, int Offset, string Message)
{
    /// <summary>The same without the offset.</summary>
    public Issue ToIssue() => new(Code, Severity, Path, Message);
}
