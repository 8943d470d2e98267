// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Appointment Information: AIS, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct AisSegment
{
    /// <summary>Sees a segment as AIS; one that is not there has only empty fields.</summary>
    public AisSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>AIS-1: Set ID - AIS (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>AIS-2: Segment Action Code (ID, table 0206).</summary>
    public St SegmentActionCode => St.Of(Segment.First(2));

    /// <summary>AIS-3: Universal Service Identifier (CE).</summary>
    public Ce UniversalServiceIdentifier => Ce.Of(Segment.First(3));

    /// <summary>AIS-4: Start Date/Time (TS).</summary>
    public Dtm StartDateTime => Dtm.Of(Segment.First(4));

    /// <summary>AIS-5: Start Date/Time Offset (NM).</summary>
    public Nm StartDateTimeOffset => Nm.Of(Segment.First(5));

    /// <summary>AIS-6: Start Date/Time Offset Units (CE).</summary>
    public Ce StartDateTimeOffsetUnits => Ce.Of(Segment.First(6));

    /// <summary>AIS-7: Duration (NM).</summary>
    public Nm Duration => Nm.Of(Segment.First(7));

    /// <summary>AIS-8: Duration Units (CE).</summary>
    public Ce DurationUnits => Ce.Of(Segment.First(8));

    /// <summary>AIS-9: Allow Substitution Code (IS, table 0279).</summary>
    public St AllowSubstitutionCode => St.Of(Segment.First(9));

    /// <summary>AIS-10: Filler Status Code (CE, table 0278).</summary>
    public Ce FillerStatusCode => Ce.Of(Segment.First(10));

    /// <summary>AIS-11: Placer Supplemental Service Information (CE, table 0411).</summary>
    public Repeated<Ce> PlacerSupplementalServiceInformation => new(Segment.Slice(11));

    /// <summary>AIS-12: Filler Supplemental Service Information (CE, table 0411).</summary>
    public Repeated<Ce> FillerSupplementalServiceInformation => new(Segment.Slice(12));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
