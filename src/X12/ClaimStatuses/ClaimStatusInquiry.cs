namespace Carelake.X12.ClaimStatuses;

/// <summary>One question of a 276: where does this claim stand (005010X212).</summary>
public sealed record ClaimStatusInquiry
{
    /// <summary>2200D or 2200E TRN02: the answer repeats it.</summary>
    public required string TraceNumber { get; init; }

    /// <summary>2100A: <c>PR</c>.</summary>
    public required Party Payer { get; init; }

    /// <summary>2100B: <c>41</c>, who asks.</summary>
    public required Party Receiver { get; init; }

    /// <summary>2100C: <c>1P</c>.</summary>
    public required Party Provider { get; init; }

    /// <summary>2100D: <c>IL</c>, with birth date and sex when he is the patient.</summary>
    public required Party Subscriber { get; init; }

    /// <summary>2100E: <c>QC</c>; null when the subscriber is the patient.</summary>
    public Party? Dependent { get; init; }

    /// <summary>REF*1K: the payer's number of the claim.</summary>
    public string? PayerControlNumber { get; init; }

    /// <summary>REF*EJ: the provider's number of the claim.</summary>
    public string? PatientControlNumber { get; init; }

    /// <summary>REF*BLT: type of bill, institutional.</summary>
    public string? TypeOfBill { get; init; }

    /// <summary>AMT*T3.</summary>
    public decimal? BilledAmount { get; init; }

    /// <summary>DTP*472: the first day of service.</summary>
    public DateOnly? FirstServiceDate { get; init; }

    /// <summary>DTP*472: the last day of service; the first when null.</summary>
    public DateOnly? LastServiceDate { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "claim status inquiry";
}
