using System.Collections.Immutable;

namespace Carelake.X12.ClaimStatuses;

/// <summary>
/// What a 277 (005010X212) or 277CA (005010X214) says about one claim, or about a whole level where it says it of that: a loop 2200.
/// </summary>
public sealed record ClaimStatusReport
{
    /// <summary>It is a 277CA: the answer to an 837, not to a 276.</summary>
    public bool IsAcknowledgement { get; init; }

    /// <summary>HL03 of the level it stands in: <c>20</c> payer, <c>21</c> receiver, <c>19</c> provider, <c>22</c> subscriber, <c>23</c> dependent, <c>PT</c> patient of a 277CA.</summary>
    public required string LevelCode { get; init; }

    /// <summary>TRN02: the number of the question; in a 277CA CLM01 of the claim, or BHT03 of the 837 at level 21.</summary>
    public string? TraceNumber { get; init; }

    /// <summary>NM1 of each level from the outermost to this one.</summary>
    public ImmutableArray<Party> Parties { get; init; } = [];

    /// <summary>STC, each with up to three statuses.</summary>
    public ImmutableArray<ClaimStatus> Statuses { get; init; } = [];

    /// <summary>REF: <c>1K</c> payer's number, <c>BLT</c>, <c>EJ</c>, <c>D9</c>.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>DTP: <c>472</c> service.</summary>
    public ImmutableArray<QualifiedDate> Dates { get; init; } = [];

    /// <summary>QTY: <c>90</c> or <c>QA</c> accepted, <c>AA</c> or <c>QC</c> rejected, in a 277CA.</summary>
    public ImmutableArray<QualifiedQuantity> Quantities { get; init; } = [];

    /// <summary>AMT: <c>YU</c> accepted, <c>YY</c> rejected, in a 277CA.</summary>
    public ImmutableArray<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>2220: statuses of lines.</summary>
    public ImmutableArray<LineStatus> Lines { get; init; } = [];

    /// <summary>Number of the TRN segment, or of HL where there is none, from 1.</summary>
    public long SegmentNumber { get; init; }

    /// <summary>REF*1K.</summary>
    public string? PayerControlNumber => References.FirstOrDefault(reference => reference.Qualifier == "1K")?.Value;

    /// <summary>It is about one claim and not about a level as a whole.</summary>
    public bool IsAboutClaim => LevelCode is "22" or "23" or "PT";

    /// <summary>
    /// What became of a claim of a 277CA: STC03 <c>WQ</c> accepts and <c>U</c> rejects; where it is absent the category does (A0, A1, A2, A5
    /// accept, the other A ones reject). Null when nothing is said. A rejected claim never reaches the 835.
    /// </summary>
    public bool? IsAccepted => Statuses.IsEmpty ? null : Statuses.All(status => status.IsAccepted);

    /// <inheritdoc/>
    public override string ToString() => $"claim status report of level {LevelCode}";
}

/// <summary>2220: a line and its statuses.</summary>
public sealed record LineStatus
{
    /// <summary>SVC01.</summary>
    public ServiceCode? Service { get; init; }

    /// <summary>SVC02.</summary>
    public decimal? BilledAmount { get; init; }

    /// <summary>SVC03.</summary>
    public decimal? PaidAmount { get; init; }

    /// <summary>SVC04.</summary>
    public string? RevenueCode { get; init; }

    /// <summary>SVC07.</summary>
    public decimal? Units { get; init; }

    /// <summary>STC.</summary>
    public ImmutableArray<ClaimStatus> Statuses { get; init; } = [];

    /// <summary>REF: <c>FJ</c> is the provider's number of the line.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>DTP*472.</summary>
    public ImmutableArray<QualifiedDate> Dates { get; init; } = [];

    /// <summary>Number of the SVC segment in the input, from 1.</summary>
    public long SegmentNumber { get; init; }
}

/// <summary>STC: a status.</summary>
public sealed record ClaimStatus
{
    /// <summary>STC01, 10 and 11: one to three codes.</summary>
    public required ImmutableArray<StatusCode> Codes { get; init; }

    /// <summary>STC02.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>STC03: <c>WQ</c> accept, <c>U</c> reject, in a 277CA.</summary>
    public string? ActionCode { get; init; }

    /// <summary>STC04.</summary>
    public decimal? BilledAmount { get; init; }

    /// <summary>STC05.</summary>
    public decimal? PaidAmount { get; init; }

    /// <summary>STC06: when it was decided.</summary>
    public DateOnly? DecidedDate { get; init; }

    /// <summary>STC08: when it was paid.</summary>
    public DateOnly? PaymentDate { get; init; }

    /// <summary>STC09: cheque or transfer.</summary>
    public string? PaymentTraceNumber { get; init; }

    /// <summary>STC12.</summary>
    public string? Message { get; init; }

    /// <summary>Number of the STC segment in the input, from 1.</summary>
    public long SegmentNumber { get; init; }

    internal bool IsAccepted => ActionCode switch
    {
        "WQ" => true,
        "U" => false,
        _ => Codes is [{ CategoryCode: "A0" or "A1" or "A2" or "A5" }, ..],
    };
}

/// <summary>Composite C043.</summary>
/// <param name="CategoryCode">Component 1: <c>A</c> acknowledged, <c>P</c> pending, <c>F</c> final, <c>R</c> asked for more, <c>E</c> error, <c>D0</c> not found; with a digit.</param>
/// <param name="Code">Component 2: claim status code.</param>
/// <param name="EntityCode">Component 3: whom it is about.</param>
public sealed record StatusCode(string CategoryCode, string? Code, string? EntityCode);
