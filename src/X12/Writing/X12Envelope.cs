namespace Carelake.X12;

/// <summary>Who sends what to whom: the values of ISA and GS (005010 appendix C, interchange control and functional group headers).</summary>
public sealed record X12Envelope
{
    /// <summary>ISA05: qualifier of <see cref="SenderId"/>, two characters; <c>ZZ</c> is mutually defined.</summary>
    public string SenderQualifier { get; init; } = "ZZ";

    /// <summary>ISA06, at most 15 characters.</summary>
    public required string SenderId { get; init; }

    /// <summary>ISA07: qualifier of <see cref="ReceiverId"/>.</summary>
    public string ReceiverQualifier { get; init; } = "ZZ";

    /// <summary>ISA08, at most 15 characters.</summary>
    public required string ReceiverId { get; init; }

    /// <summary>GS02; that of the interchange when null.</summary>
    public string? ApplicationSender { get; init; }

    /// <summary>GS03; that of the interchange when null.</summary>
    public string? ApplicationReceiver { get; init; }

    /// <summary>ISA09/10 and GS04/05, in the sender's own time, to the minute.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>ISA13, 1 to 999999999: never used twice between the same two parties.</summary>
    public required int InterchangeControlNumber { get; init; }

    /// <summary>GS06, 1 to 999999999; that of the interchange when null.</summary>
    public int? GroupControlNumber { get; init; }

    /// <summary>ISA15: <c>T</c> instead of <c>P</c>.</summary>
    public bool IsTest { get; init; }

    /// <summary>ISA14: a TA1 is asked for.</summary>
    public bool WantsAcknowledgement { get; init; }

    /// <summary>The separators to write with.</summary>
    public X12Delimiters Delimiters { get; init; } = X12Delimiters.Usual;

    /// <summary>A line feed after each segment, for people; it is no data.</summary>
    public bool BreaksLines { get; init; }
}
