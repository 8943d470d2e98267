namespace Carelake.Events;

/// <summary>An event in a log.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Event">What was appended.</param>
public sealed record StoredEvent(LogPosition Position, NewEvent Event)
{
    /// <summary>Place, feed and kind; never the payload.</summary>
    public override string ToString() => $"{Position.Partition}:{Position.Offset} {Event}";
}
