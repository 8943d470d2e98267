// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Bed Status Update: NPU, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct NpuSegment
{
    /// <summary>Sees a segment as NPU; one that is not there has only empty fields.</summary>
    public NpuSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>NPU-1: Bed Location (PL).</summary>
    public Pl BedLocation => Pl.Of(Segment.First(1));

    /// <summary>NPU-2: Bed Status (IS, table 0116).</summary>
    public St BedStatus => St.Of(Segment.First(2));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
