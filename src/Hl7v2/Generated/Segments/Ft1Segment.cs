// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Financial Transaction: FT1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Ft1Segment
{
    /// <summary>Sees a segment as FT1; one that is not there has only empty fields.</summary>
    public Ft1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>FT1-1: Set ID - FT1 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>FT1-2: Transaction ID (ST).</summary>
    public St TransactionId => St.Of(Segment.First(2));

    /// <summary>FT1-3: Transaction Batch ID (ST).</summary>
    public St TransactionBatchId => St.Of(Segment.First(3));

    /// <summary>FT1-4: Transaction Date (DR).</summary>
    public Dr TransactionDate => Dr.Of(Segment.First(4));

    /// <summary>FT1-5: Transaction Posting Date (TS).</summary>
    public Dtm TransactionPostingDate => Dtm.Of(Segment.First(5));

    /// <summary>FT1-6: Transaction Type (IS, table 0017).</summary>
    public St TransactionType => St.Of(Segment.First(6));

    /// <summary>FT1-7: Transaction Code (CE, table 0132).</summary>
    public Ce TransactionCode => Ce.Of(Segment.First(7));

    /// <summary>FT1-8: Transaction Description (ST).</summary>
    public St TransactionDescription => St.Of(Segment.First(8));

    /// <summary>FT1-9: Transaction Description - Alt (ST).</summary>
    public St TransactionDescriptionAlt => St.Of(Segment.First(9));

    /// <summary>FT1-10: Transaction Quantity (NM).</summary>
    public Nm TransactionQuantity => Nm.Of(Segment.First(10));

    /// <summary>FT1-11: Transaction Amount - Extended (CP).</summary>
    public Cp TransactionAmountExtended => Cp.Of(Segment.First(11));

    /// <summary>FT1-12: Transaction Amount - Unit (CP).</summary>
    public Cp TransactionAmountUnit => Cp.Of(Segment.First(12));

    /// <summary>FT1-13: Department Code (CE, table 0049).</summary>
    public Ce DepartmentCode => Ce.Of(Segment.First(13));

    /// <summary>FT1-14: Insurance Plan ID (CE, table 0072).</summary>
    public Ce InsurancePlanId => Ce.Of(Segment.First(14));

    /// <summary>FT1-15: Insurance Amount (CP).</summary>
    public Cp InsuranceAmount => Cp.Of(Segment.First(15));

    /// <summary>FT1-16: Assigned Patient Location (PL).</summary>
    public Pl AssignedPatientLocation => Pl.Of(Segment.First(16));

    /// <summary>FT1-17: Fee Schedule (IS, table 0024).</summary>
    public St FeeSchedule => St.Of(Segment.First(17));

    /// <summary>FT1-18: Patient Type (IS, table 0018).</summary>
    public St PatientType => St.Of(Segment.First(18));

    /// <summary>FT1-19: Diagnosis Code - FT1 (CE, table 0051).</summary>
    public Repeated<Ce> DiagnosisCode => new(Segment.Slice(19));

    /// <summary>FT1-20: Performed By Code (XCN, table 0084).</summary>
    public Repeated<Xcn> PerformedByCode => new(Segment.Slice(20));

    /// <summary>FT1-21: Ordered By Code (XCN).</summary>
    public Repeated<Xcn> OrderedByCode => new(Segment.Slice(21));

    /// <summary>FT1-22: Unit Cost (CP).</summary>
    public Cp UnitCost => Cp.Of(Segment.First(22));

    /// <summary>FT1-23: Filler Order Number (EI).</summary>
    public Ei FillerOrderNumber => Ei.Of(Segment.First(23));

    /// <summary>FT1-24: Entered By Code (XCN).</summary>
    public Repeated<Xcn> EnteredByCode => new(Segment.Slice(24));

    /// <summary>FT1-25: Procedure Code (CE, table 0088).</summary>
    public Ce ProcedureCode => Ce.Of(Segment.First(25));

    /// <summary>FT1-26: Procedure Code Modifier (CE, table 0340).</summary>
    public Repeated<Ce> ProcedureCodeModifier => new(Segment.Slice(26));

    /// <summary>FT1-27: Advanced Beneficiary Notice Code (CE, table 0339).</summary>
    public Ce AdvancedBeneficiaryNoticeCode => Ce.Of(Segment.First(27));

    /// <summary>FT1-28: Medically Necessary Duplicate Procedure Reason. (CWE, table 0476).</summary>
    public Cwe MedicallyNecessaryDuplicateProcedureReason => Cwe.Of(Segment.First(28));

    /// <summary>FT1-29: NDC Code (CNE, table 0549).</summary>
    public Cne NdcCode => Cne.Of(Segment.First(29));

    /// <summary>FT1-30: Payment Reference ID (CX).</summary>
    public Cx PaymentReferenceId => Cx.Of(Segment.First(30));

    /// <summary>FT1-31: Transaction Reference Key (SI).</summary>
    public Repeated<St> TransactionReferenceKey => new(Segment.Slice(31));

    /// <summary>FT1-32: Performing Facility (XON).</summary>
    public Repeated<Xon> PerformingFacility => new(Segment.Slice(32));

    /// <summary>FT1-33: Ordering Facility (XON).</summary>
    public Xon OrderingFacility => Xon.Of(Segment.First(33));

    /// <summary>FT1-34: Item Number (CWE).</summary>
    public Cwe ItemNumber => Cwe.Of(Segment.First(34));

    /// <summary>FT1-35: Model Number (ST).</summary>
    public St ModelNumber => St.Of(Segment.First(35));

    /// <summary>FT1-36: Special Processing Code (CWE).</summary>
    public Repeated<Cwe> SpecialProcessingCode => new(Segment.Slice(36));

    /// <summary>FT1-37: Clinic Code (CWE).</summary>
    public Cwe ClinicCode => Cwe.Of(Segment.First(37));

    /// <summary>FT1-38: Referral Number (CX).</summary>
    public Cx ReferralNumber => Cx.Of(Segment.First(38));

    /// <summary>FT1-39: Authorization Number (CX).</summary>
    public Cx AuthorizationNumber => Cx.Of(Segment.First(39));

    /// <summary>FT1-40: Service Provider Taxonomy Code (CWE).</summary>
    public Cwe ServiceProviderTaxonomyCode => Cwe.Of(Segment.First(40));

    /// <summary>FT1-41: Revenue Code (CWE, table 0456).</summary>
    public Cwe RevenueCode => Cwe.Of(Segment.First(41));

    /// <summary>FT1-42: Prescription Number (ST).</summary>
    public St PrescriptionNumber => St.Of(Segment.First(42));

    /// <summary>FT1-43: NDC Qty and UOM (CQ).</summary>
    public Cq NdcQtyAndUom => Cq.Of(Segment.First(43));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
