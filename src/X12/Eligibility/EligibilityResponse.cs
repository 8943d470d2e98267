using System.Collections.Immutable;

namespace Carelake.X12.Eligibility;

/// <summary>What a 271 says about one person (005010X279A1): a 2000C loop, or a 2000D loop when that person is a dependent.</summary>
public sealed record EligibilityResponse
{
    /// <summary>BHT03, repeated from the 270.</summary>
    public string? Reference { get; init; }

    /// <summary>TRN with TRN01 <c>2</c>: the numbers of the question; others with <c>1</c> are the payer's own.</summary>
    public ImmutableArray<TraceNumber> TraceNumbers { get; init; } = [];

    /// <summary>2100A.</summary>
    public required Party Source { get; init; }

    /// <summary>2100B; null when the answer ends before it.</summary>
    public Party? Receiver { get; init; }

    /// <summary>2100C; null when the answer ends before it.</summary>
    public Party? Subscriber { get; init; }

    /// <summary>2100D; null when the subscriber is the person.</summary>
    public Party? Dependent { get; init; }

    /// <summary>DTP of the person: <c>291</c> plan, <c>346</c> plan begin, <c>307</c> eligibility.</summary>
    public ImmutableArray<QualifiedDate> Dates { get; init; } = [];

    /// <summary>EB and what stands under it.</summary>
    public ImmutableArray<Benefit> Benefits { get; init; } = [];

    /// <summary>AAA of this person and of the levels above: why there is no answer.</summary>
    public ImmutableArray<InquiryRejection> Rejections { get; init; } = [];

    /// <summary>Number of the HL segment in the input, from 1.</summary>
    public long SegmentNumber { get; init; }

    /// <summary>A benefit says active coverage (EB01 1 to 5).</summary>
    public bool IsActive => Benefits.Any(benefit => benefit.InformationCode is "1" or "2" or "3" or "4" or "5");

    /// <summary>TRN02 of the question answered; null when not repeated.</summary>
    public string? TraceNumber => TraceNumbers.FirstOrDefault(trace => trace.IsRepeated)?.Number;

    /// <inheritdoc/>
    public override string ToString() => $"eligibility response with {Benefits.Length} benefits";
}

/// <summary>TRN: a number that ties answers to questions.</summary>
/// <param name="Number">TRN02.</param>
/// <param name="OriginatorId">TRN03.</param>
/// <param name="IsRepeated">TRN01 is <c>2</c>: it is the asker's; <c>1</c> is the sender's own.</param>
public sealed record TraceNumber(string Number, string? OriginatorId, bool IsRepeated);

/// <summary>AAA: why a question was not answered.</summary>
/// <param name="Level">The loop it stands in: <c>2100A</c>, <c>2100B</c>, <c>2100C</c>, <c>2100D</c>, <c>2110C</c>, <c>2110D</c>, or the <c>2000A</c> level itself.</param>
/// <param name="IsValid">AAA01 <c>Y</c>: the question was valid and is refused all the same.</param>
/// <param name="ReasonCode">AAA03: <c>75</c> subscriber not found, <c>72</c> member id invalid, <c>42</c> no response now.</param>
/// <param name="FollowUpCode">AAA04: <c>C</c> correct and send again, <c>N</c> not again, <c>R</c>, <c>S</c>, <c>W</c>, <c>X</c>, <c>Y</c>.</param>
public sealed record InquiryRejection(string Level, bool IsValid, string ReasonCode, string? FollowUpCode);

/// <summary>EB and its segments, loop 2110C or 2110D.</summary>
public sealed record Benefit
{
    /// <summary>EB01: <c>1</c> active, <c>6</c> inactive, <c>A</c> coinsurance, <c>B</c> copay, <c>C</c> deductible, <c>G</c> out of pocket, <c>I</c> not covered.</summary>
    public required string InformationCode { get; init; }

    /// <summary>EB02: <c>IND</c> person, <c>FAM</c> family.</summary>
    public string? CoverageLevelCode { get; init; }

    /// <summary>EB03, repeated.</summary>
    public ImmutableArray<string> ServiceTypeCodes { get; init; } = [];

    /// <summary>EB04.</summary>
    public string? InsuranceTypeCode { get; init; }

    /// <summary>EB05.</summary>
    public string? PlanName { get; init; }

    /// <summary>EB06: <c>23</c> calendar year, <c>27</c> visit, <c>29</c> remaining.</summary>
    public string? PeriodCode { get; init; }

    /// <summary>EB07.</summary>
    public decimal? Amount { get; init; }

    /// <summary>EB08, 0 to 1.</summary>
    public decimal? Rate { get; init; }

    /// <summary>EB09.</summary>
    public string? QuantityQualifier { get; init; }

    /// <summary>EB10.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>EB11: <c>Y</c>, <c>N</c>, <c>U</c> unknown.</summary>
    public string? AuthorizationRequiredCode { get; init; }

    /// <summary>EB12: <c>Y</c>, <c>N</c>, <c>U</c>, <c>W</c> not applicable.</summary>
    public string? InNetworkCode { get; init; }

    /// <summary>EB13.</summary>
    public ServiceCode? Service { get; init; }

    /// <summary>HSD: how the service may be delivered.</summary>
    public ImmutableArray<ServiceDelivery> Deliveries { get; init; } = [];

    /// <summary>REF.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>DTP.</summary>
    public ImmutableArray<QualifiedDate> Dates { get; init; } = [];

    /// <summary>AAA.</summary>
    public ImmutableArray<InquiryRejection> Rejections { get; init; } = [];

    /// <summary>MSG01.</summary>
    public ImmutableArray<string> Messages { get; init; } = [];

    /// <summary>2120, between LS and LE: other payers, primary care provider, organisations.</summary>
    public ImmutableArray<Party> Parties { get; init; } = [];

    /// <summary>III and what else the model has no place for.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];

    /// <summary>Number of the EB segment in the input, from 1.</summary>
    public long SegmentNumber { get; init; }
}

/// <summary>HSD: quantity and rhythm of a service.</summary>
/// <param name="QuantityQualifier">HSD01: <c>VS</c> visits, <c>DY</c> days.</param>
/// <param name="Quantity">HSD02.</param>
/// <param name="UnitCode">HSD03.</param>
/// <param name="SampleModulus">HSD04: units per one.</param>
/// <param name="PeriodCode">HSD05.</param>
/// <param name="PeriodCount">HSD06.</param>
/// <param name="FrequencyCode">HSD07.</param>
/// <param name="TimeCode">HSD08.</param>
public sealed record ServiceDelivery(
    string? QuantityQualifier, decimal? Quantity, string? UnitCode, decimal? SampleModulus, string? PeriodCode, decimal? PeriodCount,
    string? FrequencyCode, string? TimeCode);
