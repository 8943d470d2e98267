namespace Carelake.X12;

/// <summary>The header of a functional group (GS).</summary>
/// <param name="Interchange">It lies in this one.</param>
/// <param name="Header">The GS segment.</param>
public sealed record X12Group(X12Interchange Interchange, X12SegmentValue Header)
{
    /// <summary>GS01: what kind of transaction sets it holds, <c>HC</c> for claims.</summary>
    public string Code => Header.Element(1);

    /// <summary>GS02.</summary>
    public string SenderCode => Header.Element(2);

    /// <summary>GS03.</summary>
    public string ReceiverCode => Header.Element(3);

    /// <summary>GS04, CCYYMMDD.</summary>
    public string Date => Header.Element(4);

    /// <summary>GS05, HHMM or longer.</summary>
    public string Time => Header.Element(5);

    /// <summary>GS06.</summary>
    public string ControlNumber => Header.Element(6);

    /// <summary>GS08, such as <c>005010X222A1</c>.</summary>
    public string Version => Header.Element(8);

    /// <summary>Its code and control number only.</summary>
    public override string ToString() => $"group {Code} {ControlNumber}";
}
