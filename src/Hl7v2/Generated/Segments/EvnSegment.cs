// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Event Type: EVN, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct EvnSegment
{
    /// <summary>Sees a segment as EVN; one that is not there has only empty fields.</summary>
    public EvnSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>EVN-1: Event Type Code (ID, table 0003).</summary>
    public St EventTypeCode => St.Of(Segment.First(1));

    /// <summary>EVN-2: Recorded Date/Time (TS).</summary>
    public Dtm RecordedDateTime => Dtm.Of(Segment.First(2));

    /// <summary>EVN-3: Date/Time Planned Event (TS).</summary>
    public Dtm DateTimePlannedEvent => Dtm.Of(Segment.First(3));

    /// <summary>EVN-4: Event Reason Code (IS, table 0062).</summary>
    public St EventReasonCode => St.Of(Segment.First(4));

    /// <summary>EVN-5: Operator ID (XCN, table 0188).</summary>
    public Repeated<Xcn> OperatorId => new(Segment.Slice(5));

    /// <summary>EVN-6: Event Occurred (TS).</summary>
    public Dtm EventOccurred => Dtm.Of(Segment.First(6));

    /// <summary>EVN-7: Event Facility (HD).</summary>
    public Hd EventFacility => Hd.Of(Segment.First(7));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
