using System.Collections.Immutable;

namespace Carelake.X12.Remittances;

/// <summary>One 835 transaction set, that is one payment (005010X221A1).</summary>
public sealed record Remittance
{
    /// <summary>BPR01: <c>I</c> remittance only, <c>C</c> with payment, <c>D</c>, <c>H</c> notification, <c>P</c> prenote, <c>U</c>, <c>X</c>.</summary>
    public required string HandlingCode { get; init; }

    /// <summary>BPR02: what is paid, zero or more.</summary>
    public required decimal PaidAmount { get; init; }

    /// <summary>BPR03: <c>C</c> credit or <c>D</c> debit.</summary>
    public string? CreditDebitCode { get; init; }

    /// <summary>BPR04: <c>ACH</c>, <c>BOP</c>, <c>CHK</c> cheque, <c>FWT</c>, <c>NON</c> none.</summary>
    public string? PaymentMethodCode { get; init; }

    /// <summary>BPR05: <c>CCP</c> or <c>CTX</c>.</summary>
    public string? PaymentFormatCode { get; init; }

    /// <summary>BPR06 to 09: where it is paid from.</summary>
    public BankAccount? PayerAccount { get; init; }

    /// <summary>BPR12 to 15: where it is paid to.</summary>
    public BankAccount? PayeeAccount { get; init; }

    /// <summary>BPR16: when the money is there, or the date of the cheque.</summary>
    public DateOnly? PaymentDate { get; init; }

    /// <summary>TRN02: number of the cheque or transfer. With <see cref="TraceOriginatorId"/>, amount and date the key to the bank's statement.</summary>
    public required string TraceNumber { get; init; }

    /// <summary>TRN03: the payer's tax id after a <c>1</c>.</summary>
    public string? TraceOriginatorId { get; init; }

    /// <summary>CUR02; null for US dollars.</summary>
    public string? CurrencyCode { get; init; }

    /// <summary>DTM*405: the last day of the payer's cycle.</summary>
    public DateOnly? ProductionDate { get; init; }

    /// <summary>REF before loop 1000A: <c>EV</c> receiver, <c>F2</c> version.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>1000A.</summary>
    public required Party Payer { get; init; }

    /// <summary>1000B.</summary>
    public required Party Payee { get; init; }

    /// <summary>2100 of all 2000 loops, in order. Empty where claims are read one at a time.</summary>
    public ImmutableArray<ClaimPayment> Payments { get; init; } = [];

    /// <summary>PLB. Empty where claims are read one at a time.</summary>
    public ImmutableArray<ProviderAdjustment> ProviderAdjustments { get; init; } = [];

    /// <summary>ST02.</summary>
    public string ControlNumber { get; init; } = "";

    /// <summary>Number of the ST segment in the input, from 1.</summary>
    public long SegmentNumber { get; init; }

    /// <summary>N1 loops of others than payer and payee.</summary>
    public ImmutableArray<Party> OtherParties { get; init; } = [];

    /// <summary>Segments of the header that the model has no place for, as they came.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];

    /// <summary>TS3 and TS2 of the 2000 loops that have them.</summary>
    public ImmutableArray<HeaderSummary> Summaries { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"remittance of {Payments.Length} payments";
}

/// <summary>2000: sums of a provider's claims, as an institution's payer gives them.</summary>
/// <param name="HeaderNumber">LX01, that of the payments it sums.</param>
/// <param name="Segments">TS3, TS2 and what else stands there, as they came.</param>
public sealed record HeaderSummary(string? HeaderNumber, ImmutableArray<X12SegmentValue> Segments);

/// <summary>An account at a bank.</summary>
/// <param name="BankIdQualifier"><c>01</c> ABA number, <c>04</c> Canadian.</param>
/// <param name="BankId">Routing number.</param>
/// <param name="AccountQualifier"><c>DA</c> demand, <c>SG</c> savings.</param>
/// <param name="AccountNumber">The account.</param>
public sealed record BankAccount(string? BankIdQualifier, string? BankId, string? AccountQualifier, string? AccountNumber)
{
    /// <inheritdoc/>
    public override string ToString() => "bank account";
}

/// <summary>2100: what became of one claim.</summary>
public sealed record ClaimPayment
{
    /// <summary>CLP01: the provider's number, CLM01 of the claim.</summary>
    public required string PatientControlNumber { get; init; }

