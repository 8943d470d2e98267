// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Patient Death and Autopsy: PDA, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct PdaSegment
{
    /// <summary>Sees a segment as PDA; one that is not there has only empty fields.</summary>
    public PdaSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>PDA-1: Death Cause Code (CE).</summary>
    public Repeated<Ce> DeathCauseCode => new(Segment.Slice(1));

    /// <summary>PDA-2: Death Location (PL).</summary>
    public Pl DeathLocation => Pl.Of(Segment.First(2));

    /// <summary>PDA-3: Death Certified Indicator (ID, table 0136).</summary>
    public St DeathCertifiedIndicator => St.Of(Segment.First(3));

    /// <summary>PDA-4: Death Certificate Signed Date/Time (TS).</summary>
    public Dtm DeathCertificateSignedDateTime => Dtm.Of(Segment.First(4));

    /// <summary>PDA-5: Death Certified By (XCN).</summary>
    public Xcn DeathCertifiedBy => Xcn.Of(Segment.First(5));

    /// <summary>PDA-6: Autopsy Indicator (ID, table 0136).</summary>
    public St AutopsyIndicator => St.Of(Segment.First(6));

    /// <summary>PDA-7: Autopsy Start and End Date/Time (DR).</summary>
    public Dr AutopsyStartAndEndDateTime => Dr.Of(Segment.First(7));

    /// <summary>PDA-8: Autopsy Performed By (XCN).</summary>
    public Xcn AutopsyPerformedBy => Xcn.Of(Segment.First(8));

    /// <summary>PDA-9: Coroner Indicator (ID, table 0136).</summary>
    public St CoronerIndicator => St.Of(Segment.First(9));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
