// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Appointment Information - Location Resource: AIL, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct AilSegment
{
    /// <summary>Sees a segment as AIL; one that is not there has only empty fields.</summary>
    public AilSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>AIL-1: Set ID - AIL (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>AIL-2: Segment Action Code (ID, table 0206).</summary>
    public St SegmentActionCode => St.Of(Segment.First(2));

    /// <summary>AIL-3: Location Resource ID (PL).</summary>
    public Repeated<Pl> LocationResourceId => new(Segment.Slice(3));

    /// <summary>AIL-4: Location Type-AIL (CE, table 0305).</summary>
    public Ce LocationTypeAil => Ce.Of(Segment.First(4));

    /// <summary>AIL-5: Location Group (CE).</summary>
    public Ce LocationGroup => Ce.Of(Segment.First(5));

    /// <summary>AIL-6: Start Date/Time (TS).</summary>
    public Dtm StartDateTime => Dtm.Of(Segment.First(6));

    /// <summary>AIL-7: Start Date/Time Offset (NM).</summary>
    public Nm StartDateTimeOffset => Nm.Of(Segment.First(7));

    /// <summary>AIL-8: Start Date/Time Offset Units (CE).</summary>
    public Ce StartDateTimeOffsetUnits => Ce.Of(Segment.First(8));

    /// <summary>AIL-9: Duration (NM).</summary>
    public Nm Duration => Nm.Of(Segment.First(9));

    /// <summary>AIL-10: Duration Units (CE).</summary>
    public Ce DurationUnits => Ce.Of(Segment.First(10));

    /// <summary>AIL-11: Allow Substitution Code (IS, table 0279).</summary>
    public St AllowSubstitutionCode => St.Of(Segment.First(11));

    /// <summary>AIL-12: Filler Status Code (CE, table 0278).</summary>
    public Ce FillerStatusCode => Ce.Of(Segment.First(12));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
