using Carelake.Operations;

namespace Carelake.Tests.Operations;

/// <summary>Writes events of one ward by hand: hours of 1 March 2025, recorded a minute after they happened unless said otherwise.</summary>
internal static class Feed
{
    public static readonly DateTimeOffset Midnight = new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static int _number;

    public static DateTimeOffset At(double hour) => Midnight.AddMinutes(Math.Round(hour * 60));

    public static PatientLocation Bed(int number) => new("W1", "B1", $"{number}");

    public static FlowEvent Event(FlowEventKind kind, double hour, string visit = "V1", int bed = 0, double? recorded = null, string? patient = null, PatientClass patientClass = PatientClass.Inpatient, double? planned = null, string detail = "") =>
        new()
        {
            Kind = kind, OccurredAt = At(hour), RecordedAt = recorded is { } at ? At(at) : At(hour).AddMinutes(1), FacilityId = "H1", MessageId = $"M{Interlocked.Increment(ref _number)}",
            VisitId = visit, PatientId = patient ?? $"P-{visit}^H1", Location = bed == 0 ? PatientLocation.None : Bed(bed), Class = patientClass,
            PlannedAt = planned is { } then ? At(then) : null, Detail = detail,
        };

    public static FlowState State(params IEnumerable<FlowEvent> events)
    {
        var state = new FlowState();
        foreach (var flow in events) state.Apply(flow);
        return state;
    }

    public static Visit Visit(params IEnumerable<FlowEvent> events) => State(events).Visit("H1", "V1")!;

    /// <summary>Where a visit was: bed and hours.</summary>
    public static string Places(Visit visit) => string.Join(", ", visit.Placements.Select(placement =>
        $"{placement.Location.Bed}{(placement.IsOnLeave ? "*" : "")} {(placement.Start - Midnight).TotalHours:0.##}-{(placement.End - Midnight)?.TotalHours:0.##}"));

    public static IEnumerable<string> Codes(Visit visit) => visit.Issues.Select(issue => issue.Issue.Code);
}
