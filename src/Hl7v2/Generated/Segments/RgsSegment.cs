// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Resource Group: RGS, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct RgsSegment
{
    /// <summary>Sees a segment as RGS; one that is not there has only empty fields.</summary>
    public RgsSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>RGS-1: Set ID - RGS (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>RGS-2: Segment Action Code (ID, table 0206).</summary>
    public St SegmentActionCode => St.Of(Segment.First(2));

    /// <summary>RGS-3: Resource Group ID (CE).</summary>
    public Ce ResourceGroupId => Ce.Of(Segment.First(3));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
