using System.Collections.Immutable;
using Carelake.X12.ClaimStatuses;
using Carelake.X12.Eligibility;

namespace Carelake.X12.Tables;

/// <summary>271 and 277 flattened.</summary>
internal static class AnswerTables
{
    private sealed record BenefitOf(EligibilityResponse Response, Benefit Benefit);

    private sealed record StatusOf(ClaimStatusReport Report, LineStatus? Line, ClaimStatus Status, StatusCode Code);

    private static readonly RowMaker<BenefitOf> Benefits = new(
        "benefit", "271", "one benefit (EB segment)", row => row.Benefit.SegmentNumber,
        ("reference", row => row.Response.Reference),
        ("trace_number", row => row.Response.TraceNumber),
        ("payer_id", row => row.Response.Source.Id),
        ("payer_name", row => row.Response.Source.Name),
        ("subscriber_id", row => row.Response.Subscriber?.Id),
        ("person_last_name", row => (row.Response.Dependent ?? row.Response.Subscriber)?.Name),
        ("person_first_name", row => (row.Response.Dependent ?? row.Response.Subscriber)?.FirstName),
        ("is_dependent", row => row.Response.Dependent is not null),
        ("information_code", row => row.Benefit.InformationCode),
        ("coverage_level_code", row => row.Benefit.CoverageLevelCode),
        ("service_type_codes", row => row.Benefit.ServiceTypeCodes.IsEmpty ? null : string.Join(' ', row.Benefit.ServiceTypeCodes)),
        ("insurance_type_code", row => row.Benefit.InsuranceTypeCode),
        ("plan_name", row => row.Benefit.PlanName),
        ("period_code", row => row.Benefit.PeriodCode),
        ("benefit_amount", row => row.Benefit.Amount),
        ("benefit_rate", row => row.Benefit.Rate),
        ("quantity_qualifier", row => row.Benefit.QuantityQualifier),
        ("quantity", row => row.Benefit.Quantity),
        ("authorization_required_code", row => row.Benefit.AuthorizationRequiredCode),
        ("in_network_code", row => row.Benefit.InNetworkCode),
        ("procedure_code", row => row.Benefit.Service?.Code),
        ("message", row => row.Benefit.Messages.IsEmpty ? null : string.Join('\n', row.Benefit.Messages)));

    private static readonly RowMaker<StatusOf> Statuses = new(
        "claim_status", "277", "one status code of an STC segment, of a claim, a line or a level", row => row.Status.SegmentNumber,
        ("is_acknowledgement", row => row.Report.IsAcknowledgement),
        ("level_code", row => row.Report.LevelCode),
        ("trace_number", row => row.Report.TraceNumber),
        ("payer_control_number", row => row.Report.PayerControlNumber),
        ("is_accepted", row => row.Report.IsAcknowledgement ? row.Report.IsAccepted : null),
        ("service_segment_number", row => row.Line?.SegmentNumber),
        ("procedure_code", row => row.Line?.Service?.Code),
        ("category_code", row => row.Code.CategoryCode),
        ("status_code", row => row.Code.Code),
        ("entity_code", row => row.Code.EntityCode),
        ("status_date", row => row.Status.Date),
        ("action_code", row => row.Status.ActionCode),
        ("billed_amount", row => row.Status.BilledAmount),
        ("paid_amount", row => row.Status.PaidAmount),
        ("message", row => row.Status.Message));

    public static ImmutableArray<X12Table> All { get; } = [Benefits.Table, Statuses.Table];

    public static IEnumerable<X12Row> BenefitRows(ModelReading reading, EnvelopeNumbers envelope, IEnumerable<X12SegmentValue> segments) =>
        from response in new EligibilityReading(reading).Read(segments)
        from benefit in response.Benefits
        select Benefits.Row(envelope, new(response, benefit));

    public static IEnumerable<X12Row> StatusRows(ModelReading reading, EnvelopeNumbers envelope, IEnumerable<X12SegmentValue> segments) =>
        new ClaimStatusReading(reading).Read(segments).SelectMany(report => Statuses.Rows(
            envelope,
            from status in report.Statuses.Select(status => (Line: (LineStatus?)null, Status: status))
                .Concat(report.Lines.SelectMany(line => line.Statuses.Select(status => (Line: (LineStatus?)line, Status: status))))
            from code in status.Status.Codes
            select new StatusOf(report, status.Line, status.Status, code)));
}
