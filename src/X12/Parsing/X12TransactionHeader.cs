namespace Carelake.X12;

/// <summary>The header of a transaction set (ST) and what it is read with.</summary>
/// <param name="Group">It lies in this one.</param>
/// <param name="Header">The ST segment.</param>
/// <param name="Guide">The guide that its ST03, or GS08, names; null when it is not known.</param>
/// <param name="Number">Place in the input, from 1.</param>
public sealed record X12TransactionHeader(X12Group Group, X12SegmentValue Header, X12Guide? Guide, int Number)
{
    /// <summary>ST01: <c>837</c>.</summary>
    public string Id => Header.Element(1);

    /// <summary>ST02.</summary>
    public string ControlNumber => Header.Element(2);

    /// <summary>ST03, or GS08 where it is empty, as in an 835.</summary>
    public string Version => Header.Element(3) is { Length: > 0 } version ? version : Group.Version;

    /// <summary>Its id and control number only.</summary>
    public override string ToString() => $"transaction set {Id} {ControlNumber}";
}
