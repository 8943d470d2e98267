using System.Threading.Channels;

namespace Carelake.Events.Brokers;

/// <summary>Events that are to be appended together.</summary>
/// <param name="events">At least one.</param>
internal sealed class AppendRequest(IReadOnlyList<NewEvent> events)
{
    private const long OverheadBytes = 256;

    public IReadOnlyList<NewEvent> Events => events;

    /// <summary>Its share of the queue.</summary>
    public long SizeBytes { get; } = events.Sum(newEvent => newEvent.Payload.Length + OverheadBytes);

    /// <summary>There was room for it.</summary>
    public TaskCompletionSource Let { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What became of it.</summary>
    public TaskCompletionSource<IReadOnlyList<Appended>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What waits to be sent to the broker or for its answer: in the order of the calls, and no more than a bound in bytes.</summary>
/// <param name="mostBytes">The bound.</param>
internal sealed class AppendQueue(long mostBytes)
{
    private readonly Lock _gate = new();
    private readonly Channel<AppendRequest> _ready = Channel.CreateUnbounded<AppendRequest>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Queue<AppendRequest> _waiting = new();
    private long _bytes;
    private bool _isClosed;

    /// <summary>Bytes in it.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Puts a request in; waits while there is no room.</summary>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public Task AddAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_waiting.Count == 0 && HasRoomFor(request))
            {
                Enter(request);
                return Task.CompletedTask;
            }

            _waiting.Enqueue(request);
            return request.Let.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Requests, until the queue is closed and empty.</summary>
    public IAsyncEnumerable<AppendRequest> TakeAsync() => _ready.Reader.ReadAllAsync(CancellationToken.None);

    /// <summary>A request is done with.</summary>
    public void Release(AppendRequest request)
    {
        lock (_gate)
        {
            _bytes -= request.SizeBytes;
            while (_waiting.TryPeek(out var next) && HasRoomFor(next))
            {
                _waiting.Dequeue();
                Enter(next);
                next.Let.SetResult();
            }

            if (_isClosed && _waiting.Count == 0) _ready.Writer.TryComplete();
        }
    }

    /// <summary>Takes no more; what is in it is still given out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (_waiting.Count == 0) _ready.Writer.TryComplete();
        }
    }

    private bool HasRoomFor(AppendRequest request) => _bytes == 0 || _bytes + request.SizeBytes <= mostBytes;

    private void Enter(AppendRequest request)
    {
        _bytes += request.SizeBytes;
        _ready.Writer.TryWrite(request);
    }
}
