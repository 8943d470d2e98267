using System.Collections.Immutable;
using System.Globalization;
using Carelake.Core;
using Carelake.Events;
using Carelake.Hl7v2;

namespace Carelake.Sources.Feeds;

/// <summary>Turns the bytes of an HL7 v2 message into an event of the log, and what became of that into the answers of the sender. Pure but for a counter.</summary>
/// <param name="feed">Id of the listener.</param>
/// <param name="facility">The facility that its messages belong to; <see langword="null"/> takes the sender's own (MSH-4).</param>
/// <param name="options">What was agreed beyond the standard.</param>
/// <param name="rules">What is taken.</param>
/// <param name="startedAt">When the receiver started; begins the control ids of answers, so that they differ from those of an earlier start.</param>
public sealed class Hl7Intake(string feed, string? facility, Hl7ReadOptions options, ReceiverRules rules, DateTimeOffset startedAt)
{
    /// <summary>The header that holds the product's codes of what was found wrong, separated by blanks.</summary>
    public const string ErrorsHeader = "errors";

    private const int CannotStore = 207;
    private const int ValueTooLong = 104;
    private readonly string _controlIdStart = startedAt.UtcDateTime.ToString("yyMMddHHmmss", CultureInfo.InvariantCulture);
    private long _answers;

    /// <summary>Reads a message.</summary>
    /// <param name="bytes">Kept by what is returned, and so not to be changed.</param>
    /// <param name="at">When it was received.</param>
    public IncomingMessage Read(ReadOnlyMemory<byte> bytes, DateTimeOffset at)
    {
        var message = Hl7Message.Parse(bytes, options).Value;
        var findings = message.Findings.IsEmpty ? [] : MessageValidator.ToErrors(message.Findings.Where(finding => finding.Severity == Severity.Error));
        var errors = message.Header.Exists ? findings.AddRange(rules.Check(message)) : findings;
        var newEvent = new NewEvent
        {
            Feed = feed,
            Kind = EventKind.Hl7v2,
            PartitionKey = $"{facility ?? message.Header.Field(4).Text}|{message.Segment("PID").Field(3).Text}",
            // The bytes hold sender and control id, and the same control id over other bytes is another message.
            Key = EventKey.Of(feed, bytes.Span),
            ReceivedAt = at,
            Payload = bytes,
        };
        return new(message, errors, errors.IsEmpty ? newEvent : newEvent with { Headers = ErrorHeaders(errors) });
    }

    /// <summary>Reads the beginning of a message that is longer than what is taken: it is kept among the rejected, and goes no further.</summary>
    /// <param name="beginning">Kept by what is returned, and so not to be changed.</param>
    /// <param name="at">When it was received.</param>
    public IncomingMessage ReadTooLong(ReadOnlyMemory<byte> beginning, DateTimeOffset at)
    {
        var read = Read(beginning, at);
        ImmutableArray<MessageError> errors = [new(ValueTooLong, Severity.Error, null, "SRC-0303", "The message is longer than what is taken here; its beginning was kept.")];
        return read with { Errors = errors, Event = read.Event with { Headers = ErrorHeaders(errors) }, IsTooLong = true };
    }

    /// <summary>The answers to a message that is durable.</summary>
    /// <returns>One or two in original and enhanced mode, or none when the sender wants none, or has no header that could be answered.</returns>
    public IReadOnlyList<Hl7Message> Stored(IncomingMessage incoming, DateTimeOffset at)
    {
        if (!incoming.Message.Header.Exists) return [];
        if (incoming.IsTooLong) return Rejected(incoming, at);
        var (accept, application) = Acknowledgement.For(incoming.Message, incoming.Errors, NextControlId, at);
        return [.. new[] { accept, application }.OfType<Hl7Message>()];
    }

    /// <summary>The answer to a message that could not be stored: the sender should send it again.</summary>
    public IReadOnlyList<Hl7Message> NotStored(IncomingMessage incoming, DateTimeOffset at)
    {
        if (!incoming.Message.Header.Exists) return [];
        var mode = AcknowledgementMode.Of(incoming.Message);
        if (mode.IsEnhanced && !mode.WantsAccept(isSuccess: false)) return [];
        var error = new MessageError(CannotStore, Severity.Error, null, "SRC-0301", "The message cannot be stored now; send it again later.");
        return [Acknowledgement.Of(incoming.Message, mode.IsEnhanced ? AcknowledgementCode.CE : AcknowledgementCode.AR, [error], NextControlId(), at)];
    }

    // A rejection, though table 0357 counts what is too long among the errors that another try could mend: the same message will not fit later.
    private IReadOnlyList<Hl7Message> Rejected(IncomingMessage incoming, DateTimeOffset at)
    {
        var mode = AcknowledgementMode.Of(incoming.Message);
        var isAccept = mode.IsEnhanced && mode.WantsAccept(isSuccess: false);
        if (mode.IsEnhanced && !isAccept && !mode.WantsApplication(isSuccess: false)) return [];
        return [Acknowledgement.Of(incoming.Message, isAccept ? AcknowledgementCode.CR : AcknowledgementCode.AR, incoming.Errors, NextControlId(), at)];
    }

    private static Dictionary<string, string> ErrorHeaders(IEnumerable<MessageError> errors) =>
        new(StringComparer.Ordinal) { [ErrorsHeader] = string.Join(' ', errors.Select(error => error.ApplicationCode).Distinct(StringComparer.Ordinal)) };

    // At most 20 characters until version 2.7.
    private string NextControlId() => string.Create(CultureInfo.InvariantCulture, $"{_controlIdStart}{Interlocked.Increment(ref _answers) % 100_000_000:D8}");
}
