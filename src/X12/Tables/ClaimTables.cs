using System.Collections.Immutable;
using Carelake.X12.Claims;

namespace Carelake.X12.Tables;

/// <summary>837 flattened.</summary>
internal static class ClaimTables
{
    private sealed record LineOf(Claim Claim, ClaimLine Line);

    private sealed record CodeOf(Claim Claim, ClaimCode Code);

    private sealed record ToothOf(Claim Claim, ClaimLine? Line, string Code, string? Surfaces, string? StatusCode);

    private sealed record AdjustmentOf(Claim Claim, int? LineNumber, string? PayerId, Adjustment Adjustment);

    private static readonly RowMaker<Claim> Claims = new(
        "claim", "837", "one claim (loop 2300)", claim => claim.SegmentNumber,
        ("claim_kind", claim => claim.Kind.ToString().ToLowerInvariant()),
        ("patient_control_number", claim => claim.PatientControlNumber),
        ("billed_amount", claim => claim.BilledAmount),
        ("facility_code", claim => claim.FacilityCode),
        ("frequency_code", claim => claim.FrequencyCode),
        ("payer_control_number", claim => claim.References.FirstOrDefault(reference => reference.Qualifier == "F8")?.Value),
        ("prior_authorization_number", claim => claim.References.FirstOrDefault(reference => reference.Qualifier == "G1")?.Value),
        ("admission_type_code", claim => claim.Stay?.AdmissionTypeCode),
        ("admission_source_code", claim => claim.Stay?.AdmissionSourceCode),
        ("patient_status_code", claim => claim.Stay?.PatientStatusCode),
        ("statement_first_date", claim => Date(claim, "434")?.FirstDate),
        ("statement_last_date", claim => Date(claim, "434")?.LastDate),
        ("admission_date", claim => Date(claim, "435")?.FirstDate),
        ("service_first_date", claim => claim.Lines.Select(line => line.ServiceDate).Where(date => date is not null).Min()),
        ("principal_diagnosis_code", claim => claim.Codes.FirstOrDefault(code => code.IsPrincipalDiagnosis)?.Code),
        ("accident_code", claim => claim.RelatedCauses?.First),
        ("accident_date", claim => Date(claim, "439")?.FirstDate),
        ("orthodontic_total_months", claim => claim.Orthodontics?.TotalMonths),
        ("orthodontic_remaining_months", claim => claim.Orthodontics?.RemainingMonths),
        ("appliance_placement_date", claim => Date(claim, "452")?.FirstDate),
        ("submission_reason_code", claim => claim.SubmissionReasonCode),
        ("line_count", claim => (long)claim.Lines.Length),
        ("billing_provider_npi", claim => claim.BillingProvider.Npi),
        ("billing_provider_name", claim => claim.BillingProvider.DisplayName),
        ("billing_provider_tax_id", claim => claim.BillingProvider.References.FirstOrDefault(reference => reference.Qualifier is "EI" or "SY")?.Value),
        ("billing_taxonomy_code", claim => claim.BillingProvider.TaxonomyCode),
        ("rendering_provider_npi", claim => Provider(claim, "82")),
        ("attending_provider_npi", claim => Provider(claim, "71")),
        ("referring_provider_npi", claim => Provider(claim, "DN")),
        ("payer_id", claim => claim.Payer.Id),
        ("payer_name", claim => claim.Payer.Name),
        ("payer_responsibility_code", claim => claim.Subscriber.PayerResponsibilityCode),
        ("filing_indicator_code", claim => claim.Subscriber.FilingIndicatorCode),
        ("group_number", claim => claim.Subscriber.GroupNumber),
        ("subscriber_id", claim => claim.Subscriber.Person.Id),
        ("subscriber_last_name", claim => claim.Subscriber.Person.Name),
        ("subscriber_first_name", claim => claim.Subscriber.Person.FirstName),
        ("is_patient_subscriber", claim => claim.Patient is null),
        ("patient_relationship_code", claim => claim.Patient?.RelationshipCode ?? "18"),
        ("patient_last_name", claim => Patient(claim).Name),
        ("patient_first_name", claim => Patient(claim).FirstName),
        ("patient_birth_date", claim => Patient(claim).BirthDate),
        ("patient_sex_code", claim => Patient(claim).SexCode),
        ("other_payer_count", claim => (long)claim.OtherSubscribers.Length),
        ("other_payer_paid_amount", claim => claim.OtherSubscribers.Sum(other => other.PaidAmount)));

