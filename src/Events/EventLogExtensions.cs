namespace Carelake.Events;

/// <summary>Shorter forms of what a log does.</summary>
public static class EventLogExtensions
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Appends one event.</summary>
    /// <inheritdoc cref="IEventLog.AppendAsync"/>
    public static async ValueTask<Appended> AppendAsync(this IEventLog log, NewEvent newEvent, CancellationToken cancellationToken) =>
        (await log.AppendAsync([newEvent], cancellationToken))[0];

    /// <summary>Where a consumer group goes on, which the log keeps for it from now on: a group that has committed nothing yet commits 0.</summary>
    /// <returns>The offset that the group committed last.</returns>
    public static async ValueTask<long> JoinAsync(this IEventLog log, string group, int partition, CancellationToken cancellationToken)
    {
        var committed = await log.CommittedAsync(group, partition, cancellationToken);
        if (committed == 0) await log.CommitAsync(group, partition, 0, cancellationToken);
        return committed;
    }

    /// <summary>The next events of a partition, as soon as there are any.</summary>
    /// <param name="log">The log.</param>
    /// <param name="partition">Which.</param>
    /// <param name="afterOffset">The last offset already known.</param>
    /// <param name="maxCount">At most about so many.</param>
    /// <param name="clock">Measures the pause after which it looks again where all that there was is dropped.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>In order of offset; at least one.</returns>
    public static async ValueTask<IReadOnlyList<StoredEvent>> NextAsync(this IEventLog log, int partition, long afterOffset, int maxCount, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            await log.WaitAsync(partition, afterOffset, cancellationToken);
            if (await log.ReadAsync(partition, afterOffset, maxCount, cancellationToken) is { Count: > 0 } events) return events;
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
