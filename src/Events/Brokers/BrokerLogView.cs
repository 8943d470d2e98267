using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;

namespace Carelake.Events.Brokers;

/// <summary>Looks at a log at a broker without asking the broker: as the server of this lake last saw it, also while it runs, and while the broker is away.</summary>
public sealed class BrokerLogView : IEventLogView
{
    private readonly OperationsStore _operations;
    private readonly EventEnvelope _envelope;
    private readonly LogIndex _index;
    private readonly EventLogRecord _record;

    private BrokerLogView(OperationsStore operations, EventEnvelope envelope, LogIndex index, EventLogRecord record) =>
        (_operations, _envelope, _index, _record) = (operations, envelope, index, record);

    /// <summary>Opens a view.</summary>
    /// <param name="name">The log's name at the broker.</param>
    /// <param name="folder">The lake's folder of the log.</param>
    /// <param name="keys">The master keys.</param>
    /// <param name="operations">Keeps positions and dead letters.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="CarelakeException">LOG-0005: this lake never had a log of that name.</exception>
    public static async Task<BrokerLogView> OpenAsync(string name, string folder, IKeyProvider keys, OperationsStore operations, CancellationToken cancellationToken)
    {
        var record = await operations.FindEventLogAsync(name, cancellationToken);
        if (record is null || !File.Exists(BrokerEventLog.IndexFile(folder, record.Id)))
            throw new CarelakeException("LOG-0005", "There is no event log.", name, "carelake serve makes it when it first receives something.");
        return new(operations, await EventEnvelope.CreateAsync(keys, name, cancellationToken), LogIndex.Open(BrokerEventLog.IndexFile(folder, record.Id)), record);
    }

    /// <inheritdoc/>
    public async Task<LogMetrics> MetricsAsync(CancellationToken cancellationToken)
    {
        var forgotten = await _operations.ForgottenEventsAsync(_record.Id, cancellationToken);
        var partitions = Enumerable.Range(0, _record.PartitionCount).ToList();
        var last = partitions.ConvertAll(partition => _index.Progress(partition).Last);
        var lag = (await _operations.EventPositionsAsync(_record.Id, cancellationToken)).GroupBy(position => position.Group).ToImmutableSortedDictionary(
            group => group.Key,
            group => partitions.Sum(partition => BrokerEventLog.LagOf(last[partition], group.FirstOrDefault(one => one.Partition == partition)?.Offset ?? 0, forgotten.GetValueOrDefault(partition))),
            StringComparer.Ordinal);
        return new([.. partitions.Select(partition => forgotten.GetValueOrDefault(partition) + 1)], [.. last], lag, await _operations.CountEventLettersAsync(_record.Id, cancellationToken), QueuedBytes: 0);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? group, int maxCount, CancellationToken cancellationToken) =>
        BrokerEventLog.LettersAsync(_operations, _envelope, _record.Id, group, maxCount, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _index.Dispose();
        _envelope.Dispose();
    }
}
