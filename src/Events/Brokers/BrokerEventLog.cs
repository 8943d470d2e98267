using System.Collections.Concurrent;
using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;
using Microsoft.Data.Sqlite;

namespace Carelake.Events.Brokers;

/// <summary>
/// The log at a broker. The events are there, and nowhere else; an index beside the lake says which of them are copies, and is made again from them when it is lost. Positions of
/// consumers and dead letters stand in the operational database, beside the data that consumers make. See docs/decisions/0019.
/// </summary>
public sealed class BrokerEventLog : IEventLog
{
    private readonly IBroker _broker;
    private readonly OperationsStore _operations;
    private readonly BrokerLogOptions _options;
    private readonly EventEnvelope _envelope;
    private readonly LogIndex _index;
    private readonly FileStream _lock;
    private readonly LogTail _tail;
    private readonly EventPublisher _publisher;
    private readonly ConcurrentDictionary<(string Group, int Partition), long> _committed;
    private readonly ConcurrentDictionary<int, long> _forgotten;

    private BrokerEventLog(IBroker broker, string id, BrokerLogOptions options, OperationsStore operations, EventEnvelope envelope, LogIndex index, FileStream held, IEnumerable<EventPosition> committed, IReadOnlyDictionary<int, long> forgotten)
    {
        (_broker, Id, _options, _operations, _envelope, _index, _lock) = (broker, id, options, operations, envelope, index, held);
        _committed = new(committed.ToDictionary(position => (position.Group, position.Partition), position => position.Offset));
        _forgotten = new(forgotten);
        _publisher = new EventPublisher(broker, envelope, index, options);
        _tail = new LogTail(broker, envelope, index, options, _publisher.Seen);
        _tail.Start();
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public int PartitionCount => _broker.PartitionCount;

    /// <inheritdoc/>
    public bool IsBehind => _publisher.QueuedBytes > _options.MostQueuedBytes / 2 || Groups().Any(group => Lag(group) > _options.MostLag);

    /// <summary>Opens the log at a broker, and reads what came to it since this lake last did.</summary>
    /// <param name="broker">The broker; closed with the log, and when it cannot be opened.</param>
    /// <param name="folder">The lake's folder of the log, for its index.</param>
    /// <param name="keys">The master keys.</param>
    /// <param name="operations">Keeps positions and dead letters.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="CarelakeException">LOG-0001: another process has it open; LOG-0003: the index cannot be opened; LOG-0006: the broker is away; LOG-0007: it is another log than before.</exception>
    public static async Task<BrokerEventLog> OpenAsync(IBroker broker, string folder, IKeyProvider keys, OperationsStore operations, BrokerLogOptions options, CancellationToken cancellationToken)
    {
        BrokerEventLog log;
        try
        {
            log = await OpenAsync(broker, LogLock.Hold(folder), folder, keys, operations, options, cancellationToken);
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }

        try
        {
            await log.CatchUpAsync(cancellationToken);
            return log;
        }
        catch
        {
            await log.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken) =>
        events.Count == 0 ? [] : await _publisher.AppendAsync(events, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(int partition, long afterOffset, int maxCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        var after = Math.Max(afterOffset, _forgotten.GetValueOrDefault(partition));
        if (_tail.Last(partition) <= after) return [];
        return _tail.Recent(partition, after, maxCount) ?? await ReadOlderAsync(partition, after, maxCount, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(int partition, long afterOffset, CancellationToken cancellationToken) => await _tail.WaitAsync(partition, Math.Max(afterOffset, _forgotten.GetValueOrDefault(partition)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> CommittedAsync(string group, int partition, CancellationToken cancellationToken) => new(_committed.GetValueOrDefault((group, partition)));

    /// <inheritdoc/>
    public async ValueTask CommitAsync(string group, int partition, long offset, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        await _operations.SetEventPositionAsync(Id, new(group, partition, offset), cancellationToken);
        _committed[(group, partition)] = offset;
    }

    /// <inheritdoc/>
    public async ValueTask DeadLetterAsync(string group, StoredEvent stored, string reason, CancellationToken cancellationToken)
    {
        var position = stored.Position;
        var sealedEvent = _envelope.Seal(stored.Event, position.Offset, int.MaxValue)[0];
        await _operations.AddEventLetterAsync(Id, new(0, group, position.Partition, position.Offset, reason, default, sealedEvent), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? group, int maxCount, CancellationToken cancellationToken) =>
        await LettersAsync(_operations, _envelope, Id, group, maxCount, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveDeadLetterAsync(long id, CancellationToken cancellationToken) => await _operations.RemoveEventLetterAsync(Id, id, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<long> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var total = 0L;
        var groups = Groups();
        for (var partition = 0; partition < PartitionCount; partition++)
        {
            // What the broker dropped by its own rules is forgotten too, so that it may come again.
            var dropped = (await _broker.BoundsAsync(partition, cancellationToken)).First;
            var everyone = groups.Count == 0 ? 0 : groups.Min(group => _committed.GetValueOrDefault((group, partition)));
            var through = Math.Max(dropped, _index.LastBefore(partition, before, everyone));
            if (through <= _forgotten.GetValueOrDefault(partition)) continue;
            await _operations.ForgetEventsAsync(Id, partition, through, cancellationToken);
            _forgotten[partition] = through;
            total += _index.Forget(partition, through);
            await _broker.DropAsync(partition, through, cancellationToken);
        }

        return total;
    }

    /// <inheritdoc/>
    public async ValueTask<LogMetrics> MetricsAsync(CancellationToken cancellationToken) => new(
        [.. Enumerable.Range(0, PartitionCount).Select(partition => _forgotten.GetValueOrDefault(partition) + 1)],
        [.. Enumerable.Range(0, PartitionCount).Select(_tail.Last)],
        Groups().ToImmutableSortedDictionary(group => group, Lag, StringComparer.Ordinal),
        await _operations.CountEventLettersAsync(Id, cancellationToken), _publisher.QueuedBytes);

    /// <summary>Sends what waits, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _publisher.CloseAsync();
        await _tail.DisposeAsync();
        await _broker.DisposeAsync();
        _index.Dispose();
        _envelope.Dispose();
        await _lock.DisposeAsync();
    }

    /// <summary>The file of the index of a log.</summary>
    internal static string IndexFile(string folder, string logId) => Path.Combine(folder, $"index-{logId}.db");

    /// <summary>Dead letters as the operational database has them.</summary>
    internal static async Task<IReadOnlyList<DeadLetter>> LettersAsync(OperationsStore operations, EventEnvelope envelope, string logId, string? group, int maxCount, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        foreach (var letter in await operations.EventLettersAsync(logId, group, maxCount, cancellationToken))
            letters.Add(new(letter.Id, letter.Group, letter.Reason, letter.At, new(new(letter.Partition, letter.Offset), await envelope.OpenAsync(letter.Sealed, letter.Offset, cancellationToken))));
        return letters;
    }

    /// <summary>Events that a group has not committed; what was forgotten does not count.</summary>
    internal static long LagOf(long last, long committed, long forgotten) => Math.Max(0, last - Math.Max(committed, forgotten));

    private static async Task<BrokerEventLog> OpenAsync(
        IBroker broker, FileStream held, string folder, IKeyProvider keys, OperationsStore operations, BrokerLogOptions options, CancellationToken cancellationToken)
    {
        LogIndex? index = null;
        try
        {
            var record = await operations.EventLogAsync(broker.Name, broker.PartitionCount, cancellationToken);
            index = LogIndex.Open(IndexFile(folder, record.Id));
            if (record.PartitionCount != broker.PartitionCount) throw Replaced(broker, $"It had {record.PartitionCount} partitions and has {broker.PartitionCount}.");
            var committed = await operations.EventPositionsAsync(record.Id, cancellationToken);
            var forgotten = await operations.ForgottenEventsAsync(record.Id, cancellationToken);
            var envelope = await EventEnvelope.CreateAsync(keys, broker.Name, cancellationToken);
            return new(broker, record.Id, options, operations, envelope, index, held, committed, forgotten);
        }
        catch (SqliteException exception)
        {
            index?.Dispose();
            await held.DisposeAsync();
            throw new CarelakeException("LOG-0003", "The index of the event log cannot be opened.", folder, "Check free space and permissions of its disk; it can be deleted, and is made again.", exception);
        }
        catch
        {
            index?.Dispose();
            await held.DisposeAsync();
            throw;
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < PartitionCount; partition++)
        {
            var bounds = await _broker.BoundsAsync(partition, cancellationToken);
            var known = Math.Max(_index.Progress(partition).Last, Groups().Select(group => _committed.GetValueOrDefault((group, partition))).DefaultIfEmpty().Max());
            if (known > bounds.Next) throw Replaced(_broker, $"Partition {partition} had {known} messages and ends at {bounds.Next}.");
            if (bounds.First < bounds.Next) await _tail.CaughtUpAsync(partition, bounds.Next, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<StoredEvent>> ReadOlderAsync(int partition, long after, int maxCount, CancellationToken cancellationToken)
    {
        var through = _tail.Last(partition) - 1;
        var pieces = new PieceAssembler();
        for (var from = _index.ReadFrom(partition, after); from <= through;)
        {
            var messages = await _broker.ReadAsync(partition, from, through, _options.MostReadBytes, cancellationToken);
            if (messages.Count == 0) return [];
            var events = new List<(StoredEvent Stored, long First)>();
            foreach (var message in messages)
            {
                if (events.Count == maxCount) break;
                if (pieces.Add(message) is not { } whole || whole.Last < after) continue;
                events.Add((new(new(partition, whole.Last + 1), await _envelope.OpenAsync(whole.Session, whole.Number, whole.Bytes, partition, cancellationToken)), whole.First));
            }

            var shown = _index.Shown(partition, events);
            if (shown.Length > 0) return shown;
            from = events.Count == maxCount ? events[^1].Stored.Position.Offset : messages[^1].Offset + 1;
        }

        return [];
    }

    private List<string> Groups() => [.. _committed.Keys.Select(key => key.Group).Distinct(StringComparer.Ordinal)];

    private long Lag(string group) => Enumerable.Range(0, PartitionCount)
        .Sum(partition => LagOf(_tail.Last(partition), _committed.GetValueOrDefault((group, partition)), _forgotten.GetValueOrDefault(partition)));

    private static CarelakeException Replaced(IBroker broker, string what) => new(
        "LOG-0007", $"The log at the broker is not the one that this lake knows. {what}", broker.Name,
        "It was deleted and made anew, or changed: give `events:` in carelake.yaml another name, so that the lake begins with it from the start.");
}
