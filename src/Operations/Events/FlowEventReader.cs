using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Hl7v2;

namespace Carelake.Operations;

/// <summary>Reads what HL7 v2 messages say about the flow of patients: ADT (HL7 v2.5.1 chapter 3), SIU (chapter 10) and ORM of theatres (chapter 4).</summary>
/// <param name="zone">The zone of times that a message gives without one.</param>
public sealed partial class FlowEventReader(TimeSpan zone)
{
    /// <summary>The events of a message.</summary>
    /// <param name="message">Any message; those about other things give no events and no issues.</param>
    /// <param name="sequence">Its position in the log.</param>
    /// <param name="receivedAt">When it was received: what claims to be recorded more than a day later has a wrong clock and would make the boards those of a future day. <see langword="null"/> not to look.</param>
    /// <returns>The events in order; an issue for each that cannot be applied. Never throws.</returns>
    public Parsed<ImmutableArray<FlowEvent>> Read(Hl7Message message, long sequence, DateTimeOffset? receivedAt = null)
    {
        var reading = new Reading(message, sequence, zone, receivedAt);
        switch (message.MessageCode)
        {
            case "ADT": ReadAdt(reading, message.TriggerEvent); break;
            case "SIU": ReadSchedule(reading, message.TriggerEvent); break;
            case "ORM": ReadOrder(reading); break;
        }
        return new(reading.Events.ToImmutable(), reading.Issues.ToImmutable());
    }

    /// <summary>One message while it is read: its header, and what was found so far.</summary>
    private sealed class Reading
    {
        private const int FirstYear = 1900;
        private const int LastYear = 2200;

        private readonly TimeSpan _zone;
        private readonly long _sequence;
        private readonly DateTimeOffset? _receivedAt;

        public Reading(Hl7Message message, long sequence, TimeSpan zone, DateTimeOffset? receivedAt)
        {
            (Message, _sequence, _zone, _receivedAt) = (message, sequence, zone, receivedAt);
            var header = message.Header;
            FacilityId = header.Field(4).Text;
            MessageId = $"{header.Field(3).Text}|{header.Field(10).Text}";
            Event = message.Segment("EVN");
            SentAt = Moment(header.Field(7));
            RecordedAt = Moment(Event.Field(2)) ?? SentAt;
        }

        public Hl7Message Message { get; }

        public string FacilityId { get; }

        public string MessageId { get; }

        public Segment Event { get; }

        public DateTimeOffset? SentAt { get; }

        public DateTimeOffset? RecordedAt { get; }

        public DateTimeOffset? EventAt => Moment(Event.Field(6));

        public ImmutableArray<FlowEvent>.Builder Events { get; } = ImmutableArray.CreateBuilder<FlowEvent>(1);

        public ImmutableArray<Issue>.Builder Issues { get; } = ImmutableArray.CreateBuilder<Issue>(0);

        public DateTimeOffset? Moment(Field field) => Moment(field.Component(1));

        // 00000000, 19000101 and 99991231 are what systems write when they know nothing.
        public DateTimeOffset? Moment(Component component) =>
            component.HasValue && Hl7DateTime.TryParse(component.Bytes, out var moment) && moment.Year is > FirstYear and < LastYear ? moment.At(_zone)?.ToUniversalTime() : null;

        public void Report(string code, string location, string text) => Issues.Add(new(code, Severity.Warning, location, text));

        /// <summary>An event at a moment, with what all have from the header; null, and an issue, when the message says no time.</summary>
        public FlowEvent? New(FlowEventKind kind, DateTimeOffset? occurred)
        {
            if (FacilityId.Length == 0)
            {
                Report("OPS-0005", "MSH-4", "The message names no sending facility.");
                return null;
            }
            if ((occurred ?? EventAt ?? RecordedAt) is not { } at)
            {
                Report("OPS-0001", "EVN-2", "The message says neither when it happened nor when it was recorded.");
                return null;
            }
            if (RecordedAt > _receivedAt?.AddDays(1))
            {
                Report("OPS-0008", "EVN-2", "The message claims to be recorded more than a day after it was received.");
                return null;
            }
            return new() { Kind = kind, OccurredAt = at, RecordedAt = RecordedAt ?? at, FacilityId = FacilityId, MessageId = MessageId, Sequence = _sequence };
        }
    }

    // The number of type MR or PI, else the first.
    private static string PatientOf(Segment pid)
    {
        var field = pid.Field(3);
        var chosen = field.Repetition(1);
        for (var number = 1; number <= field.RepetitionCount; number++)
        {
            var repetition = field.Repetition(number);
            if (!repetition.Component(5).Bytes.SequenceEqual("MR"u8) && !repetition.Component(5).Bytes.SequenceEqual("PI"u8)) continue;
            chosen = repetition;
            break;
        }
        return chosen.HasValue ? Identifier(chosen) : "";
    }

    private static string Identifier(Repetition number) =>
        number.Component(1).Text is { Length: > 0 } id ? $"{id}^{number.Component(4).Text}" : "";

    private static PatientLocation LocationOf(Repetition place) =>
        !place.HasValue ? PatientLocation.None : new(place.Component(1).Text, place.Component(2).Text, place.Component(3).Text);
}
