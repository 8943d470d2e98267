// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Appointment Information - Personnel Resource: AIP, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct AipSegment
{
    /// <summary>Sees a segment as AIP; one that is not there has only empty fields.</summary>
    public AipSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>AIP-1: Set ID - AIP (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>AIP-2: Segment Action Code (ID, table 0206).</summary>
    public St SegmentActionCode => St.Of(Segment.First(2));

    /// <summary>AIP-3: Personnel Resource ID (XCN).</summary>
    public Repeated<Xcn> PersonnelResourceId => new(Segment.Slice(3));

    /// <summary>AIP-4: Resource Type (CE, table 0182).</summary>
    public Ce ResourceType => Ce.Of(Segment.First(4));

    /// <summary>AIP-5: Resource Group (CE).</summary>
    public Ce ResourceGroup => Ce.Of(Segment.First(5));

    /// <summary>AIP-6: Start Date/Time (TS).</summary>
    public Dtm StartDateTime => Dtm.Of(Segment.First(6));

    /// <summary>AIP-7: Start Date/Time Offset (NM).</summary>
    public Nm StartDateTimeOffset => Nm.Of(Segment.First(7));

    /// <summary>AIP-8: Start Date/Time Offset Units (CE).</summary>
    public Ce StartDateTimeOffsetUnits => Ce.Of(Segment.First(8));

    /// <summary>AIP-9: Duration (NM).</summary>
    public Nm Duration => Nm.Of(Segment.First(9));

    /// <summary>AIP-10: Duration Units (CE).</summary>
    public Ce DurationUnits => Ce.Of(Segment.First(10));

    /// <summary>AIP-11: Allow Substitution Code (IS, table 0279).</summary>
    public St AllowSubstitutionCode => St.Of(Segment.First(11));

    /// <summary>AIP-12: Filler Status Code (CE, table 0278).</summary>
    public Ce FillerStatusCode => Ce.Of(Segment.First(12));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
