namespace Carelake.X12;

/// <summary>The standard's own code for an error.</summary>
/// <param name="Level">Which list the code is of.</param>
/// <param name="Code">From the list; for <see cref="X12ErrorLevel.Business"/> the element or rule, such as <c>CLM02</c>.</param>
public readonly record struct X12ErrorCode(X12ErrorLevel Level, string Code)
{
    /// <summary>The list's element and the code: <c>IK403 7</c>.</summary>
    public override string ToString() => $"{List} {Code}";

    private string List => Level switch
    {
        X12ErrorLevel.Interchange => "TA105",
        X12ErrorLevel.Group => "AK905",
        X12ErrorLevel.TransactionSet => "IK502",
        X12ErrorLevel.Segment => "IK304",
        X12ErrorLevel.Element => "IK403",
        _ => "rule",
    };
}
