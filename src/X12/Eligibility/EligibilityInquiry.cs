using System.Collections.Immutable;

namespace Carelake.X12.Eligibility;

/// <summary>One question of a 270: is this person covered, and for what (005010X279A1).</summary>
public sealed record EligibilityInquiry
{
    /// <summary>TRN02 of the person asked about: the answer repeats it.</summary>
    public required string TraceNumber { get; init; }

    /// <summary>TRN03: who made the number, ten characters: a <c>1</c> and the tax id, or <c>9</c> and an id of one's own.</summary>
    public required string TraceOriginatorId { get; init; }

    /// <summary>2100A: the payer, usually <c>PR</c>.</summary>
    public required Party Source { get; init; }

    /// <summary>2100B: who asks, usually <c>1P</c>.</summary>
    public required Party Receiver { get; init; }

    /// <summary>2100C: <c>IL</c>.</summary>
    public required Party Subscriber { get; init; }

    /// <summary>2100D: <c>03</c>, when the person asked about is not the subscriber.</summary>
    public Party? Dependent { get; init; }

    /// <summary>INS02 of the dependent: <c>01</c> spouse, <c>19</c> child, <c>34</c> other adult.</summary>
    public string? DependentRelationshipCode { get; init; }

    /// <summary>EQ01: what is asked about; <c>30</c> is the plan as a whole.</summary>
    public ImmutableArray<string> ServiceTypeCodes { get; init; } = ["30"];

    /// <summary>DTP*291: the day, or the first day, asked about; the payer takes today when null.</summary>
    public DateOnly? FirstDate { get; init; }

    /// <summary>DTP*291: the last day asked about, when it is a period.</summary>
    public DateOnly? LastDate { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "eligibility inquiry";
}

/// <summary>What goes around questions and status questions: BHT and ST of the transaction set.</summary>
/// <param name="Reference">BHT03: the sender's number of the transaction; the answer repeats it.</param>
/// <param name="CreatedAt">BHT04 and BHT05, to the minute.</param>
/// <param name="ControlNumber">ST02.</param>
public sealed record InquiryHeader(string Reference, DateTime CreatedAt, string ControlNumber = "0001");
