using System.Collections.Immutable;

namespace Carelake.X12.Claims;

/// <summary>
/// One claim of an 837 with everybody it needs: loop 2300 and the billing provider, subscriber, payer and patient above it (005010X222A1
/// professional, X223A2 institutional, X224A2 dental). What the model has no place for is kept as segments in the <c>Others</c> of its loop.
/// </summary>
public sealed record Claim
{
    /// <summary>Which of the three guides.</summary>
    public required ClaimKind Kind { get; init; }

    /// <summary>CLM01: the provider's own number, at most 38 characters, 20 in practice; every answer repeats it.</summary>
    public required string PatientControlNumber { get; init; }

    /// <summary>CLM02: the total charge; the sum of the lines' in all three guides.</summary>
    public required decimal BilledAmount { get; init; }

    /// <summary>CLM05-1: place of service, or in an institutional claim the first two digits of the type of bill.</summary>
    public required string FacilityCode { get; init; }

    /// <summary>CLM05-3: <c>1</c> original, <c>7</c> replacement, <c>8</c> void; institutional also 2 to 5.</summary>
    public string FrequencyCode { get; init; } = "1";

    /// <summary>CLM06: <c>Y</c> or <c>N</c>; not used in an institutional claim.</summary>
    public string? ProviderSignatureCode { get; init; }

    /// <summary>CLM07: <c>A</c> assigned, <c>B</c> only clinical laboratory, <c>C</c> not.</summary>
    public string? AssignmentCode { get; init; }

    /// <summary>CLM08: benefits are assigned to the provider: <c>Y</c>, <c>N</c> or <c>W</c>.</summary>
    public string? BenefitsAssignmentCode { get; init; }

    /// <summary>CLM09: <c>Y</c> or <c>I</c>.</summary>
    public string? ReleaseOfInformationCode { get; init; }

    /// <summary>CLM10: <c>P</c> when a signature was made for the patient.</summary>
    public string? PatientSignatureSourceCode { get; init; }

    /// <summary>CLM11: what an accident was; null when there was none.</summary>
    public RelatedCauses? RelatedCauses { get; init; }

    /// <summary>CLM12.</summary>
    public string? SpecialProgramCode { get; init; }

    /// <summary>CLM19: <c>PB</c> predetermination of dental benefits.</summary>
    public string? SubmissionReasonCode { get; init; }

    /// <summary>CLM20: why the claim is late, 1 to 15.</summary>
    public string? DelayReasonCode { get; init; }

    /// <summary>CL1: admission; institutional only.</summary>
    public InstitutionalStay? Stay { get; init; }

    /// <summary>DN1: orthodontic treatment; dental only.</summary>
    public Orthodontics? Orthodontics { get; init; }

    /// <summary>DN2: missing teeth and those to be extracted; dental only.</summary>
    public ImmutableArray<ToothStatus> ToothStatuses { get; init; } = [];

    /// <summary>HI: diagnoses, procedures, occurrences, values, conditions, DRG, in the order of the segments.</summary>
    public ImmutableArray<ClaimCode> Codes { get; init; } = [];

    /// <summary>DTP.</summary>
    public ImmutableArray<QualifiedDate> Dates { get; init; } = [];

    /// <summary>AMT.</summary>
    public ImmutableArray<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>REF: <c>F8</c> payer claim control number, <c>G1</c> prior authorisation, <c>EA</c> record number, <c>D9</c> clearinghouse number.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>PWK.</summary>
    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    /// <summary>NTE.</summary>
    public ImmutableArray<Note> Notes { get; init; } = [];

    /// <summary>2310: rendering, attending, referring and the other providers.</summary>
    public ImmutableArray<Party> Providers { get; init; } = [];

    /// <summary>2320: other coverage and what it has paid.</summary>
    public ImmutableArray<OtherSubscriber> OtherSubscribers { get; init; } = [];

    /// <summary>2400.</summary>
    public ImmutableArray<ClaimLine> Lines { get; init; } = [];

    /// <summary>2010AA, with the taxonomy code of PRV in 2000A.</summary>
    public required Party BillingProvider { get; init; }

    /// <summary>CUR02 in 2000A; null for US dollars.</summary>
    public string? CurrencyCode { get; init; }

    /// <summary>2010AB: where payment goes, if elsewhere.</summary>
    public Party? PayToAddress { get; init; }

    /// <summary>2010AC: the plan that paid and wants it back.</summary>
    public Party? PayToPlan { get; init; }

    /// <summary>2000B and 2010BA.</summary>
    public required Subscriber Subscriber { get; init; }

    /// <summary>2010BB.</summary>
    public required Party Payer { get; init; }

    /// <summary>2000C and 2010CA; null when the patient is the subscriber.</summary>
    public DependentPatient? Patient { get; init; }

