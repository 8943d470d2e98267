using System.Diagnostics;
using Carelake.Hl7v2;
using Carelake.Operations;

namespace Carelake.FormatBench;

/// <summary>Patient flow: a log of events replayed into the live state, and messages read into events and applied.</summary>
internal static class OperationsWork
{
    private const int EventsOfVisit = 10;
    private const int VisitsPerDay = 2500;

    /// <summary>What a replay cost. Bytes are those held by the state at the end, for each event that it still remembers.</summary>
    public sealed record Replayed(long Events, double Seconds, double EventsPerSecond, long RememberedEvents, double BytesPerRememberedEvent, double SnapshotSeconds, double SnapshotBytesPerEvent, double RestoreSeconds, long OpenVisits);

    /// <summary>Replays so many events of a group of twenty hospitals, with the retention that is the default.</summary>
    public static Replayed Replay(long events)
    {
        Apply(new(), 200_000);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var state = new FlowState();
        var start = Stopwatch.GetTimestamp();
        Apply(state, events);
        state.Settle();
        var open = state.Facilities.Sum(facility => state.OpenVisits(facility).LongCount());
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        var remembered = state.RememberedEventCount;
        start = Stopwatch.GetTimestamp();
        var snapshot = state.ToSnapshot();
        var writing = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        var restored = FlowState.FromSnapshot(snapshot).Value;
        restored.Settle();
        var reading = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(events, seconds, events / seconds, remembered, (double)held / remembered, writing, (double)snapshot.Length / remembered, reading, open);
    }

    /// <summary>Messages parsed, read into events and applied to a new state.</summary>
    public static Workload Messages(string[] files)
    {
        var messages = files.SelectMany(file => Hl7File.Read(File.ReadAllBytes(file)).Value.Messages).Select(message => message.Value.Original.ToArray()).ToList();
        var reader = new FlowEventReader(TimeSpan.Zero);
        return new(messages.Count, messages.Sum(message => (long)message.Length), () =>
        {
            var state = new FlowState();
            foreach (var message in messages)
                foreach (var flow in reader.Read(Hl7Message.Parse(message).Value, 0).Value) state.Apply(flow);
            state.Settle();
            return state.EventCount;
        });
    }

    // Days one after another; the events of a day's visits are spread over the days of their stays as they would be in a log.
    private static void Apply(FlowState state, long events)
    {
        var origin = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (long sequence = 0; sequence < events; sequence++)
        {
            var step = (int)(sequence / VisitsPerDay % EventsOfVisit);
            var day = sequence / VisitsPerDay / EventsOfVisit;
            var visit = day * VisitsPerDay + sequence % VisitsPerDay;
            var at = origin.AddDays(day).AddMinutes(step * 140 + sequence % 137).AddSeconds(visit % 60);
            state.Apply(Event(visit, step, at, sequence));
        }
    }

    private static FlowEvent Event(long visit, int step, DateTimeOffset at, long sequence)
    {
        var place = new PatientLocation($"W{visit % 12}", $"B{visit % 7}", $"{visit % 4 + 1 + step / 5}");
        var kind = step switch
        {
            0 => FlowEventKind.Register, 1 => FlowEventKind.PendingAdmit, 2 => FlowEventKind.ToInpatient, 3 => FlowEventKind.PendingDischarge, 4 => FlowEventKind.Update,
            5 => FlowEventKind.Transfer, 6 => FlowEventKind.Update, 7 => FlowEventKind.PendingDischarge, 8 => FlowEventKind.Discharge, _ => FlowEventKind.BedStatus,
        };
        return new()
        {
            Kind = kind, OccurredAt = at, RecordedAt = at.AddSeconds(90), FacilityId = $"H{visit % 20}", MessageId = $"PAS|{sequence}", Sequence = sequence + 1,
            PatientId = $"{visit % 400_000}^H", VisitId = $"V{visit}", Location = place, Class = PatientClass.Inpatient, Service = "MED", PlannedAt = at.AddDays(3),
            Detail = kind == FlowEventKind.BedStatus ? "H" : "",
        };
    }
}
