using Carelake.Events;

namespace Carelake.Server.Live;

/// <summary>
/// Follows the event log for live boards. The state is in memory, so at each start the log is read from its oldest event on; what is committed only tells the log how far the
/// boards are, and is not what they go by.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="take">Takes a message with its position and its listener.</param>
/// <param name="failed">Told of failures; following goes on.</param>
/// <param name="time">Measures pauses.</param>
internal sealed class LogFollower(IEventLog log, Action<ReadOnlyMemory<byte>, long, string> take, Action<Exception> failed, TimeProvider time)
{
    private const string Group = "live-boards";
    private const int MostEvents = 2000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Follows every partition until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(Enumerable.Range(0, log.PartitionCount).Select(partition => FollowAsync(partition, cancellationToken)));

    private async Task FollowAsync(int partition, CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            try
            {
                await log.WaitAsync(partition, after, cancellationToken);
                var events = await log.ReadAsync(partition, after, MostEvents, cancellationToken);
                foreach (var stored in events)
                    if (stored.Event.Kind == EventKind.Hl7v2) take(stored.Event.Payload, stored.Position.Offset, stored.Event.Feed);
                if (events.Count == 0) continue;
                after = events[^1].Position.Offset;
                if (events.Count < MostEvents) await log.CommitAsync(Group, partition, after, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failed(exception);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