    /// <summary>CLP02: <c>1</c> primary, <c>2</c> secondary, <c>3</c> tertiary, <c>4</c> denied, <c>19</c> to <c>21</c> forwarded, <c>22</c> reversal, <c>23</c> not ours, <c>25</c> predetermination.</summary>
    public required string StatusCode { get; init; }

    /// <summary>CLP03.</summary>
    public required decimal BilledAmount { get; init; }

    /// <summary>CLP04; negative in a reversal.</summary>
    public required decimal PaidAmount { get; init; }

    /// <summary>CLP05: zero when absent.</summary>
    public decimal PatientResponsibilityAmount { get; init; }

    /// <summary>CLP06.</summary>
    public string? FilingIndicatorCode { get; init; }

    /// <summary>CLP07: the payer's own number; a replacement or void names it in REF*F8.</summary>
    public string? PayerControlNumber { get; init; }

    /// <summary>CLP08.</summary>
    public string? FacilityCode { get; init; }

    /// <summary>CLP09.</summary>
    public string? FrequencyCode { get; init; }

    /// <summary>CLP11.</summary>
    public string? DrgCode { get; init; }

    /// <summary>CLP12.</summary>
    public decimal? DrgWeight { get; init; }

    /// <summary>CLP13, 0 to 1.</summary>
    public decimal? DischargeFraction { get; init; }

    /// <summary>CAS of the claim, without those of its lines.</summary>
    public ImmutableArray<Adjustment> Adjustments { get; init; } = [];

    /// <summary>NM1: <c>QC</c> patient, <c>IL</c> insured, <c>74</c> corrected insured, <c>82</c> rendering, <c>TT</c> crossover carrier, <c>PR</c> corrected payer.</summary>
    public ImmutableArray<Party> Parties { get; init; } = [];

    /// <summary>MIA05, 20 to 23 and MOA03 to 07: remark codes (RARC) of the claim.</summary>
    public ImmutableArray<RemarkCode> Remarks { get; init; } = [];

    /// <summary>MIA and MOA as they came: amounts and days of the adjudication.</summary>
    public ImmutableArray<X12SegmentValue> Adjudication { get; init; } = [];

    /// <summary>REF.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>DTM: <c>232</c> and <c>233</c> period, <c>036</c> expiry, <c>050</c> received.</summary>
    public ImmutableArray<QualifiedDate> Dates { get; init; } = [];

    /// <summary>PER: whom to ask about the claim.</summary>
    public ImmutableArray<Contact> Contacts { get; init; } = [];

    /// <summary>AMT: <c>AU</c> covered, <c>I</c> interest, <c>F5</c> patient paid.</summary>
    public ImmutableArray<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>QTY.</summary>
    public ImmutableArray<QualifiedQuantity> Quantities { get; init; } = [];

    /// <summary>2110.</summary>
    public ImmutableArray<ServicePayment> Lines { get; init; } = [];

    /// <summary>Segments of the loop that the model has no place for, as they came.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];

    /// <summary>LX01 of the 2000 loop; null when there is none.</summary>
    public string? HeaderNumber { get; init; }

    /// <summary>Number of the CLP segment in the input, from 1.</summary>
    public long SegmentNumber { get; init; }

    /// <summary>CLP02 is <c>22</c>: takes back an earlier payment, all signs turned.</summary>
    public bool IsReversal => StatusCode == "22";

    /// <summary>Adjudicated and refused: CLP02 <c>4</c>, or nothing paid for a reason of the payer's other than its fee schedule (CARC 45).</summary>
    public bool IsDenied => StatusCode == "4"
        || (PaidAmount == 0 && BilledAmount > 0 && AllAdjustments.Any(adjustment => adjustment is { GroupCode: "CO" or "PI", Carc: not "45" }));

