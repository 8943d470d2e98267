namespace Carelake.X12;

/// <summary>The header of an interchange (ISA, 005010 appendix C). Padding is taken off.</summary>
/// <param name="Header">The ISA segment.</param>
public sealed record X12Interchange(X12SegmentValue Header)
{
    /// <summary>The separators it declares.</summary>
    public X12Delimiters Delimiters => Header.Delimiters;

    /// <summary>ISA05.</summary>
    public string SenderQualifier => Trimmed(5);

    /// <summary>ISA06.</summary>
    public string SenderId => Trimmed(6);

    /// <summary>ISA07.</summary>
    public string ReceiverQualifier => Trimmed(7);

    /// <summary>ISA08.</summary>
    public string ReceiverId => Trimmed(8);

    /// <summary>ISA09, YYMMDD.</summary>
    public string Date => Trimmed(9);

    /// <summary>ISA10, HHMM.</summary>
    public string Time => Trimmed(10);

    /// <summary>ISA12, such as <c>00501</c>.</summary>
    public string Version => Trimmed(12);

    /// <summary>ISA13, with its leading zeros.</summary>
    public string ControlNumber => Trimmed(13);

    /// <summary>ISA14 is 1: the sender wants a TA1.</summary>
    public bool IsAcknowledgementRequested => Trimmed(14) == "1";

    /// <summary>ISA15: <c>P</c> production, <c>T</c> test.</summary>
    public string Usage => Trimmed(15);

    /// <summary>Its control number only.</summary>
    public override string ToString() => $"interchange {ControlNumber}";

    private string Trimmed(int element) => Header.Element(element).Trim();
}
