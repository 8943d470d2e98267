using System.Collections.Immutable;
using Carelake.X12.Remittances;

namespace Carelake.X12.Tables;

/// <summary>835 flattened.</summary>
internal static class RemittanceTables
{
    private sealed record PaymentOf(Remittance? Remittance, ClaimPayment Payment);

    private sealed record LineOf(ClaimPayment Payment, ServicePayment Line);

    private sealed record AdjustmentOf(ClaimPayment Payment, ServicePayment? Line, Adjustment Adjustment);

    private sealed record RemarkOf(ClaimPayment Payment, ServicePayment? Line, string Qualifier, string Code, long SegmentNumber);

    private static readonly RowMaker<Remittance> Remittances = new(
        "remittance", "835", "one payment (one transaction set)", remittance => remittance.SegmentNumber,
        ("handling_code", remittance => remittance.HandlingCode),
        ("paid_amount", remittance => remittance.PaidAmount),
        ("credit_debit_code", remittance => remittance.CreditDebitCode),
        ("payment_method_code", remittance => remittance.PaymentMethodCode),
        ("payment_date", remittance => remittance.PaymentDate),
        ("production_date", remittance => remittance.ProductionDate),
        ("trace_number", remittance => remittance.TraceNumber),
        ("trace_originator_id", remittance => remittance.TraceOriginatorId),
        ("payer_name", remittance => remittance.Payer.Name),
        ("payer_id", remittance => remittance.Payer.Id ?? remittance.Payer.References.FirstOrDefault(reference => reference.Qualifier == "2U")?.Value),
        ("payee_name", remittance => remittance.Payee.Name),
        ("payee_npi", remittance => remittance.Payee.Npi),
        ("payee_tax_id", remittance => remittance.Payee.References.FirstOrDefault(reference => reference.Qualifier == "TJ")?.Value));

    private static readonly RowMaker<PaymentOf> Payments = new(
        "claim_payment", "835", "one claim (loop 2100)", row => row.Payment.SegmentNumber,
        ("remittance_segment_number", row => row.Remittance?.SegmentNumber),
        ("trace_number", row => row.Remittance?.TraceNumber),
        ("payment_date", row => row.Remittance?.PaymentDate),
        ("patient_control_number", row => row.Payment.PatientControlNumber),
        ("payer_control_number", row => row.Payment.PayerControlNumber),
        ("status_code", row => row.Payment.StatusCode),
        ("is_reversal", row => row.Payment.IsReversal),
        ("is_denied", row => row.Payment.IsDenied),
        ("billed_amount", row => row.Payment.BilledAmount),
        ("paid_amount", row => row.Payment.PaidAmount),
        ("patient_responsibility_amount", row => row.Payment.PatientResponsibilityAmount),
        ("adjustment_amount", row => row.Payment.AllAdjustments.Sum(adjustment => adjustment.Amount)),
        ("filing_indicator_code", row => row.Payment.FilingIndicatorCode),
        ("facility_code", row => row.Payment.FacilityCode),
        ("frequency_code", row => row.Payment.FrequencyCode),
        ("drg_code", row => row.Payment.DrgCode),
        ("statement_first_date", row => row.Payment.Dates.FirstOrDefault(date => date.Qualifier == "232")?.FirstDate),
        ("statement_last_date", row => row.Payment.Dates.FirstOrDefault(date => date.Qualifier == "233")?.FirstDate),
        ("patient_last_name", row => row.Payment.Patient?.Name),
        ("patient_first_name", row => row.Payment.Patient?.FirstName),
        ("patient_member_id", row => row.Payment.Patient?.Id),
        ("rendering_provider_npi", row => row.Payment.Parties.FirstOrDefault(party => party.EntityCode == "82")?.Npi),
        ("line_count", row => (long)row.Payment.Lines.Length));

