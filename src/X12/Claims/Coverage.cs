using System.Collections.Immutable;

namespace Carelake.X12.Claims;

/// <summary>2000B and 2010BA: the person the coverage is in the name of. SBR02 is written from whether the claim has another patient.</summary>
public sealed record Subscriber
{
    /// <summary>NM1*IL with address, birth date and sex.</summary>
    public required Party Person { get; init; }

    /// <summary>SBR01: <c>P</c> primary, <c>S</c> secondary, <c>T</c> tertiary, <c>A</c> to <c>H</c> further.</summary>
    public string PayerResponsibilityCode { get; init; } = "P";

    /// <summary>SBR03.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>SBR04.</summary>
    public string? GroupName { get; init; }

    /// <summary>SBR05: why Medicare is secondary.</summary>
    public string? InsuranceTypeCode { get; init; }

    /// <summary>SBR09: <c>CI</c> commercial, <c>MB</c> Medicare B, <c>MC</c> Medicaid, <c>BL</c> Blue Cross.</summary>
    public string? FilingIndicatorCode { get; init; }

    /// <summary>PAT06, with PAT05 <c>D8</c>: when the subscriber, being the patient, died.</summary>
    public DateOnly? DeathDate { get; init; }

    /// <summary>PAT08, with PAT07 <c>01</c>: pounds.</summary>
    public decimal? WeightPounds { get; init; }

    /// <summary>PAT09 <c>Y</c>.</summary>
    public bool IsPregnant { get; init; }

    /// <summary>Segments of the level that the model has no place for, and then its loops that it has none for, as they came.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];

    /// <summary>The payer's turn; names and ids are PHI.</summary>
    public override string ToString() => $"subscriber {PayerResponsibilityCode}";
}

/// <summary>2000C and 2010CA: a patient who is not the subscriber.</summary>
public sealed record DependentPatient
{
    /// <summary>NM1*QC with address, birth date and sex.</summary>
    public required Party Person { get; init; }

    /// <summary>PAT01, to the subscriber: <c>01</c> spouse, <c>19</c> child, <c>20</c> employee, <c>21</c> unknown, <c>53</c> life partner, <c>G8</c> other.</summary>
    public required string RelationshipCode { get; init; }

    /// <summary>PAT06, with PAT05 <c>D8</c>.</summary>
    public DateOnly? DeathDate { get; init; }

    /// <summary>PAT08, with PAT07 <c>01</c>: pounds.</summary>
    public decimal? WeightPounds { get; init; }

    /// <summary>PAT09 <c>Y</c>.</summary>
    public bool IsPregnant { get; init; }

    /// <summary>Segments of the level that the model has no place for, and then its loops that it has none for, as they came.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"patient {RelationshipCode}";
}

/// <summary>2320 and 2330: another coverage of the patient and what it has done with the claim.</summary>
public sealed record OtherSubscriber
{
    /// <summary>SBR01.</summary>
    public required string PayerResponsibilityCode { get; init; }

    /// <summary>SBR02: the patient's relationship to this subscriber, <c>18</c> self.</summary>
    public required string RelationshipCode { get; init; }

    /// <summary>SBR03.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>SBR04.</summary>
    public string? GroupName { get; init; }

    /// <summary>SBR05.</summary>
    public string? InsuranceTypeCode { get; init; }

    /// <summary>SBR09.</summary>
    public string? FilingIndicatorCode { get; init; }

    /// <summary>CAS: what this payer did not pay of the whole claim.</summary>
    public ImmutableArray<Adjustment> Adjustments { get; init; } = [];

    /// <summary>AMT: <c>D</c> paid, <c>A8</c> non-covered, <c>EAF</c> remaining patient liability.</summary>
    public ImmutableArray<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>OI03: benefits are assigned: <c>Y</c>, <c>N</c> or <c>W</c>.</summary>
    public string? BenefitsAssignmentCode { get; init; }

    /// <summary>OI04: <c>P</c>.</summary>
    public string? PatientSignatureSourceCode { get; init; }

    /// <summary>OI06: <c>Y</c> or <c>I</c>.</summary>
    public string? ReleaseOfInformationCode { get; init; }

    /// <summary>2330A.</summary>
    public required Party Person { get; init; }

    /// <summary>2330B; DTP*573 is when it paid or decided.</summary>
    public required Party Payer { get; init; }

    /// <summary>2330C and on: how this payer knows the providers.</summary>
    public ImmutableArray<Party> Providers { get; init; } = [];

    /// <summary>MIA, MOA and what else the model has no place for.</summary>
    public ImmutableArray<X12SegmentValue> Others { get; init; } = [];

    /// <summary>AMT*D: what this payer paid; zero when unsaid.</summary>
    public decimal PaidAmount => Amounts.FirstOrDefault(amount => amount.Qualifier == "D")?.Amount ?? 0;

    /// <inheritdoc/>
    public override string ToString() => $"other subscriber {PayerResponsibilityCode}";
}
