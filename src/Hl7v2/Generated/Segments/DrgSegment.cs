// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Diagnosis Related Group: DRG, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct DrgSegment
{
    /// <summary>Sees a segment as DRG; one that is not there has only empty fields.</summary>
    public DrgSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>DRG-1: Diagnostic Related Group (CE, table 0055).</summary>
    public Ce DiagnosticRelatedGroup => Ce.Of(Segment.First(1));

    /// <summary>DRG-2: DRG Assigned Date/Time (TS).</summary>
    public Dtm DrgAssignedDateTime => Dtm.Of(Segment.First(2));

    /// <summary>DRG-3: DRG Approval Indicator (ID, table 0136).</summary>
    public St DrgApprovalIndicator => St.Of(Segment.First(3));

    /// <summary>DRG-4: DRG Grouper Review Code (IS, table 0056).</summary>
    public St DrgGrouperReviewCode => St.Of(Segment.First(4));

    /// <summary>DRG-5: Outlier Type (CE, table 0083).</summary>
    public Ce OutlierType => Ce.Of(Segment.First(5));

    /// <summary>DRG-6: Outlier Days (NM).</summary>
    public Nm OutlierDays => Nm.Of(Segment.First(6));

    /// <summary>DRG-7: Outlier Cost (CP).</summary>
    public Cp OutlierCost => Cp.Of(Segment.First(7));

    /// <summary>DRG-8: DRG Payor (IS, table 0229).</summary>
    public St DrgPayor => St.Of(Segment.First(8));

    /// <summary>DRG-9: Outlier Reimbursement (CP).</summary>
    public Cp OutlierReimbursement => Cp.Of(Segment.First(9));

    /// <summary>DRG-10: Confidential Indicator (ID, table 0136).</summary>
    public St ConfidentialIndicator => St.Of(Segment.First(10));

    /// <summary>DRG-11: DRG Transfer Type (IS, table 0415).</summary>
    public St DrgTransferType => St.Of(Segment.First(11));

    /// <summary>DRG-12: Name of Coder (XPN).</summary>
    public Xpn NameOfCoder => Xpn.Of(Segment.First(12));

    /// <summary>DRG-13: Grouper Status (CWE, table 0734).</summary>
    public Cwe GrouperStatus => Cwe.Of(Segment.First(13));

    /// <summary>DRG-14: PCCL Value Code (CWE, table 0728).</summary>
    public Cwe PcclValueCode => Cwe.Of(Segment.First(14));

    /// <summary>DRG-15: Effective Weight (NM).</summary>
    public Nm EffectiveWeight => Nm.Of(Segment.First(15));

    /// <summary>DRG-16: Monetary Amount (MO).</summary>
    public Mo MonetaryAmount => Mo.Of(Segment.First(16));

    /// <summary>DRG-17: Status Patient (CWE, table 0739).</summary>
    public Cwe StatusPatient => Cwe.Of(Segment.First(17));

    /// <summary>DRG-18: Grouper Software Name (ST).</summary>
    public St GrouperSoftwareName => St.Of(Segment.First(18));

    /// <summary>DRG-19: Grouper Software Version (ST).</summary>
    public St GrouperSoftwareVersion => St.Of(Segment.First(19));

    /// <summary>DRG-20: Status Financial Calculation (CWE, table 0742).</summary>
    public Cwe StatusFinancialCalculation => Cwe.Of(Segment.First(20));

    /// <summary>DRG-21: Relative Discount/Surcharge (MO).</summary>
    public Mo RelativeDiscountSurcharge => Mo.Of(Segment.First(21));

    /// <summary>DRG-22: Basic Charge (MO).</summary>
    public Mo BasicCharge => Mo.Of(Segment.First(22));

    /// <summary>DRG-23: Total Charge (MO).</summary>
    public Mo TotalCharge => Mo.Of(Segment.First(23));

    /// <summary>DRG-24: Discount/Surcharge (MO).</summary>
    public Mo DiscountSurcharge => Mo.Of(Segment.First(24));

    /// <summary>DRG-25: Calculated Days (NM).</summary>
    public Nm CalculatedDays => Nm.Of(Segment.First(25));

    /// <summary>DRG-26: Status Gender (CWE, table 0749).</summary>
    public Cwe StatusGender => Cwe.Of(Segment.First(26));

    /// <summary>DRG-27: Status Age (CWE, table 0749).</summary>
    public Cwe StatusAge => Cwe.Of(Segment.First(27));

    /// <summary>DRG-28: Status Length of Stay (CWE, table 0749).</summary>
    public Cwe StatusLengthOfStay => Cwe.Of(Segment.First(28));

    /// <summary>DRG-29: Status Same Day Flag (CWE, table 0749).</summary>
    public Cwe StatusSameDayFlag => Cwe.Of(Segment.First(29));

    /// <summary>DRG-30: Status Separation Mode (CWE, table 0749).</summary>
    public Cwe StatusSeparationMode => Cwe.Of(Segment.First(30));

    /// <summary>DRG-31: Status Weight at Birth (CWE, table 0755).</summary>
    public Cwe StatusWeightAtBirth => Cwe.Of(Segment.First(31));

    /// <summary>DRG-32: Status Respiration Minutes (CWE, table 0757).</summary>
    public Cwe StatusRespirationMinutes => Cwe.Of(Segment.First(32));

    /// <summary>DRG-33: Status Admission (CWE, table 0759).</summary>
    public Cwe StatusAdmission => Cwe.Of(Segment.First(33));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
