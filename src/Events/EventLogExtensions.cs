namespace Carelake.Events;

/// <summary>Shorter forms of what a log does.</summary>
public static class EventLogExtensions
{
    /// <summary>Appends one event.</summary>
    /// <inheritdoc cref="IEventLog.AppendAsync"/>
    public static async ValueTask<Appended> AppendAsync(this IEventLog log, NewEvent newEvent, CancellationToken cancellationToken) =>
        (await log.AppendAsync([newEvent], cancellationToken))[0];
}
