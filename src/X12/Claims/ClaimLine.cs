using System.Collections.Immutable;

namespace Carelake.X12.Claims;

/// <summary>2400: one service, SV1 in a professional, SV2 in an institutional, SV3 in a dental claim.</summary>
public sealed record ClaimLine
{
    /// <summary>LX01: 1, 2, 3 within the claim.</summary>
    public required int Number { get; init; }

    /// <summary>SV201: revenue code, four digits; institutional only.</summary>
    public string? RevenueCode { get; init; }

    /// <summary>SV101, SV202, SV301; null for a revenue code alone.</summary>
    public ServiceCode? Service { get; init; }

    /// <summary>SV102, SV203, SV302.</summary>
    public required decimal BilledAmount { get; init; }

    /// <summary>SV103, SV204: <c>UN</c> units, <c>MJ</c> minutes, <c>DA</c> days; null in a dental line.</summary>
    public string? UnitCode { get; init; }

    /// <summary>SV104, SV205, SV306: units, minutes or days.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>SV105, SV303: place of service, when not the claim's.</summary>
    public string? FacilityCode { get; init; }

    /// <summary>SV107, SV311: up to four numbers, from 1, of the claim's diagnoses.</summary>
    public ImmutableArray<int> DiagnosisPointers { get; init; } = [];

    /// <summary>SV109 <c>Y</c>.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>SV111 <c>Y</c>: early and periodic screening.</summary>
    public bool IsEpsdt { get; init; }

    /// <summary>SV112 <c>Y</c>.</summary>
    public bool IsFamilyPlanning { get; init; }

    /// <summary>SV115 <c>0</c>: no co-payment is due.</summary>
    public string? CopayStatusCode { get; init; }

    /// <summary>SV207.</summary>
    public decimal? NonCoveredAmount { get; init; }

    /// <summary>SV304, up to five: <c>00</c> to <c>40</c>, <c>L</c>, <c>R</c>; dental only.</summary>
    public ImmutableArray<string> OralCavityAreas { get; init; } = [];

    /// <summary>SV305: <c>I</c> initial, <c>R</c> replacement; dental only.</summary>
    public string? ProsthesisCode { get; init; }

    /// <summary>TOO; dental only.</summary>
    public ImmutableArray<Tooth> Teeth { get; init; } = [];

    /// <summary>2410; null when no drug is named.</summary>
    public Drug? Drug { get; init; }

    /// <summary>DTP: <c>472</c> is the service.</summary>
    public ImmutableArray<QualifiedDate> Dates { get; init; } = [];

    /// <summary>AMT.</summary>
    public ImmutableArray<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>QTY.</summary>
    public ImmutableArray<QualifiedQuantity> Quantities { get; init; } = [];

    /// <summary>REF: <c>6R</c> is the provider's number of the line, which the 835 repeats.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>PWK.</summary>
    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    /// <summary>NTE.</summary>
    public ImmutableArray<Note> Notes { get; init; } = [];

    /// <summary>2420: providers that differ from the claim's.</summary>
    public ImmutableArray<Party> Providers { get; init; } = [];

    /// <summary>2430: what other payers did with the line.</summary>
    public ImmutableArray<LineAdjudication> Adjudications { get; init; } = [];

    /// <summary>Segments of 2400 that the model has no place for: SV5, CR1, CR3, CRC, MEA, CN1, K3, PS1, HCP.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];

    /// <summary>2440: forms, as LQ and FRM segments.</summary>
    public ImmutableArray<X12SegmentValue> Forms { get; init; } = [];

    /// <summary>Number of the LX segment in the input, from 1; zero when made and not read.</summary>
    public long SegmentNumber { get; init; }

    /// <summary>DTP*472: the first day of service; null when unsaid, as institutional lines may.</summary>
    public DateOnly? ServiceDate => Dates.FirstOrDefault(date => date.Qualifier == "472")?.FirstDate;

    /// <summary>REF*6R.</summary>
    public string? ControlNumber => References.FirstOrDefault(reference => reference.Qualifier == "6R")?.Value;

    /// <inheritdoc/>
    public override string ToString() => $"claim line {Number}";
}

/// <summary>TOO: a tooth.</summary>
/// <param name="Code">TOO02, of the list <c>JP</c>.</param>
/// <param name="Surfaces">TOO03: letters of <c>B D F I L M O</c>, up to five.</param>
public sealed record Tooth(string Code, string Surfaces = "");

/// <summary>2410: the drug given.</summary>
/// <param name="Ndc">LIN03, with LIN02 <c>N4</c>: eleven digits.</param>
/// <param name="Quantity">CTP04.</param>
/// <param name="UnitCode">CTP05-1: <c>F2</c> international units, <c>GR</c>, <c>ME</c>, <c>ML</c>, <c>UN</c>.</param>
public sealed record Drug(string Ndc, decimal? Quantity, string? UnitCode)
{
    /// <summary>REF: <c>XZ</c> prescription number, <c>VY</c> link number.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>Segments of 2410 that the model has no place for.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];
}

/// <summary>2430: what another payer did with a line.</summary>
public sealed record LineAdjudication
{
    /// <summary>SVD01: the id of the payer in its 2330B.</summary>
    public required string PayerId { get; init; }

    /// <summary>SVD02.</summary>
    public required decimal PaidAmount { get; init; }

    /// <summary>SVD03: what was paid, which bundling may have changed.</summary>
    public ServiceCode? Service { get; init; }

    /// <summary>SVD04: institutional only.</summary>
    public string? RevenueCode { get; init; }

    /// <summary>SVD05.</summary>
    public decimal? PaidUnits { get; init; }

    /// <summary>SVD06: the line that this one was bundled into.</summary>
    public int? BundledLineNumber { get; init; }

    /// <summary>CAS.</summary>
    public ImmutableArray<Adjustment> Adjustments { get; init; } = [];

    /// <summary>DTP*573.</summary>
    public ImmutableArray<QualifiedDate> Dates { get; init; } = [];

    /// <summary>AMT*EAF and others.</summary>
    public ImmutableArray<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>Segments of the loop that the model has no place for.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];
}
