// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Message Acknowledgment: MSA, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct MsaSegment
{
    /// <summary>Sees a segment as MSA; one that is not there has only empty fields.</summary>
    public MsaSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>MSA-1: Acknowledgment Code (ID, table 0008).</summary>
    public St AcknowledgmentCode => St.Of(Segment.First(1));

    /// <summary>MSA-2: Message Control ID (ST).</summary>
    public St MessageControlId => St.Of(Segment.First(2));

    /// <summary>MSA-3: Text Message (ST).</summary>
    public St TextMessage => St.Of(Segment.First(3));

    /// <summary>MSA-4: Expected Sequence Number (NM).</summary>
    public Nm ExpectedSequenceNumber => Nm.Of(Segment.First(4));

    /// <summary>MSA-5: Delayed Acknowledgment Type (ID).</summary>
    public St DelayedAcknowledgmentType => St.Of(Segment.First(5));

    /// <summary>MSA-6: Error Condition (CE, table 0357).</summary>
    public Ce ErrorCondition => Ce.Of(Segment.First(6));

    /// <summary>MSA-7: Message Waiting Number (NM).</summary>
    public Nm MessageWaitingNumber => Nm.Of(Segment.First(7));

    /// <summary>MSA-8: Message Waiting Priority (ID, table 0520).</summary>
    public St MessageWaitingPriority => St.Of(Segment.First(8));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