    private static readonly RowMaker<LineOf> Lines = new(
        "claim_line", "837", "one line of a claim (loop 2400)", row => row.Line.SegmentNumber,
        ("claim_segment_number", row => row.Claim.SegmentNumber),
        ("patient_control_number", row => row.Claim.PatientControlNumber),
        ("line_number", row => (long)row.Line.Number),
        ("line_control_number", row => row.Line.ControlNumber),
        ("revenue_code", row => row.Line.RevenueCode),
        ("procedure_qualifier", row => row.Line.Service?.Qualifier),
        ("procedure_code", row => row.Line.Service?.Code),
        ("modifiers", row => row.Line.Service is { } service ? string.Join(' ', service.Modifiers) : null),
        ("billed_amount", row => row.Line.BilledAmount),
        ("non_covered_amount", row => row.Line.NonCoveredAmount),
        ("unit_code", row => row.Line.UnitCode),
        ("quantity", row => row.Line.Quantity),
        ("facility_code", row => row.Line.FacilityCode ?? (row.Claim.Kind == ClaimKind.Institutional ? null : row.Claim.FacilityCode)),
        ("diagnosis_pointers", row => row.Line.DiagnosisPointers.IsEmpty ? null : string.Join(' ', row.Line.DiagnosisPointers)),
        ("service_first_date", row => ServiceDate(row.Line)?.FirstDate),
        ("service_last_date", row => ServiceDate(row.Line)?.LastDate),
        ("oral_cavity_areas", row => row.Line.OralCavityAreas.IsEmpty ? null : string.Join(' ', row.Line.OralCavityAreas)),
        ("prosthesis_code", row => row.Line.ProsthesisCode),
        ("prior_placement_date", row => row.Line.Dates.FirstOrDefault(date => date.Qualifier == "441")?.FirstDate),
        ("tooth_codes", row => row.Line.Teeth.IsEmpty ? null : string.Join(' ', row.Line.Teeth.Select(tooth => tooth.Code))),
        ("ndc", row => row.Line.Drug?.Ndc),
        ("rendering_provider_npi", row => row.Line.Providers.FirstOrDefault(party => party.EntityCode == "82")?.Npi ?? Provider(row.Claim, "82")),
        ("other_payer_paid_amount", row => row.Line.Adjudications.Sum(adjudication => adjudication.PaidAmount)));

    private static readonly RowMaker<CodeOf> Codes = new(
        "claim_code", "837", "one code of an HI segment: diagnosis, procedure, occurrence, value, condition", row => row.Code.SegmentNumber,
        ("claim_segment_number", row => row.Claim.SegmentNumber),
        ("patient_control_number", row => row.Claim.PatientControlNumber),
        ("qualifier", row => row.Code.Qualifier),
        ("code", row => row.Code.Code),
        ("is_diagnosis", row => row.Code.IsDiagnosis),
        ("first_date", row => row.Code.Date?.FirstDate),
        ("last_date", row => row.Code.Date?.LastDate),
        ("amount", row => row.Code.Amount),
        ("present_on_admission_code", row => row.Code.PresentOnAdmissionCode));

    private static readonly RowMaker<AdjustmentOf> Adjustments = new(
        "claim_adjustment", "837", "one reason why another payer did not pay (CAS of loops 2320 and 2430)", row => row.Adjustment.SegmentNumber,
        ("claim_segment_number", row => row.Claim.SegmentNumber),
        ("patient_control_number", row => row.Claim.PatientControlNumber),
        ("line_number", row => (long?)row.LineNumber),
        ("payer_id", row => row.PayerId),
        ("group_code", row => row.Adjustment.GroupCode),
        ("carc", row => row.Adjustment.Carc),
        ("adjustment_amount", row => row.Adjustment.Amount),
        ("quantity", row => row.Adjustment.Quantity));

    private static readonly RowMaker<ToothOf> Teeth = new(
        "claim_tooth", "837", "one tooth of a dental line (TOO) or of a dental claim (DN2)", row => row.Line?.SegmentNumber ?? row.Claim.SegmentNumber,
        ("claim_segment_number", row => row.Claim.SegmentNumber),
        ("patient_control_number", row => row.Claim.PatientControlNumber),
        ("line_number", row => (long?)row.Line?.Number),
        ("tooth_code", row => row.Code),
        ("surfaces", row => row.Surfaces),
        ("tooth_status_code", row => row.StatusCode));

    public static ImmutableArray<X12Table> All { get; } = [Claims.Table, Lines.Table, Codes.Table, Adjustments.Table, Teeth.Table];

    public static IEnumerable<X12Row> Rows(ModelReading reading, EnvelopeNumbers envelope, IEnumerable<X12SegmentValue> segments) =>
        new ClaimReading(reading).Read(segments).OfType<Claim>().SelectMany(claim => Rows(envelope, claim));

    private static IEnumerable<X12Row> Rows(EnvelopeNumbers envelope, Claim claim) =>
    [
        Claims.Row(envelope, claim),
        .. Codes.Rows(envelope, claim.Codes.Select(code => new CodeOf(claim, code))),
        .. Adjustments.Rows(envelope, AdjustmentsOf(claim)),
        .. claim.Lines.Select(line => Lines.Row(envelope, new(claim, line))),
        .. Teeth.Rows(envelope, TeethOf(claim)),
    ];

    private static IEnumerable<ToothOf> TeethOf(Claim claim) =>
        claim.ToothStatuses.Select(tooth => new ToothOf(claim, null, tooth.ToothCode, null, tooth.StatusCode))
            .Concat(claim.Lines.SelectMany(line => line.Teeth.Select(tooth => new ToothOf(claim, line, tooth.Code, tooth.Surfaces.Length > 0 ? tooth.Surfaces : null, null))));

    private static IEnumerable<AdjustmentOf> AdjustmentsOf(Claim claim) =>
        claim.OtherSubscribers.SelectMany(other => other.Adjustments.Select(adjustment => new AdjustmentOf(claim, null, other.Payer.Id, adjustment)))
            .Concat(
                from line in claim.Lines
                from adjudication in line.Adjudications
                from adjustment in adjudication.Adjustments
                select new AdjustmentOf(claim, line.Number, adjudication.PayerId, adjustment));

    private static QualifiedDate? Date(Claim claim, string qualifier) => claim.Dates.FirstOrDefault(date => date.Qualifier == qualifier);

    private static QualifiedDate? ServiceDate(ClaimLine line) => line.Dates.FirstOrDefault(date => date.Qualifier == "472");

    private static string? Provider(Claim claim, string code) => claim.Providers.FirstOrDefault(party => party.EntityCode == code)?.Npi;

    private static Party Patient(Claim claim) => claim.Patient?.Person ?? claim.Subscriber.Person;
}
