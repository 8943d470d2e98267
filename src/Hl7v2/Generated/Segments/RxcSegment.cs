// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Pharmacy/Treatment Component Order: RXC, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct RxcSegment
{
    /// <summary>Sees a segment as RXC; one that is not there has only empty fields.</summary>
    public RxcSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>RXC-1: RX Component Type (ID, table 0166).</summary>
    public St RxComponentType => St.Of(Segment.First(1));

    /// <summary>RXC-2: Component Code (CE).</summary>
    public Ce ComponentCode => Ce.Of(Segment.First(2));

    /// <summary>RXC-3: Component Amount (NM).</summary>
    public Nm ComponentAmount => Nm.Of(Segment.First(3));

    /// <summary>RXC-4: Component Units (CE).</summary>
    public Ce ComponentUnits => Ce.Of(Segment.First(4));

    /// <summary>RXC-5: Component Strength (NM).</summary>
    public Nm ComponentStrength => Nm.Of(Segment.First(5));

    /// <summary>RXC-6: Component Strength Units (CE).</summary>
    public Ce ComponentStrengthUnits => Ce.Of(Segment.First(6));

    /// <summary>RXC-7: Supplementary Code (CE).</summary>
    public Repeated<Ce> SupplementaryCode => new(Segment.Slice(7));

    /// <summary>RXC-8: Component Drug Strength Volume (NM).</summary>
    public Nm ComponentDrugStrengthVolume => Nm.Of(Segment.First(8));

    /// <summary>RXC-9: Component Drug Strength Volume Units (CWE).</summary>
    public Cwe ComponentDrugStrengthVolumeUnits => Cwe.Of(Segment.First(9));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
