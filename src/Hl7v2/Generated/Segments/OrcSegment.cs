// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Common Order: ORC, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct OrcSegment
{
    /// <summary>Sees a segment as ORC; one that is not there has only empty fields.</summary>
    public OrcSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>ORC-1: Order Control (ID, table 0119).</summary>
    public St OrderControl => St.Of(Segment.First(1));

    /// <summary>ORC-2: Placer Order Number (EI).</summary>
    public Ei PlacerOrderNumber => Ei.Of(Segment.First(2));

    /// <summary>ORC-3: Filler Order Number (EI).</summary>
    public Ei FillerOrderNumber => Ei.Of(Segment.First(3));

    /// <summary>ORC-4: Placer Group Number (EI).</summary>
    public Ei PlacerGroupNumber => Ei.Of(Segment.First(4));

    /// <summary>ORC-5: Order Status (ID, table 0038).</summary>
    public St OrderStatus => St.Of(Segment.First(5));

    /// <summary>ORC-6: Response Flag (ID, table 0121).</summary>
    public St ResponseFlag => St.Of(Segment.First(6));

    /// <summary>ORC-7: Quantity/Timing (TQ).</summary>
    public Repeated<Tq> QuantityTiming => new(Segment.Slice(7));

    /// <summary>ORC-8: Parent Order (EIP).</summary>
    public Eip ParentOrder => Eip.Of(Segment.First(8));

    /// <summary>ORC-9: Date/Time of Transaction (TS).</summary>
    public Dtm DateTimeOfTransaction => Dtm.Of(Segment.First(9));

    /// <summary>ORC-10: Entered By (XCN).</summary>
    public Repeated<Xcn> EnteredBy => new(Segment.Slice(10));

    /// <summary>ORC-11: Verified By (XCN).</summary>
    public Repeated<Xcn> VerifiedBy => new(Segment.Slice(11));

    /// <summary>ORC-12: Ordering Provider (XCN).</summary>
    public Repeated<Xcn> OrderingProvider => new(Segment.Slice(12));

    /// <summary>ORC-13: Enterer's Location (PL).</summary>
    public Pl EnterersLocation => Pl.Of(Segment.First(13));

    /// <summary>ORC-14: Call Back Phone Number (XTN).</summary>
    public Repeated<Xtn> CallBackPhoneNumber => new(Segment.Slice(14));

    /// <summary>ORC-15: Order Effective Date/Time (TS).</summary>
    public Dtm OrderEffectiveDateTime => Dtm.Of(Segment.First(15));

    /// <summary>ORC-16: Order Control Code Reason (CE).</summary>
    public Ce OrderControlCodeReason => Ce.Of(Segment.First(16));

    /// <summary>ORC-17: Entering Organization (CE).</summary>
    public Ce EnteringOrganization => Ce.Of(Segment.First(17));

    /// <summary>ORC-18: Entering Device (CE).</summary>
    public Ce EnteringDevice => Ce.Of(Segment.First(18));

    /// <summary>ORC-19: Action By (XCN).</summary>
    public Repeated<Xcn> ActionBy => new(Segment.Slice(19));

    /// <summary>ORC-20: Advanced Beneficiary Notice Code (CE, table 0339).</summary>
    public Ce AdvancedBeneficiaryNoticeCode => Ce.Of(Segment.First(20));

    /// <summary>ORC-21: Ordering Facility Name (XON).</summary>
    public Repeated<Xon> OrderingFacilityName => new(Segment.Slice(21));

    /// <summary>ORC-22: Ordering Facility Address (XAD).</summary>
    public Repeated<Xad> OrderingFacilityAddress => new(Segment.Slice(22));

    /// <summary>ORC-23: Ordering Facility Phone Number (XTN).</summary>
    public Repeated<Xtn> OrderingFacilityPhoneNumber => new(Segment.Slice(23));

    /// <summary>ORC-24: Ordering Provider Address (XAD).</summary>
    public Repeated<Xad> OrderingProviderAddress => new(Segment.Slice(24));

    /// <summary>ORC-25: Order Status Modifier (CWE).</summary>
    public Cwe OrderStatusModifier => Cwe.Of(Segment.First(25));

    /// <summary>ORC-26: Advanced Beneficiary Notice Override Reason (CWE, table 0552).</summary>
    public Cwe AdvancedBeneficiaryNoticeOverrideReason => Cwe.Of(Segment.First(26));

    /// <summary>ORC-27: Filler's Expected Availability Date/Time (TS).</summary>
    public Dtm FillersExpectedAvailabilityDateTime => Dtm.Of(Segment.First(27));

    /// <summary>ORC-28: Confidentiality Code (CWE, table 0177).</summary>
    public Cwe ConfidentialityCode => Cwe.Of(Segment.First(28));

    /// <summary>ORC-29: Order Type (CWE, table 0482).</summary>
    public Cwe OrderType => Cwe.Of(Segment.First(29));

    /// <summary>ORC-30: Enterer Authorization Mode (CNE, table 0483).</summary>
    public Cne EntererAuthorizationMode => Cne.Of(Segment.First(30));

    /// <summary>ORC-31: Parent Universal Service Identifier (CWE).</summary>
    public Cwe ParentUniversalServiceIdentifier => Cwe.Of(Segment.First(31));

    /// <summary>ORC-32: Advanced Beneficiary Notice Date (DT).</summary>
    public Dtm AdvancedBeneficiaryNoticeDate => Dtm.Of(Segment.First(32));

    /// <summary>ORC-33: Alternate Placer Order Number (CX).</summary>
    public Repeated<Cx> AlternatePlacerOrderNumber => new(Segment.Slice(33));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