    /// <summary>Adjustments of the claim and then of its lines.</summary>
    public IEnumerable<Adjustment> AllAdjustments => Adjustments.Concat(Lines.SelectMany(line => line.Adjustments));

    /// <summary>The part that NM1*QC names; null when absent.</summary>
    public Party? Patient => Parties.FirstOrDefault(party => party.EntityCode == "QC");

    /// <inheritdoc/>
    public override string ToString() => $"payment {StatusCode} with {Lines.Length} lines";
}

/// <summary>2110: what became of one line.</summary>
public sealed record ServicePayment
{
    /// <summary>SVC01: what was paid.</summary>
    public ServiceCode? Service { get; init; }

    /// <summary>SVC02.</summary>
    public required decimal BilledAmount { get; init; }

    /// <summary>SVC03.</summary>
    public required decimal PaidAmount { get; init; }

    /// <summary>SVC04.</summary>
    public string? RevenueCode { get; init; }

    /// <summary>SVC05: one when absent.</summary>
    public decimal PaidUnits { get; init; } = 1;

    /// <summary>SVC06: what was billed, when another code was paid.</summary>
    public ServiceCode? BilledService { get; init; }

    /// <summary>SVC07: units billed, when others were paid.</summary>
    public decimal? BilledUnits { get; init; }

    /// <summary>DTM: <c>472</c>, or <c>150</c> and <c>151</c>.</summary>
    public ImmutableArray<QualifiedDate> Dates { get; init; } = [];

    /// <summary>CAS.</summary>
    public ImmutableArray<Adjustment> Adjustments { get; init; } = [];

    /// <summary>REF: <c>6R</c> is the provider's number of the line.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>AMT: <c>B6</c> allowed.</summary>
    public ImmutableArray<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>QTY.</summary>
    public ImmutableArray<QualifiedQuantity> Quantities { get; init; } = [];

    /// <summary>LQ: <c>HE</c> remark codes (RARC), <c>RX</c> pharmacy rejects.</summary>
    public ImmutableArray<RemarkCode> Remarks { get; init; } = [];

    /// <summary>Segments of the loop that the model has no place for, as they came.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];

    /// <summary>Number of the SVC segment in the input, from 1.</summary>
    public long SegmentNumber { get; init; }

    /// <summary>AMT*B6; null when unsaid.</summary>
    public decimal? AllowedAmount => Amounts.FirstOrDefault(amount => amount.Qualifier == "B6")?.Amount;

    /// <summary>REF*6R.</summary>
    public string? ControlNumber => References.FirstOrDefault(reference => reference.Qualifier == "6R")?.Value;

    /// <summary>DTM*472, or DTM*150.</summary>
    public DateOnly? FirstServiceDate => Dates.FirstOrDefault(date => date.Qualifier is "472" or "150")?.FirstDate;

    /// <summary>DTM*472, or DTM*151.</summary>
    public DateOnly? LastServiceDate => Dates.FirstOrDefault(date => date.Qualifier is "472" or "151")?.FirstDate;
}

/// <summary>LQ: a remark.</summary>
/// <param name="Qualifier">LQ01: <c>HE</c> or <c>RX</c>.</param>
/// <param name="Code">LQ02.</param>
public sealed record RemarkCode(string Qualifier, string Code)
{
    /// <summary>Number of the segment in the input, from 1.</summary>
    public long SegmentNumber { get; init; }
}

/// <summary>PLB: money that moves between payer and provider without a claim.</summary>
/// <param name="ProviderId">PLB01.</param>
/// <param name="FiscalPeriodDate">PLB02: the last day of the provider's fiscal year.</param>
/// <param name="ReasonCode">First component of PLB03, 05 and on: <c>WO</c> recovery, <c>FB</c> forwarded balance, <c>L6</c> interest.</param>
/// <param name="Reference">Second component.</param>
/// <param name="Amount">PLB04, 06 and on. Positive takes off the payment, negative adds to it.</param>
/// <param name="SegmentNumber">Number of the PLB segment in the input, from 1.</param>
public sealed record ProviderAdjustment(
    string ProviderId, DateOnly? FiscalPeriodDate, string ReasonCode, string? Reference, decimal Amount, long SegmentNumber);
