// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Diagnosis: DG1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Dg1Segment
{
    /// <summary>Sees a segment as DG1; one that is not there has only empty fields.</summary>
    public Dg1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>DG1-1: Set ID - DG1 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>DG1-2: Diagnosis Coding Method (ID, table 0053).</summary>
    public St DiagnosisCodingMethod => St.Of(Segment.First(2));

    /// <summary>DG1-3: Diagnosis Code - DG1 (CE, table 0051).</summary>
    public Ce DiagnosisCode => Ce.Of(Segment.First(3));

    /// <summary>DG1-4: Diagnosis Description (ST).</summary>
    public St DiagnosisDescription => St.Of(Segment.First(4));

    /// <summary>DG1-5: Diagnosis Date/Time (TS).</summary>
    public Dtm DiagnosisDateTime => Dtm.Of(Segment.First(5));

    /// <summary>DG1-6: Diagnosis Type (IS, table 0052).</summary>
    public St DiagnosisType => St.Of(Segment.First(6));

    /// <summary>DG1-7: Major Diagnostic Category (CE, table 0118).</summary>
    public Ce MajorDiagnosticCategory => Ce.Of(Segment.First(7));

    /// <summary>DG1-8: Diagnostic Related Group (CE, table 0055).</summary>
    public Ce DiagnosticRelatedGroup => Ce.Of(Segment.First(8));

    /// <summary>DG1-9: DRG Approval Indicator (ID, table 0136).</summary>
    public St DrgApprovalIndicator => St.Of(Segment.First(9));

    /// <summary>DG1-10: DRG Grouper Review Code (IS, table 0056).</summary>
    public St DrgGrouperReviewCode => St.Of(Segment.First(10));

    /// <summary>DG1-11: Outlier Type (CE, table 0083).</summary>
    public Ce OutlierType => Ce.Of(Segment.First(11));

    /// <summary>DG1-12: Outlier Days (NM).</summary>
    public Nm OutlierDays => Nm.Of(Segment.First(12));

    /// <summary>DG1-13: Outlier Cost (CP).</summary>
    public Cp OutlierCost => Cp.Of(Segment.First(13));

    /// <summary>DG1-14: Grouper Version And Type (ST).</summary>
    public St GrouperVersionAndType => St.Of(Segment.First(14));

    /// <summary>DG1-15: Diagnosis Priority (ID, table 0359).</summary>
    public St DiagnosisPriority => St.Of(Segment.First(15));

    /// <summary>DG1-16: Diagnosing Clinician (XCN).</summary>
    public Repeated<Xcn> DiagnosingClinician => new(Segment.Slice(16));

    /// <summary>DG1-17: Diagnosis Classification (IS, table 0228).</summary>
    public St DiagnosisClassification => St.Of(Segment.First(17));

    /// <summary>DG1-18: Confidential Indicator (ID, table 0136).</summary>
    public St ConfidentialIndicator => St.Of(Segment.First(18));

    /// <summary>DG1-19: Attestation Date/Time (TS).</summary>
    public Dtm AttestationDateTime => Dtm.Of(Segment.First(19));

    /// <summary>DG1-20: Diagnosis Identifier (EI).</summary>
    public Ei DiagnosisIdentifier => Ei.Of(Segment.First(20));

    /// <summary>DG1-21: Diagnosis Action Code (ID, table 0206).</summary>
    public St DiagnosisActionCode => St.Of(Segment.First(21));

    /// <summary>DG1-22: Parent Diagnosis (EI).</summary>
    public Ei ParentDiagnosis => Ei.Of(Segment.First(22));

    /// <summary>DG1-23: DRG CCL Value Code (CWE, table 0728).</summary>
    public Cwe DrgCclValueCode => Cwe.Of(Segment.First(23));

    /// <summary>DG1-24: DRG Grouping Usage (ID, table 0136).</summary>
    public St DrgGroupingUsage => St.Of(Segment.First(24));

    /// <summary>DG1-25: DRG Diagnosis Determination Status (CWE, table 0731).</summary>
    public Cwe DrgDiagnosisDeterminationStatus => Cwe.Of(Segment.First(25));

    /// <summary>DG1-26: Present On Admission (POA) Indicator (CWE, table 0895).</summary>
    public Cwe PresentOnAdmissionPoaIndicator => Cwe.Of(Segment.First(26));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
