// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Procedures: PR1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Pr1Segment
{
    /// <summary>Sees a segment as PR1; one that is not there has only empty fields.</summary>
    public Pr1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>PR1-1: Set ID - PR1 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>PR1-2: Procedure Coding Method (IS, table 0089).</summary>
    public St ProcedureCodingMethod => St.Of(Segment.First(2));

    /// <summary>PR1-3: Procedure Code (CE, table 0088).</summary>
    public Ce ProcedureCode => Ce.Of(Segment.First(3));

    /// <summary>PR1-4: Procedure Description (ST).</summary>
    public St ProcedureDescription => St.Of(Segment.First(4));

    /// <summary>PR1-5: Procedure Date/Time (TS).</summary>
    public Dtm ProcedureDateTime => Dtm.Of(Segment.First(5));

    /// <summary>PR1-6: Procedure Functional Type (IS, table 0230).</summary>
    public St ProcedureFunctionalType => St.Of(Segment.First(6));

    /// <summary>PR1-7: Procedure Minutes (NM).</summary>
    public Nm ProcedureMinutes => Nm.Of(Segment.First(7));

    /// <summary>PR1-8: Anesthesiologist (XCN, table 0010).</summary>
    public Repeated<Xcn> Anesthesiologist => new(Segment.Slice(8));

    /// <summary>PR1-9: Anesthesia Code (IS, table 0019).</summary>
    public St AnesthesiaCode => St.Of(Segment.First(9));

    /// <summary>PR1-10: Anesthesia Minutes (NM).</summary>
    public Nm AnesthesiaMinutes => Nm.Of(Segment.First(10));

    /// <summary>PR1-11: Surgeon (XCN, table 0010).</summary>
    public Repeated<Xcn> Surgeon => new(Segment.Slice(11));

    /// <summary>PR1-12: Procedure Practitioner (XCN, table 0010).</summary>
    public Repeated<Xcn> ProcedurePractitioner => new(Segment.Slice(12));

    /// <summary>PR1-13: Consent Code (CE, table 0059).</summary>
    public Ce ConsentCode => Ce.Of(Segment.First(13));

    /// <summary>PR1-14: Procedure Priority (ID, table 0418).</summary>
    public St ProcedurePriority => St.Of(Segment.First(14));

    /// <summary>PR1-15: Associated Diagnosis Code (CE, table 0051).</summary>
    public Ce AssociatedDiagnosisCode => Ce.Of(Segment.First(15));

    /// <summary>PR1-16: Procedure Code Modifier (CE, table 0340).</summary>
    public Repeated<Ce> ProcedureCodeModifier => new(Segment.Slice(16));

    /// <summary>PR1-17: Procedure DRG Type (IS, table 0416).</summary>
    public St ProcedureDrgType => St.Of(Segment.First(17));

    /// <summary>PR1-18: Tissue Type Code (CE, table 0417).</summary>
    public Repeated<Ce> TissueTypeCode => new(Segment.Slice(18));

    /// <summary>PR1-19: Procedure Identifier (EI).</summary>
    public Ei ProcedureIdentifier => Ei.Of(Segment.First(19));

    /// <summary>PR1-20: Procedure Action Code (ID, table 0206).</summary>
    public St ProcedureActionCode => St.Of(Segment.First(20));

    /// <summary>PR1-21: DRG Procedure Determination Status (CWE, table 0761).</summary>
    public Cwe DrgProcedureDeterminationStatus => Cwe.Of(Segment.First(21));

    /// <summary>PR1-22: DRG Procedure Relevance (CWE, table 0763).</summary>
    public Cwe DrgProcedureRelevance => Cwe.Of(Segment.First(22));

    /// <summary>PR1-23: Treating Organizational Unit (PL).</summary>
    public Repeated<Pl> TreatingOrganizationalUnit => new(Segment.Slice(23));

    /// <summary>PR1-24: Respiratory Within Surgery (ID, table 0136).</summary>
    public St RespiratoryWithinSurgery => St.Of(Segment.First(24));

    /// <summary>PR1-25: Parent Procedure ID (EI).</summary>
    public Ei ParentProcedureId => Ei.Of(Segment.First(25));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
