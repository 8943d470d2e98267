// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Pharmacy/Treatment Route: RXR, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct RxrSegment
{
    /// <summary>Sees a segment as RXR; one that is not there has only empty fields.</summary>
    public RxrSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>RXR-1: Route (CE, table 0162).</summary>
    public Ce Route => Ce.Of(Segment.First(1));

    /// <summary>RXR-2: Administration Site (CWE, table 0163).</summary>
    public Cwe AdministrationSite => Cwe.Of(Segment.First(2));

    /// <summary>RXR-3: Administration Device (CE, table 0164).</summary>
    public Ce AdministrationDevice => Ce.Of(Segment.First(3));

    /// <summary>RXR-4: Administration Method (CWE, table 0165).</summary>
    public Cwe AdministrationMethod => Cwe.Of(Segment.First(4));

    /// <summary>RXR-5: Routing Instruction (CE).</summary>
    public Ce RoutingInstruction => Ce.Of(Segment.First(5));

    /// <summary>RXR-6: Administration Site Modifier (CWE, table 0495).</summary>
    public Cwe AdministrationSiteModifier => Cwe.Of(Segment.First(6));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
