namespace Carelake.Events.Brokers;

/// <summary>
/// What the event log asks of a broker: partitions that only grow at their end, each message at an offset that never changes. Everything else (keys of events,
/// encryption, positions of consumers, dead letters) is the same for every broker and is <see cref="BrokerEventLog"/>'s.
/// </summary>
public interface IBroker : IAsyncDisposable
{
    /// <summary>Names the log at the broker, for errors, and for ever: <c>kafka:carelake-north</c>.</summary>
    string Name { get; }

    /// <summary>Number of partitions, at least 1.</summary>
    int PartitionCount { get; }

    /// <summary>Sends a message. Messages of a partition stand in the order of the calls; one call at a time.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="message">At most <see cref="EventEnvelope.MostPieceBytes"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Ends when a majority of the broker's nodes has the message, or fails when that is not known.</returns>
    ValueTask<Task> SendAsync(int partition, ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>Messages of all partitions as they come, for ever.</summary>
    /// <param name="from">First offset wanted, by partition; what the broker has dropped is passed over.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Batches, in order within each partition.</returns>
    /// <exception cref="Core.CarelakeException">LOG-0006: the broker went away.</exception>
    IAsyncEnumerable<IReadOnlyList<BrokerMessage>> FollowAsync(IReadOnlyList<long> from, CancellationToken cancellationToken);

    /// <summary>Messages that are there.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="from">First offset wanted.</param>
    /// <param name="through">Last offset wanted; the partition has it.</param>
    /// <param name="mostBytes">Enough is read when there are so many bytes.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>In order; at least one, unless the broker has dropped all of them.</returns>
    /// <exception cref="Core.CarelakeException">LOG-0006: the broker is away.</exception>
    Task<IReadOnlyList<BrokerMessage>> ReadAsync(int partition, long from, long through, long mostBytes, CancellationToken cancellationToken);

    /// <summary>Which offsets a partition has.</summary>
    /// <exception cref="Core.CarelakeException">LOG-0006: the broker is away.</exception>
    Task<BrokerBounds> BoundsAsync(int partition, CancellationToken cancellationToken);

    /// <summary>Frees space, as far as the broker does that when it is asked.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="before">The first offset to keep.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task DropAsync(int partition, long before, CancellationToken cancellationToken);
}
