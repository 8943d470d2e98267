using System.Collections.Immutable;

namespace Carelake.X12.Claims;

/// <summary>One 837 transaction set: who sends which claims to whom.</summary>
public sealed record ClaimSubmission
{
    /// <summary>Which guide: all claims of a transaction set are of one kind.</summary>
    public required ClaimKind Kind { get; init; }

    /// <summary>BHT02: <c>00</c> original, <c>18</c> sent again.</summary>
    public string PurposeCode { get; init; } = "00";

    /// <summary>BHT03: the sender's number of the submission; a 277CA names it in TRN02.</summary>
    public required string Reference { get; init; }

    /// <summary>BHT04 and BHT05, to the minute.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>BHT06: <c>CH</c> chargeable, <c>RP</c> reporting.</summary>
    public string ClaimTypeCode { get; init; } = "CH";

    /// <summary>ST02.</summary>
    public string ControlNumber { get; init; } = "0001";

    /// <summary>1000A: <c>41</c>, with a contact.</summary>
    public required Party Submitter { get; init; }

    /// <summary>1000B: <c>40</c>.</summary>
    public required Party Receiver { get; init; }

    /// <summary>At least one.</summary>
    public ImmutableArray<Claim> Claims { get; init; } = [];

    /// <summary>Segments before the first hierarchical level that the model has no place for, and then loops that it has none for, as they came.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} submission of {Claims.Length} claims";
}
