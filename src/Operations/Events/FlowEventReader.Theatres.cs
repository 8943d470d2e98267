using Carelake.Hl7v2;

namespace Carelake.Operations;

public sealed partial class FlowEventReader
{
    private static void ReadSchedule(Reading reading, string trigger)
    {
        FlowEventKind? kind = trigger switch
        {
            "S12" or "S13" or "S14" or "S18" or "S19" or "S20" or "S21" or "S22" => FlowEventKind.CaseBook,
            "S15" or "S16" or "S17" => FlowEventKind.CaseCancel,
            "S26" => FlowEventKind.CaseNoShow,
            // S23 and S24 block and free slots, S25 is obsolete: no case is concerned.
            _ => null,
        };
        // Appointments that take no operating theatre are clinics'.
        var place = reading.Message.Segment("AIL");
        if (kind is not { } known || !IsTheatre(place)) return;
        var schedule = reading.Message.Segment("SCH");
        if (CaseOf(schedule.Field(2), schedule.Field(1)) is not { Length: > 0 } id)
        {
            reading.Report("OPS-0007", "SCH-2", "A theatre case has no number: it is not applied.");
            return;
        }
        if (reading.New(known, reading.SentAt) is not { } flow) return;
        var pid = reading.Message.Segment("PID");
        var (start, end) = Times(reading, schedule);
        reading.Events.Add(flow with
        {
            CaseId = id, PatientId = PatientOf(pid), VisitId = VisitOf(pid, reading.Message.Segment("PV1")),
            Location = LocationOf(place.Field(3).Repetition(1)) with { Room = "", Bed = "" }, Service = reading.Message.Segment("PV1").Field(10).Text,
            PlannedAt = start, PlannedEndAt = end, Detail = known == FlowEventKind.CaseBook ? "" : schedule.Field(6).Text,
        });
    }

    // AIL-4 says what kind of place it is; without it a name that begins as theatres' names do.
    private static bool IsTheatre(Segment place) =>
        place.Exists && (place.Field(4).Text is "OR" or "OT" || place.Field(4).IsEmpty && place.Field(3).Text.StartsWith("OT", StringComparison.Ordinal));

    private static string CaseOf(Field filler, Field placer) => filler.Text is { Length: > 0 } id ? id : placer.Text;

    private static (DateTimeOffset? Start, DateTimeOffset? End) Times(Reading reading, Segment schedule)
    {
        var timing = schedule.Field(11).Repetition(1);
        var service = reading.Message.Segment("AIS");
        var start = reading.Moment(timing.Component(4)) ?? reading.Moment(service.Field(4));
        var end = reading.Moment(timing.Component(5));
        var minutes = int.TryParse(service.Field(7).Text, out var long7) ? long7 : int.TryParse(schedule.Field(9).Text, out var long9) ? long9 : 0;
        return (start, end ?? (minutes is > 0 and < 10_000 ? start?.AddMinutes(minutes) : null));
    }

    // A status change (ORC-1 SC) of a theatre order: ORC-25.1 names the moment, else IP is wheels in and CM wheels out (ORC-5); when, is ORC-15.
    private static void ReadOrder(Reading reading)
    {
        foreach (var order in reading.Message.SegmentsOf("ORC"))
        {
            if (order.Field(1).Text != "SC") continue;
            var milestone = order.Field(25).Text is { Length: > 0 } named ? named
                : order.Field(5).Text switch { "IP" => TheatreMilestones.InTheatre, "CM" => TheatreMilestones.OutOfTheatre, _ => "" };
            var theatre = LocationOf(order.Field(13).Repetition(1));
            if (milestone.Length == 0 || !theatre.Ward.StartsWith("OT", StringComparison.Ordinal)) continue;
            if (CaseOf(order.Field(3), order.Field(2)) is not { Length: > 0 } id) reading.Report("OPS-0007", "ORC-3", "A theatre case has no number: it is not applied.");
            else if (reading.New(FlowEventKind.CaseMilestone, reading.Moment(order.Field(15)) ?? reading.Moment(order.Field(9))) is { } flow)
            {
                var pid = reading.Message.Segment("PID");
                reading.Events.Add(flow with
                {
                    CaseId = id, Detail = milestone, PatientId = PatientOf(pid), VisitId = VisitOf(pid, reading.Message.Segment("PV1")), Location = theatre with { Room = "", Bed = "" },
                });
            }
        }
    }
}
