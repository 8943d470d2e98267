// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>UB82: UB1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Ub1Segment
{
    /// <summary>Sees a segment as UB1; one that is not there has only empty fields.</summary>
    public Ub1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>UB1-1: Set ID - UB1 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>UB1-2: Blood Deductible (NM).</summary>
    public Nm BloodDeductible => Nm.Of(Segment.First(2));

    /// <summary>UB1-3: Blood Furnished-Pints Of (NM).</summary>
    public Nm BloodFurnishedPintsOf => Nm.Of(Segment.First(3));

    /// <summary>UB1-4: Blood Replaced-Pints (NM).</summary>
    public Nm BloodReplacedPints => Nm.Of(Segment.First(4));

    /// <summary>UB1-5: Blood Not Replaced-Pints (NM).</summary>
    public Nm BloodNotReplacedPints => Nm.Of(Segment.First(5));

    /// <summary>UB1-6: Co-Insurance Days (NM).</summary>
    public Nm CoInsuranceDays => Nm.Of(Segment.First(6));

    /// <summary>UB1-7: Condition Code (IS, table 0043).</summary>
    public Repeated<St> ConditionCode => new(Segment.Slice(7));

    /// <summary>UB1-8: Covered Days - (NM).</summary>
    public Nm CoveredDays => Nm.Of(Segment.First(8));

    /// <summary>UB1-9: Non Covered Days - (NM).</summary>
    public Nm NonCoveredDays => Nm.Of(Segment.First(9));

    /// <summary>UB1-10: Value Amount and Code (UVC).</summary>
    public Repeated<Uvc> ValueAmountAndCode => new(Segment.Slice(10));

    /// <summary>UB1-11: Number Of Grace Days (NM).</summary>
    public Nm NumberOfGraceDays => Nm.Of(Segment.First(11));

    /// <summary>UB1-12: Special Program Indicator (CE, table 0348).</summary>
    public Ce SpecialProgramIndicator => Ce.Of(Segment.First(12));

    /// <summary>UB1-13: PSRO/UR Approval Indicator (CE, table 0349).</summary>
    public Ce PsroUrApprovalIndicator => Ce.Of(Segment.First(13));

    /// <summary>UB1-14: PSRO/UR Approved Stay-Fm (DT).</summary>
    public Dtm PsroUrApprovedStayFm => Dtm.Of(Segment.First(14));

    /// <summary>UB1-15: PSRO/UR Approved Stay-To (DT).</summary>
    public Dtm PsroUrApprovedStayTo => Dtm.Of(Segment.First(15));

    /// <summary>UB1-16: Occurrence (OCD).</summary>
    public Repeated<Ocd> Occurrence => new(Segment.Slice(16));

    /// <summary>UB1-17: Occurrence Span (CE, table 0351).</summary>
    public Ce OccurrenceSpan => Ce.Of(Segment.First(17));

    /// <summary>UB1-18: Occur Span Start Date (DT).</summary>
    public Dtm OccurSpanStartDate => Dtm.Of(Segment.First(18));

    /// <summary>UB1-19: Occur Span End Date (DT).</summary>
    public Dtm OccurSpanEndDate => Dtm.Of(Segment.First(19));

    /// <summary>UB1-20: UB-82 Locator 2 (ST).</summary>
    public St Ub82Locator2 => St.Of(Segment.First(20));

    /// <summary>UB1-21: UB-82 Locator 9 (ST).</summary>
    public St Ub82Locator9 => St.Of(Segment.First(21));

    /// <summary>UB1-22: UB-82 Locator 27 (ST).</summary>
    public St Ub82Locator27 => St.Of(Segment.First(22));

    /// <summary>UB1-23: UB-82 Locator 45 (ST).</summary>
    public St Ub82Locator45 => St.Of(Segment.First(23));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
