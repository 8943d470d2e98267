// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Appointment Information - General Resource: AIG, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct AigSegment
{
    /// <summary>Sees a segment as AIG; one that is not there has only empty fields.</summary>
    public AigSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>AIG-1: Set ID - AIG (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>AIG-2: Segment Action Code (ID, table 0206).</summary>
    public St SegmentActionCode => St.Of(Segment.First(2));

    /// <summary>AIG-3: Resource ID (CE).</summary>
    public Ce ResourceId => Ce.Of(Segment.First(3));

    /// <summary>AIG-4: Resource Type (CE).</summary>
    public Ce ResourceType => Ce.Of(Segment.First(4));

    /// <summary>AIG-5: Resource Group (CE).</summary>
    public Repeated<Ce> ResourceGroup => new(Segment.Slice(5));

    /// <summary>AIG-6: Resource Quantity (NM).</summary>
    public Nm ResourceQuantity => Nm.Of(Segment.First(6));

    /// <summary>AIG-7: Resource Quantity Units (CE).</summary>
    public Ce ResourceQuantityUnits => Ce.Of(Segment.First(7));

    /// <summary>AIG-8: Start Date/Time (TS).</summary>
    public Dtm StartDateTime => Dtm.Of(Segment.First(8));

    /// <summary>AIG-9: Start Date/Time Offset (NM).</summary>
    public Nm StartDateTimeOffset => Nm.Of(Segment.First(9));

    /// <summary>AIG-10: Start Date/Time Offset Units (CE).</summary>
    public Ce StartDateTimeOffsetUnits => Ce.Of(Segment.First(10));

    /// <summary>AIG-11: Duration (NM).</summary>
    public Nm Duration => Nm.Of(Segment.First(11));

    /// <summary>AIG-12: Duration Units (CE).</summary>
    public Ce DurationUnits => Ce.Of(Segment.First(12));

    /// <summary>AIG-13: Allow Substitution Code (IS, table 0279).</summary>
    public St AllowSubstitutionCode => St.Of(Segment.First(13));

    /// <summary>AIG-14: Filler Status Code (CE, table 0278).</summary>
    public Ce FillerStatusCode => Ce.Of(Segment.First(14));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
