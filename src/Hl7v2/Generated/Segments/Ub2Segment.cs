// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>UB92 Data: UB2, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Ub2Segment
{
    /// <summary>Sees a segment as UB2; one that is not there has only empty fields.</summary>
    public Ub2Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>UB2-1: Set ID - UB2 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>UB2-2: Co-Insurance Days (ST).</summary>
    public St CoInsuranceDays => St.Of(Segment.First(2));

    /// <summary>UB2-3: Condition Code (IS, table 0043).</summary>
    public Repeated<St> ConditionCode => new(Segment.Slice(3));

    /// <summary>UB2-4: Covered Days (ST).</summary>
    public St CoveredDays => St.Of(Segment.First(4));

    /// <summary>UB2-5: Non-Covered Days (ST).</summary>
    public St NonCoveredDays => St.Of(Segment.First(5));

    /// <summary>UB2-6: Value Amount and Code (UVC).</summary>
    public Repeated<Uvc> ValueAmountAndCode => new(Segment.Slice(6));

    /// <summary>UB2-7: Occurrence Code and Date (OCD).</summary>
    public Repeated<Ocd> OccurrenceCodeAndDate => new(Segment.Slice(7));

    /// <summary>UB2-8: Occurrence Span Code/Dates (OSP).</summary>
    public Repeated<Osp> OccurrenceSpanCodeDates => new(Segment.Slice(8));

    /// <summary>UB2-9: UB92 Locator 2 (ST).</summary>
    public Repeated<St> UB92Locator2 => new(Segment.Slice(9));

    /// <summary>UB2-10: UB92 Locator 11 (ST).</summary>
    public Repeated<St> UB92Locator11 => new(Segment.Slice(10));

    /// <summary>UB2-11: UB92 Locator 31 (ST).</summary>
    public St UB92Locator31 => St.Of(Segment.First(11));

    /// <summary>UB2-12: Document Control Number (ST).</summary>
    public Repeated<St> DocumentControlNumber => new(Segment.Slice(12));

    /// <summary>UB2-13: UB92 Locator 49 (ST).</summary>
    public Repeated<St> UB92Locator49 => new(Segment.Slice(13));

    /// <summary>UB2-14: UB92 Locator 56 (ST).</summary>
    public Repeated<St> UB92Locator56 => new(Segment.Slice(14));

    /// <summary>UB2-15: UB92 Locator 57 (ST).</summary>
    public St UB92Locator57 => St.Of(Segment.First(15));

    /// <summary>UB2-16: UB92 Locator 78 (ST).</summary>
    public Repeated<St> UB92Locator78 => new(Segment.Slice(16));

    /// <summary>UB2-17: Special Visit Count (NM).</summary>
    public Nm SpecialVisitCount => Nm.Of(Segment.First(17));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
