using Carelake.Core;

namespace Carelake.Events.Embedded;

/// <summary>
/// The one thread that writes. While the disk syncs one group, the next gathers: the slower the disk, the larger the groups, and nobody waits for a timer.
/// </summary>
internal sealed class GroupWriter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly WriteGroup _group;
    private readonly EmbeddedLogOptions _options;
    private readonly Action<long> _written;
    private readonly string _place;
    private readonly Thread _thread;
    private readonly Queue<WriteRequest> _queue = new();
    private readonly Queue<(WriteRequest Request, TaskCompletionSource Let)> _waiting = new();
    private long _queuedBytes;
    private bool _isClosed;

    /// <summary>Starts the thread.</summary>
    /// <param name="group">What it writes with.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="place">The log, for errors.</param>
    /// <param name="written">Told the last offset after every group.</param>
    public GroupWriter(WriteGroup group, EmbeddedLogOptions options, string place, Action<long> written)
    {
        (_group, _options, _place, _written) = (group, options, place, written);
        _thread = new Thread(Run) { IsBackground = true, Name = "event log" };
        _thread.Start();
    }

    /// <summary>Bytes that wait.</summary>
    public long QueuedBytes => Interlocked.Read(ref _queuedBytes);

    /// <summary>Puts a request into the queue; waits while the queue is full. Requests are written in the order of the calls, also of those that wait.</summary>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public Task AddAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_waiting.Count == 0 && HasRoomFor(request))
            {
                Enqueue(request);
                Wake();
                return Task.CompletedTask;
            }

            var let = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((request, let));
            return let.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Writes what waits and ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Wake();
        }

        _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        var taken = new List<WriteRequest>();
        while (Take(taken))
        {
            try
            {
                _group.Commit(taken);
                _written(_group.LastOffset);
                foreach (var request in taken) request.Complete();
            }
            catch (Exception exception)
            {
                // Whatever it was, the requests are told and the next group is tried: a full disk becomes an empty one again.
                var failure = Failure(exception);
                foreach (var request in taken) request.Fail(failure);
            }
            finally
            {
                Release(taken);
            }
        }
    }

    // False when closed and nothing is left.
    private bool Take(List<WriteRequest> taken)
    {
        while (true)
        {
            lock (_gate)
            {
                for (var bytes = 0L; _queue.TryPeek(out var next) && (taken.Count == 0 || bytes + next.SizeBytes <= _options.MostGroupBytes);)
                {
                    bytes += next.SizeBytes;
                    taken.Add(_queue.Dequeue());
                }

                if (taken.Count > 0) return true;
                if (_isClosed) return false;
            }

            _wake.Wait();
        }
    }

    private void Release(List<WriteRequest> taken)
    {
        lock (_gate)
        {
            foreach (var request in taken) _queuedBytes -= request.SizeBytes;
            taken.Clear();
            while (_waiting.TryPeek(out var next) && HasRoomFor(next.Request))
            {
                _waiting.Dequeue();
                Enqueue(next.Request);
                next.Let.SetResult();
            }
        }
    }

    private bool HasRoomFor(WriteRequest request) => _queuedBytes == 0 || _queuedBytes + request.SizeBytes <= _options.MostQueuedBytes;

    private void Enqueue(WriteRequest request)
    {
        _queue.Enqueue(request);
        _queuedBytes += request.SizeBytes;
    }

    private void Wake()
    {
        if (_wake.CurrentCount == 0) _wake.Release();
    }

    private CarelakeException Failure(Exception exception) => exception as CarelakeException ?? new CarelakeException(
        "LOG-0003", "The event log cannot store anything now; nothing was stored half.", _place,
        "Check free space and permissions of its disk; senders try again by themselves.", exception, isTransient: true);
}
