namespace Carelake.Events;

/// <summary>
/// The durable log between receivers and those who read: what is appended is never lost, is stored once, and can be read again from any place for as long as
/// it is kept. Safe for any number of threads.
/// </summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>Names this log for ever, also after a restart: consumers keep it beside the positions that they commit elsewhere.</summary>
    string Id { get; }

    /// <summary>Number of partitions, at least 1; fixed for the life of a log.</summary>
    int PartitionCount { get; }

    /// <summary>
    /// Consumers or the disk are so far behind that senders should be told to come back later. Appending works all the same, but waits while too much is
    /// queued.
    /// </summary>
    bool IsBehind { get; }

    /// <summary>Appends events. When this returns all of them are durable.</summary>
    /// <param name="events">In the order they are to stand in, within their partitions.</param>
    /// <param name="cancellationToken">Stops waiting; whether the events are stored is then unknown, and appending them again is safe.</param>
    /// <returns>What became of each, in the same order.</returns>
    /// <exception cref="Core.CarelakeException">
    /// LOG-0003 or LOG-0006: they cannot be stored now, for lack of space for example. The embedded log has none of them then; a broker may have some. Appending them again is safe: their
    /// keys are known.
    /// </exception>
    ValueTask<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken);

    /// <summary>Events of a partition, from a place on.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="afterOffset">The last offset already known; 0 reads from the oldest event kept.</param>
    /// <param name="maxCount">At most about so many, at least one.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>In order of offset; empty when there is nothing newer.</returns>
    /// <exception cref="Core.CarelakeException">LOG-0004: what is stored is not what was appended; LOG-0006: the broker is away.</exception>
    ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(int partition, long afterOffset, int maxCount, CancellationToken cancellationToken);

    /// <summary>Waits until a partition holds something after an offset.</summary>
    /// <exception cref="Core.CarelakeException">LOG-0006: the broker is away; wait again.</exception>
    ValueTask WaitAsync(int partition, long afterOffset, CancellationToken cancellationToken);

    /// <summary>How far a consumer group got: the offset it committed last; 0 before the first.</summary>
    ValueTask<long> CommittedAsync(string group, int partition, CancellationToken cancellationToken);

    /// <summary>
    /// Says how far a consumer group got. Once a group has committed anything, 0 for example, the log keeps what it has not read. An offset before the
    /// committed one lets the group read again.
    /// </summary>
    ValueTask CommitAsync(string group, int partition, long offset, CancellationToken cancellationToken);

    /// <summary>Puts an event aside that a group cannot take; durable when this returns.</summary>
    /// <param name="group">The group.</param>
    /// <param name="stored">The event.</param>
    /// <param name="reason">A code and a sentence, without patient data.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask DeadLetterAsync(string group, StoredEvent stored, string reason, CancellationToken cancellationToken);

    /// <summary>What was put aside, oldest first.</summary>
    /// <param name="group">The group; <see langword="null"/> for all.</param>
    /// <param name="maxCount">At most so many.</param>
    /// <param name="cancellationToken">Stops.</param>
    ValueTask<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? group, int maxCount, CancellationToken cancellationToken);

    /// <summary>Drops a dead letter, when it was dealt with.</summary>
    /// <returns>There was one of that id.</returns>
    ValueTask<bool> RemoveDeadLetterAsync(long id, CancellationToken cancellationToken);

    /// <summary>
    /// Drops events received before a moment that every consumer group has committed; nothing at all while no group ever committed. With them goes the memory of
    /// their keys: a duplicate that comes later than this is a new event.
    /// </summary>
    /// <returns>Number of events dropped.</returns>
    ValueTask<long> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>How the log stands.</summary>
    ValueTask<LogMetrics> MetricsAsync(CancellationToken cancellationToken);
}
