namespace Carelake.Events.Brokers;

/// <summary>Follows the end of a log: every message is read once, in the order of its partition, opened, and entered in the index. What is not yet in the index is not shown to anyone.</summary>
internal sealed class LogTail : IAsyncDisposable
{
    private readonly IBroker _broker;
    private readonly EventEnvelope _envelope;
    private readonly LogIndex _index;
    private readonly BrokerLogOptions _options;
    private readonly Action<EventKey, LogPosition> _seen;
    private readonly CancellationTokenSource _stop = new();
    private readonly Partition[] _partitions;
    private Task _following = Task.CompletedTask;
    private Exception? _failure;

    public LogTail(IBroker broker, EventEnvelope envelope, LogIndex index, BrokerLogOptions options, Action<EventKey, LogPosition> seen)
    {
        (_broker, _envelope, _index, _options, _seen) = (broker, envelope, index, options, seen);
        _partitions = [.. Enumerable.Range(0, broker.PartitionCount).Select(number => new Partition(index.Progress(number), options.MostRecentBytes / broker.PartitionCount))];
    }

    /// <summary>Begins.</summary>
    public void Start() => _following = Task.Run(() => RunAsync(_stop.Token));

    /// <summary>Offset of the last event of a partition; 0 before the first.</summary>
    public long Last(int partition) => Volatile.Read(ref _partitions[partition].Last);

    /// <summary>The newest events, when they are still in memory.</summary>
    public IReadOnlyList<StoredEvent>? Recent(int partition, long after, int maxCount) => _partitions[partition].Recent.After(after, maxCount);

    /// <summary>Waits until a partition holds an event after an offset.</summary>
    /// <exception cref="Core.CarelakeException">The log cannot be followed now; it is tried again all the time.</exception>
    public Task WaitAsync(int partition, long after, CancellationToken cancellationToken) => WaitAsync(_partitions[partition], one => Volatile.Read(ref one.Last) > after, cancellationToken);

    /// <summary>Waits until a partition was read up to a broker's offset.</summary>
    /// <exception cref="Core.CarelakeException">The log cannot be followed now.</exception>
    public Task CaughtUpAsync(int partition, long next, CancellationToken cancellationToken) => WaitAsync(_partitions[partition], one => Volatile.Read(ref one.Read) >= next, cancellationToken);

    /// <summary>Stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private async Task WaitAsync(Partition partition, Func<Partition, bool> isThere, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = Volatile.Read(ref partition.Changed).Task;
            if (isThere(partition)) return;
            if (Volatile.Read(ref _failure) is { } failure) throw failure;
            await changed.WaitAsync(cancellationToken);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                foreach (var partition in _partitions) partition.Pieces = new();
                var from = Enumerable.Range(0, _partitions.Length).Select(number => _index.Progress(number).Next).ToList();
                await foreach (var batch in _broker.FollowAsync(from, cancellationToken))
                {
                    foreach (var messages in batch.GroupBy(message => message.Partition)) await TakeAsync(messages.Key, [.. messages], cancellationToken);
                    Volatile.Write(ref _failure, null);
                }
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Those who wait are told; the broker is tried again until it is there.
                Volatile.Write(ref _failure, exception);
                foreach (var partition in _partitions) partition.Pulse();
                await Task.Delay(_options.Pause, _options.Clock, CancellationToken.None);
            }
        }
    }

    private async Task TakeAsync(int number, IReadOnlyList<BrokerMessage> messages, CancellationToken cancellationToken)
    {
        var partition = _partitions[number];
        var events = new List<(StoredEvent Stored, long First)>(messages.Count);
        foreach (var message in messages)
        {
            if (partition.Pieces.Add(message) is not { } whole || whole.Last + 1 <= partition.Last) continue;
            events.Add((new(new(number, whole.Last + 1), await _envelope.OpenAsync(whole.Session, whole.Number, whole.Bytes, number, cancellationToken)), whole.First));
        }

        var next = messages[^1].Offset + 1;
        var firsts = _index.Take(number, events, partition.Pieces.Oldest ?? next);
        var shown = events.Select(one => one.Stored).Where((stored, i) => firsts[i] == stored.Position.Offset).ToList();
        partition.Recent.Add(shown, partition.Last);
        if (shown.Count > 0) Volatile.Write(ref partition.Last, shown[^1].Position.Offset);
        Volatile.Write(ref partition.Read, next);
        for (var i = 0; i < events.Count; i++) _seen(events[i].Stored.Event.Key, new(number, firsts[i]));
        partition.Pulse();
    }

    private sealed class Partition(IndexProgress progress, long recentBytes)
    {
        public long Last = progress.Last;
        public long Read = progress.Next;
        public TaskCompletionSource Changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public PieceAssembler Pieces { get; set; } = new();

        public RecentEvents Recent { get; } = new(recentBytes);

        public void Pulse() => Interlocked.Exchange(ref Changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