    /// <summary>Segments of the billing provider's level (2000A) that the model has no place for, and then its loops that it has none for, as they came.</summary>
    public ImmutableArray<X12SegmentValue> BillingOthers { get; init; } = [];

    /// <summary>Segments of 2300 that the model has no place for: CN1, K3, CR1, CR2, CRC, HCP and the unexpected.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];

    /// <summary>Number of the CLM segment in the input, from 1; zero when the claim was made and not read.</summary>
    public long SegmentNumber { get; init; }

    /// <summary>The diagnoses: principal first, then the others.</summary>
    public IEnumerable<ClaimCode> Diagnoses => Codes.Where(code => code.IsPrincipalDiagnosis).Concat(Codes.Where(code => code.Qualifier is "ABF" or "BF"));

    /// <summary>Type of bill of an institutional claim: facility code and frequency, as <c>0111</c> without the zero.</summary>
    public string? TypeOfBill => Kind == ClaimKind.Institutional ? FacilityCode + FrequencyCode : null;

    /// <summary>The kind; numbers and names may be PHI.</summary>
    public override string ToString() => $"{Kind} claim with {Lines.Length} lines";
}

/// <summary>The three guides of the 837.</summary>
public enum ClaimKind
{
    /// <summary>837P: 005010X222A1.</summary>
    Professional,

    /// <summary>837I: 005010X223A2.</summary>
    Institutional,

    /// <summary>837D: 005010X224A2.</summary>
    Dental,
}

/// <summary>CLM11: related causes of a professional or dental claim.</summary>
/// <param name="First">CLM11-1: <c>AA</c> motor accident, <c>EM</c> employment, <c>OA</c> other accident.</param>
/// <param name="Second">CLM11-2.</param>
/// <param name="State">CLM11-4, for a motor accident.</param>
/// <param name="Country">CLM11-5.</param>
public sealed record RelatedCauses(string First, string? Second = null, string? State = null, string? Country = null);

/// <summary>CL1: admission and discharge of an institutional claim.</summary>
/// <param name="AdmissionTypeCode">CL101: <c>1</c> emergency, <c>2</c> urgent, <c>3</c> elective, <c>4</c> newborn.</param>
/// <param name="AdmissionSourceCode">CL102.</param>
/// <param name="PatientStatusCode">CL103: <c>01</c> home, <c>20</c> expired, <c>30</c> still patient.</param>
public sealed record InstitutionalStay(string? AdmissionTypeCode, string? AdmissionSourceCode, string? PatientStatusCode);

/// <summary>DN1: orthodontic treatment.</summary>
/// <param name="TotalMonths">DN101.</param>
/// <param name="RemainingMonths">DN102.</param>
/// <param name="TreatmentIndicator">DN103.</param>
/// <param name="Description">DN104.</param>
public sealed record Orthodontics(decimal? TotalMonths, decimal? RemainingMonths, string? TreatmentIndicator, string? Description);

/// <summary>DN2: one tooth.</summary>
/// <param name="ToothCode">DN201.</param>
/// <param name="StatusCode">DN202: <c>E</c> to be extracted, <c>M</c> missing.</param>
public sealed record ToothStatus(string ToothCode, string StatusCode);

/// <summary>One composite C022 of an HI segment.</summary>
/// <param name="Qualifier">Component 1: <c>ABK</c> principal diagnosis, <c>ABF</c> other, <c>BBR</c> principal procedure, <c>BH</c> occurrence, <c>BE</c> value, <c>BG</c> condition, <c>DR</c> DRG.</param>
/// <param name="Code">Component 2, an ICD code without its dot.</param>
public sealed record ClaimCode(string Qualifier, string Code)
{
    /// <summary>Components 3 and 4: <c>D8</c> or <c>RD8</c> and the date; the qualifier of the date is that of the code.</summary>
    public QualifiedDate? Date { get; init; }

    /// <summary>Component 5: the amount of a value code.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Component 6.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Component 9: present on admission: <c>Y</c>, <c>N</c>, <c>U</c>, <c>W</c>; null when exempt or not asked.</summary>
    public string? PresentOnAdmissionCode { get; init; }

    /// <summary>Number of the HI segment in the input, from 1; zero when made and not read.</summary>
    public long SegmentNumber { get; init; }

    /// <summary>ABK, or BK before ICD-10.</summary>
    public bool IsPrincipalDiagnosis => Qualifier is "ABK" or "BK";

    /// <summary>A diagnosis of any kind: principal, other, admitting, reason for visit, external cause.</summary>
    public bool IsDiagnosis => Qualifier is "ABK" or "ABF" or "ABJ" or "APR" or "ABN" or "BK" or "BF" or "BJ" or "PR" or "BN";

    /// <inheritdoc/>
    public override string ToString() => $"code {Qualifier}";
}
