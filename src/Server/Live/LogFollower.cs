using System.Collections.Immutable;
using Carelake.Events;

namespace Carelake.Server.Live;

/// <summary>
/// Follows the event log for live boards, from where what was kept of them ends. What is committed only tells the log how far the boards are, and is not what they go by.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="after">The last offset known of each partition; 0 for one that is read from its oldest event on.</param>
/// <param name="take">Takes a message with its position and its listener.</param>
/// <param name="failed">Told of failures; following goes on.</param>
/// <param name="time">Measures pauses.</param>
internal sealed class LogFollower(IEventLog log, ImmutableArray<long> after, Action<ReadOnlyMemory<byte>, long, string> take, Action<Exception> failed, TimeProvider time)
{
    private const string Group = "live-boards";
    private const int MostEvents = 2000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly long[] _taken = [.. after];

    /// <summary>The last offset taken of each partition. A message after it may have been taken, one up to it was.</summary>
    public ImmutableArray<long> Taken => [.. Enumerable.Range(0, _taken.Length).Select(partition => Interlocked.Read(ref _taken[partition]))];

    /// <summary>Follows every partition until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(Enumerable.Range(0, log.PartitionCount).Select(partition => FollowAsync(partition, cancellationToken)));

    private async Task FollowAsync(int partition, CancellationToken cancellationToken)
    {
        var last = _taken[partition];
        while (true)
        {
            try
            {
                var events = await log.NextAsync(partition, last, MostEvents, time, cancellationToken);
                // Rises within a partition, and is no other partition's.
                foreach (var stored in events)
                    if (stored.Event.Kind == EventKind.Hl7v2) take(stored.Event.Payload, (stored.Position.Offset * log.PartitionCount) + partition, stored.Event.Feed);
                last = events[^1].Position.Offset;
                Interlocked.Exchange(ref _taken[partition], last);
                if (events.Count < MostEvents) await log.CommitAsync(Group, partition, last, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failed(exception);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