    private static readonly RowMaker<LineOf> Lines = new(
        "service_payment", "835", "one line of a claim (loop 2110)", row => row.Line.SegmentNumber,
        ("claim_segment_number", row => row.Payment.SegmentNumber),
        ("patient_control_number", row => row.Payment.PatientControlNumber),
        ("line_control_number", row => row.Line.ControlNumber),
        ("procedure_qualifier", row => row.Line.Service?.Qualifier),
        ("procedure_code", row => row.Line.Service?.Code),
        ("modifiers", row => row.Line.Service is { } service ? string.Join(' ', service.Modifiers) : null),
        ("revenue_code", row => row.Line.RevenueCode),
        ("billed_amount", row => row.Line.BilledAmount),
        ("allowed_amount", row => row.Line.AllowedAmount),
        ("paid_amount", row => row.Line.PaidAmount),
        ("paid_units", row => row.Line.PaidUnits),
        ("billed_units", row => row.Line.BilledUnits ?? row.Line.PaidUnits),
        ("billed_procedure_code", row => row.Line.BilledService?.Code),
        ("service_first_date", row => row.Line.FirstServiceDate),
        ("service_last_date", row => row.Line.LastServiceDate));

    private static readonly RowMaker<AdjustmentOf> Adjustments = new(
        "adjustment", "835", "one reason of a CAS segment, of a claim or of a line", row => row.Adjustment.SegmentNumber,
        ("claim_segment_number", row => row.Payment.SegmentNumber),
        ("service_segment_number", row => row.Line?.SegmentNumber),
        ("patient_control_number", row => row.Payment.PatientControlNumber),
        ("group_code", row => row.Adjustment.GroupCode),
        ("carc", row => row.Adjustment.Carc),
        ("adjustment_amount", row => row.Adjustment.Amount),
        ("quantity", row => row.Adjustment.Quantity));

    private static readonly RowMaker<RemarkOf> Remarks = new(
        "remark", "835", "one remark code (RARC) of LQ, MIA or MOA", row => row.SegmentNumber,
        ("claim_segment_number", row => row.Payment.SegmentNumber),
        ("service_segment_number", row => row.Line?.SegmentNumber),
        ("patient_control_number", row => row.Payment.PatientControlNumber),
        ("qualifier", row => row.Qualifier),
        ("rarc", row => row.Code));

    private static readonly RowMaker<ProviderAdjustment> ProviderAdjustments = new(
        "provider_adjustment", "835", "one amount of a PLB segment", adjustment => adjustment.SegmentNumber,
        ("provider_id", adjustment => adjustment.ProviderId),
        ("fiscal_period_date", adjustment => adjustment.FiscalPeriodDate),
        ("reason_code", adjustment => adjustment.ReasonCode),
        ("reference", adjustment => adjustment.Reference),
        ("adjustment_amount", adjustment => adjustment.Amount));

    public static ImmutableArray<X12Table> All { get; } =
        [Remittances.Table, Payments.Table, Lines.Table, Adjustments.Table, Remarks.Table, ProviderAdjustments.Table];

    public static IEnumerable<X12Row> Rows(ModelReading reading, EnvelopeNumbers envelope, IEnumerable<X12SegmentValue> segments)
    {
        Remittance? remittance = null;
        var provider = new List<ProviderAdjustment>();
        foreach (var part in new RemittanceReading(reading).Read(segments))
        {
            if (part is Remittance header) yield return Remittances.Row(envelope, remittance = header);
            if (part is ProviderAdjustment adjustment) provider.Add(adjustment);
            if (part is not ClaimPayment payment) continue;
            foreach (var row in Rows(envelope, remittance, payment)) yield return row;
        }
        foreach (var row in ProviderAdjustments.Rows(envelope, provider)) yield return row;
    }

    private static IEnumerable<X12Row> Rows(EnvelopeNumbers envelope, Remittance? remittance, ClaimPayment payment) =>
    [
        Payments.Row(envelope, new(remittance, payment)),
        .. Adjustments.Rows(envelope, payment.Adjustments.Select(adjustment => new AdjustmentOf(payment, null, adjustment))),
        .. Remarks.Rows(envelope, payment.Remarks.Select(remark => new RemarkOf(payment, null, remark.Qualifier, remark.Code, remark.SegmentNumber))),
        .. payment.Lines.SelectMany(line => RowsOf(envelope, payment, line)),
    ];

    private static IEnumerable<X12Row> RowsOf(EnvelopeNumbers envelope, ClaimPayment payment, ServicePayment line) =>
    [
        Lines.Row(envelope, new(payment, line)),
        .. Adjustments.Rows(envelope, line.Adjustments.Select(adjustment => new AdjustmentOf(payment, line, adjustment))),
        .. Remarks.Rows(envelope, line.Remarks.Select(remark => new RemarkOf(payment, line, remark.Qualifier, remark.Code, remark.SegmentNumber))),
    ];
}
