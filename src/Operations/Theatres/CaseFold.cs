using Carelake.Core;

namespace Carelake.Operations;

/// <summary>What a theatre case's events come to: the last recorded booking or cancellation counts, and for each milestone the last recorded time.</summary>
internal static class CaseFold
{
    public static TheatreCase Of(CaseRecord record, Names names)
    {
        var (booking, ending) = (default(Entry), default(Entry));
        var (patient, service, place, isOff) = (0, 0, 0, false);
        var milestones = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var entry in record.Entries.InRecordedOrder(names))
        {
            if (entry.Patient != 0) patient = entry.Patient;
            if (entry.Service != 0) service = entry.Service;
            if (entry.Place != 0) place = entry.Place;
            switch (entry.Kind)
            {
                case FlowEventKind.CaseBook: (booking, isOff) = (entry, false); break;
                case FlowEventKind.CaseCancel or FlowEventKind.CaseNoShow: (ending, isOff) = (entry, true); break;
                case FlowEventKind.CaseMilestone: milestones[names.Text(entry.Detail)] = At(entry.Occurred); break;
            }
        }
        var inTheatre = Milestone(milestones, TheatreMilestones.InTheatre);
        var outOfTheatre = Milestone(milestones, TheatreMilestones.OutOfTheatre);
        var wasOperated = inTheatre is not null || outOfTheatre is not null;
        return new()
        {
            FacilityId = record.FacilityId, CaseId = record.CaseId, PatientId = names.Text(patient), Service = names.Text(service), Theatre = names.Place(place).Ward,
            Status = outOfTheatre is not null ? TheatreCaseStatus.Done : inTheatre is not null ? TheatreCaseStatus.InTheatre
                : !isOff ? TheatreCaseStatus.Booked : ending.Kind == FlowEventKind.CaseNoShow ? TheatreCaseStatus.NoShow : TheatreCaseStatus.Cancelled,
            PlannedAt = booking.Planned == 0 ? null : At(booking.Planned), PlannedEndAt = booking.PlannedEnd == 0 ? null : At(booking.PlannedEnd),
            CancelledAt = isOff && !wasOperated ? At(ending.Occurred) : null, CancelReason = isOff && !wasOperated ? names.Text(ending.Detail) : "",
            Milestones = [.. milestones.OrderBy(milestone => milestone.Value).ThenBy(milestone => milestone.Key, StringComparer.Ordinal)],
            Issues = [.. Issues(record, inTheatre, outOfTheatre, isOff && wasOperated)],
        };
    }

    private static IEnumerable<FlowIssue> Issues(CaseRecord record, DateTimeOffset? inTheatre, DateTimeOffset? outOfTheatre, bool isOperatedThoughCancelled)
    {
        if (outOfTheatre < inTheatre)
            yield return Issue("OPS-0030", outOfTheatre.Value, "A theatre case ends before it begins: it is left out of times in theatre.");
        if (isOperatedThoughCancelled)
            yield return Issue("OPS-0031", inTheatre ?? outOfTheatre ?? default, "A theatre case that was cancelled took place: it counts as done.");

        FlowIssue Issue(string code, DateTimeOffset at, string message) => new(new(code, Severity.Warning, "", message), record.FacilityId, "", at);
    }

    private static DateTimeOffset? Milestone(Dictionary<string, DateTimeOffset> milestones, string name) => milestones.TryGetValue(name, out var at) ? at : null;

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
