using System.Collections.Concurrent;
using Carelake.Core;

namespace Carelake.Events.Brokers;

/// <summary>
/// Brings events to the broker, in the order in which they come. An event is appended when the broker's nodes have it and it was seen in the log: only the log's own order says
/// whether it is the first of its key, so that two programs that append at once agree.
/// </summary>
internal sealed class EventPublisher
{
    private readonly IBroker _broker;
    private readonly EventEnvelope _envelope;
    private readonly LogIndex _index;
    private readonly BrokerLogOptions _options;
    private readonly AppendQueue _queue;
    private readonly ConcurrentDictionary<EventKey, Pending> _pending = new();
    private readonly Task _sending;
    private long _unfinished;

    public EventPublisher(IBroker broker, EventEnvelope envelope, LogIndex index, BrokerLogOptions options)
    {
        (_broker, _envelope, _index, _options) = (broker, envelope, index, options);
        _queue = new AppendQueue(options.MostQueuedBytes);
        _sending = Task.Run(SendAsync);
    }

    /// <summary>Bytes that wait to be kept.</summary>
    public long QueuedBytes => _queue.Bytes;

    /// <summary>Appends events.</summary>
    /// <exception cref="CarelakeException">LOG-0003: not all of them could be kept now.</exception>
    public async Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        var request = new AppendRequest(events);
        await _queue.AddAsync(request, cancellationToken);
        return await request.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>An event was seen in the log.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="first">Where the first event of the key stands.</param>
    public void Seen(EventKey key, LogPosition first)
    {
        if (_pending.TryGetValue(key, out var pending)) pending.SeenAt.TrySetResult(first);
    }

    /// <summary>Takes no more, and waits for what was taken.</summary>
    public async Task CloseAsync()
    {
        _queue.Close();
        await _sending;
        while (Interlocked.Read(ref _unfinished) > 0) await Task.Delay(TimeSpan.FromMilliseconds(10), _options.Clock);
    }

    /// <summary>The partition of a key: the same for ever.</summary>
    public static int PartitionOf(string partitionKey, int partitionCount) =>
        (int)(EventKey.Of("partition", System.Text.Encoding.UTF8.GetBytes(partitionKey)).Value % (uint)partitionCount);

    private async Task SendAsync()
    {
        await foreach (var request in _queue.TakeAsync())
        {
            var outcomes = new Task<Appended>[request.Events.Count];
            for (var i = 0; i < outcomes.Length; i++) outcomes[i] = await BeginAsync(request.Events[i]);
            Interlocked.Increment(ref _unfinished);
            _ = FinishAsync(request, outcomes);
        }
    }

    private async Task FinishAsync(AppendRequest request, Task<Appended>[] outcomes)
    {
        try
        {
            request.Done.TrySetResult(await Task.WhenAll(outcomes));
        }
        catch (Exception exception)
        {
            request.Done.TrySetException(Failure(exception));
        }
        finally
        {
            _queue.Release(request);
            Interlocked.Decrement(ref _unfinished);
        }
    }

    // Never throws: what goes wrong is in the task.
    private async ValueTask<Task<Appended>> BeginAsync(NewEvent newEvent)
    {
        try
        {
            if (_pending.TryGetValue(newEvent.Key, out var before)) return CopyAsync(before.Done);
            if (_index.Find(newEvent.Key) is { } known) return Task.FromResult(new Appended(known, IsDuplicate: true));
            var pending = _pending[newEvent.Key] = new();
            var partition = PartitionOf(newEvent.PartitionKey, _broker.PartitionCount);
            var kept = new List<Task>();
            try
            {
                foreach (var piece in _envelope.Seal(newEvent, partition)) kept.Add(await _broker.SendAsync(partition, piece, CancellationToken.None));
            }
            catch (Exception exception)
            {
                kept.Add(Task.FromException(exception));
            }

            pending.Done = FinishAsync(newEvent.Key, pending, kept);
            return pending.Done;
        }
        catch (Exception exception)
        {
            return Task.FromException<Appended>(exception);
        }
    }

    private async Task<Appended> FinishAsync(EventKey key, Pending pending, List<Task> kept)
    {
        try
        {
            await Task.WhenAll(kept).WaitAsync(_options.Patience, _options.Clock);
            return new(await pending.SeenAt.Task.WaitAsync(_options.Patience, _options.Clock), IsDuplicate: false);
        }
        finally
        {
            _pending.TryRemove(key, out _);
        }
    }

    private static async Task<Appended> CopyAsync(Task<Appended> first) => await first with { IsDuplicate = true };

    private CarelakeException Failure(Exception exception) => exception as CarelakeException ?? new CarelakeException(
        "LOG-0003", "The event log cannot store anything now.", _broker.Name, "Check the broker; senders try again by themselves.", exception, isTransient: true);

    private sealed class Pending
    {
        public TaskCompletionSource<LogPosition> SeenAt { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Set by the one who sends before anyone else can ask: only that one asks.
        public Task<Appended> Done { get; set; } = Task.FromException<Appended>(new InvalidOperationException());
    }
}
