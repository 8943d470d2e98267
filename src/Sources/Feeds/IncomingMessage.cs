using System.Collections.Immutable;
using Carelake.Events;
using Carelake.Hl7v2;

namespace Carelake.Sources.Feeds;

/// <summary>An HL7 v2 message that a receiver took, before it is stored.</summary>
/// <param name="Message">What could be read of it.</param>
/// <param name="Errors">What forbids processing it; told to the sender. The message is kept all the same.</param>
/// <param name="Event">What goes into the log.</param>
public sealed record IncomingMessage(Hl7Message Message, ImmutableArray<MessageError> Errors, NewEvent Event)
{
    /// <summary>It is only the beginning of a message that was longer than what is taken.</summary>
    public bool IsTooLong { get; init; }
}
