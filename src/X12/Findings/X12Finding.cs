using Carelake.Core;

namespace Carelake.X12;

/// <summary>One thing wrong with an X12 file, in the words of the product, of SNIP and of the standard.</summary>
/// <param name="Issue">Code, severity and a text for a biller; amounts may stand in it, names and identifiers never do.</param>
/// <param name="Level">The SNIP level of the test that failed.</param>
/// <param name="ErrorCode">What an acknowledgement says of it.</param>
/// <param name="Place">Where it is.</param>
public sealed record X12Finding(Issue Issue, SnipLevel Level, X12ErrorCode ErrorCode, X12Place Place)
{
    /// <summary>It makes what it is in unacceptable.</summary>
    public bool IsError => Issue.Severity == Severity.Error;

    internal static X12Finding Of(
        string code, Severity severity, SnipLevel level, X12ErrorLevel errorLevel, string errorCode, X12Place place, string message) =>
        new(new Issue(code, severity, place.ToString(), message), level, new X12ErrorCode(errorLevel, errorCode), place);
}
