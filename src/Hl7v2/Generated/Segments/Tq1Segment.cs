// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Timing/Quantity: TQ1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Tq1Segment
{
    /// <summary>Sees a segment as TQ1; one that is not there has only empty fields.</summary>
    public Tq1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>TQ1-1: Set ID - TQ1 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>TQ1-2: Quantity (CQ).</summary>
    public Cq Quantity => Cq.Of(Segment.First(2));

    /// <summary>TQ1-3: Repeat Pattern (RPT, table 0335).</summary>
    public Repeated<Rpt> RepeatPattern => new(Segment.Slice(3));

    /// <summary>TQ1-4: Explicit Time (TM).</summary>
    public Repeated<St> ExplicitTime => new(Segment.Slice(4));

    /// <summary>TQ1-5: Relative Time and Units (CQ).</summary>
    public Repeated<Cq> RelativeTimeAndUnits => new(Segment.Slice(5));

    /// <summary>TQ1-6: Service Duration (CQ).</summary>
    public Cq ServiceDuration => Cq.Of(Segment.First(6));

    /// <summary>TQ1-7: Start date/time (TS).</summary>
    public Dtm StartDateTime => Dtm.Of(Segment.First(7));

    /// <summary>TQ1-8: End date/time (TS).</summary>
    public Dtm EndDateTime => Dtm.Of(Segment.First(8));

    /// <summary>TQ1-9: Priority (CWE, table 0485).</summary>
    public Repeated<Cwe> Priority => new(Segment.Slice(9));

    /// <summary>TQ1-10: Condition text (TX).</summary>
    public St ConditionText => St.Of(Segment.First(10));

    /// <summary>TQ1-11: Text instruction (TX).</summary>
    public St TextInstruction => St.Of(Segment.First(11));

    /// <summary>TQ1-12: Conjunction (ID, table 0427).</summary>
    public St Conjunction => St.Of(Segment.First(12));

    /// <summary>TQ1-13: Occurrence duration (CQ).</summary>
    public Cq OccurrenceDuration => Cq.Of(Segment.First(13));

    /// <summary>TQ1-14: Total occurrence's (NM).</summary>
    public Nm TotalOccurrences => Nm.Of(Segment.First(14));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
