// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Specimen: SPM, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct SpmSegment
{
    /// <summary>Sees a segment as SPM; one that is not there has only empty fields.</summary>
    public SpmSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>SPM-1: Set ID _ SPM (SI).</summary>
    public St SetIdSpm => St.Of(Segment.First(1));

    /// <summary>SPM-2: Specimen ID (EIP).</summary>
    public Eip SpecimenId => Eip.Of(Segment.First(2));

    /// <summary>SPM-3: Specimen Parent IDs (EIP).</summary>
    public Repeated<Eip> SpecimenParentIDs => new(Segment.Slice(3));

    /// <summary>SPM-4: Specimen Type (CWE, table 0487).</summary>
    public Cwe SpecimenType => Cwe.Of(Segment.First(4));

    /// <summary>SPM-5: Specimen Type Modifier (CWE, table 0541).</summary>
    public Repeated<Cwe> SpecimenTypeModifier => new(Segment.Slice(5));

    /// <summary>SPM-6: Specimen Additives (CWE, table 0371).</summary>
    public Repeated<Cwe> SpecimenAdditives => new(Segment.Slice(6));

    /// <summary>SPM-7: Specimen Collection Method (CWE, table 0488).</summary>
    public Cwe SpecimenCollectionMethod => Cwe.Of(Segment.First(7));

    /// <summary>SPM-8: Specimen Source Site (CWE).</summary>
    public Cwe SpecimenSourceSite => Cwe.Of(Segment.First(8));

    /// <summary>SPM-9: Specimen Source Site Modifier (CWE, table 0542).</summary>
    public Repeated<Cwe> SpecimenSourceSiteModifier => new(Segment.Slice(9));

    /// <summary>SPM-10: Specimen Collection Site (CWE, table 0543).</summary>
    public Cwe SpecimenCollectionSite => Cwe.Of(Segment.First(10));

    /// <summary>SPM-11: Specimen Role (CWE, table 0369).</summary>
    public Repeated<Cwe> SpecimenRole => new(Segment.Slice(11));

    /// <summary>SPM-12: Specimen Collection Amount (CQ).</summary>
    public Cq SpecimenCollectionAmount => Cq.Of(Segment.First(12));

    /// <summary>SPM-13: Grouped Specimen Count (NM).</summary>
    public Nm GroupedSpecimenCount => Nm.Of(Segment.First(13));

    /// <summary>SPM-14: Specimen Description (ST).</summary>
    public Repeated<St> SpecimenDescription => new(Segment.Slice(14));

    /// <summary>SPM-15: Specimen Handling Code (CWE, table 0376).</summary>
    public Repeated<Cwe> SpecimenHandlingCode => new(Segment.Slice(15));

    /// <summary>SPM-16: Specimen Risk Code (CWE, table 0489).</summary>
    public Repeated<Cwe> SpecimenRiskCode => new(Segment.Slice(16));

    /// <summary>SPM-17: Specimen Collection Date/Time (DR).</summary>
    public Dr SpecimenCollectionDateTime => Dr.Of(Segment.First(17));

    /// <summary>SPM-18: Specimen Received Date/Time (TS).</summary>
    public Dtm SpecimenReceivedDateTime => Dtm.Of(Segment.First(18));

    /// <summary>SPM-19: Specimen Expiration Date/Time (TS).</summary>
    public Dtm SpecimenExpirationDateTime => Dtm.Of(Segment.First(19));

    /// <summary>SPM-20: Specimen Availability (ID, table 0136).</summary>
    public St SpecimenAvailability => St.Of(Segment.First(20));

    /// <summary>SPM-21: Specimen Reject Reason (CWE, table 0490).</summary>
    public Repeated<Cwe> SpecimenRejectReason => new(Segment.Slice(21));

    /// <summary>SPM-22: Specimen Quality (CWE, table 0491).</summary>
    public Cwe SpecimenQuality => Cwe.Of(Segment.First(22));

    /// <summary>SPM-23: Specimen Appropriateness (CWE, table 0492).</summary>
    public Cwe SpecimenAppropriateness => Cwe.Of(Segment.First(23));

    /// <summary>SPM-24: Specimen Condition (CWE, table 0493).</summary>
    public Repeated<Cwe> SpecimenCondition => new(Segment.Slice(24));

    /// <summary>SPM-25: Specimen Current Quantity (CQ).</summary>
    public Cq SpecimenCurrentQuantity => Cq.Of(Segment.First(25));

    /// <summary>SPM-26: Number of Specimen Containers (NM).</summary>
    public Nm NumberOfSpecimenContainers => Nm.Of(Segment.First(26));

    /// <summary>SPM-27: Container Type (CWE).</summary>
    public Cwe ContainerType => Cwe.Of(Segment.First(27));

    /// <summary>SPM-28: Container Condition (CWE, table 0544).</summary>
    public Cwe ContainerCondition => Cwe.Of(Segment.First(28));

    /// <summary>SPM-29: Specimen Child Role (CWE, table 0494).</summary>
    public Cwe SpecimenChildRole => Cwe.Of(Segment.First(29));

    /// <summary>SPM-30: Accession ID (CX).</summary>
    public Repeated<Cx> AccessionId => new(Segment.Slice(30));

    /// <summary>SPM-31: Other Specimen ID (CX).</summary>
    public Repeated<Cx> OtherSpecimenId => new(Segment.Slice(31));

    /// <summary>SPM-32: Shipment ID (EI).</summary>
    public Ei ShipmentId => Ei.Of(Segment.First(32));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
