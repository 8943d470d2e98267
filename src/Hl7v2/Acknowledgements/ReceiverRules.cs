using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>What a receiver takes; anything else it rejects (HL7 v2.5.1 section 2.9.2.2).</summary>
public sealed record ReceiverRules
{
    /// <summary>Everything that the standard knows.</summary>
    public static ReceiverRules Default { get; } = new();

    private static readonly Lazy<ImmutableHashSet<string>> KnownCodes =
        new(() => [.. Hl7Definitions.StructureNames.Select(name => name[..3])]);

    /// <summary>Values of MSH-11.1: P production, T training, D debugging.</summary>
    public ImmutableHashSet<string> ProcessingIds { get; init; } = ["P", "T", "D"];

    /// <summary>Values of MSH-12.1.</summary>
    public ImmutableHashSet<string> Versions { get; init; } =
        ["2.0", "2.0D", "2.1", "2.2", "2.3", "2.3.1", "2.3.2", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.7.1", "2.8", "2.8.1", "2.8.2", "2.9"];

    /// <summary>Events taken, such as <c>ADT^A01</c>; empty for every event of the standard.</summary>
    public ImmutableHashSet<string> Events { get; init; } = [];

    /// <summary>What of the header forbids processing, in order of the header's fields.</summary>
    public ImmutableArray<MessageError> Check(Hl7Message message)
    {
        var errors = ImmutableArray.CreateBuilder<MessageError>();
        foreach (var (number, name) in new[] { (9, "type"), (10, "control id"), (11, "processing id"), (12, "version") })
            if (!message.Header.Field(number).HasValue) errors.Add(Error(101, number, "HL7-0100", $"The message's {name} (MSH-{number}) is missing."));
        if (message.Header.Field(9).HasValue) CheckType(message, errors);
        if (message.Header.Field(11) is { HasValue: true } processing && !ProcessingIds.Contains(processing.Text))
            errors.Add(Error(202, 11, "HL7-0110", "This receiver does not take messages with this processing id."));
        if (message.Header.Field(12) is { HasValue: true } version && !Versions.Contains(version.Text))
            errors.Add(Error(203, 12, "HL7-0111", "This receiver does not know this version."));
        return errors.ToImmutable();
    }

    private void CheckType(Hl7Message message, ImmutableArray<MessageError>.Builder errors)
    {
        var (code, trigger) = (message.MessageCode, message.TriggerEvent);
        var isTaken = Events.IsEmpty
            ? trigger.Length == 0 || Hl7Definitions.Structure($"{code}_{trigger}") is not null || message.MessageStructure is { Length: > 0 } named && Hl7Definitions.Structure(named) is not null
            : Events.Contains($"{code}^{trigger}");
        if (Events.IsEmpty ? !KnownCodes.Value.Contains(code) : !Events.Any(known => known.StartsWith(code, StringComparison.Ordinal)))
            errors.Add(Error(200, 9, "HL7-0108", "This receiver does not take messages of this type."));
        else if (!isTaken)
            errors.Add(Error(201, 9, "HL7-0109", "This receiver does not take messages of this event."));
    }

    private static MessageError Error(int code, int field, string applicationCode, string message) =>
        new(code, Severity.Error, new Hl7Path("MSH", 1, field, 0, 0, 0), applicationCode, message);
}
