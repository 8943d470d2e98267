using System.Threading.Channels;

namespace Carelake.Access.Audit;

/// <summary>
/// Writes to the trail for many at once: what comes while a batch goes to the disk goes with the next, so that one wait for the disk serves all.
/// </summary>
public sealed class AuditWriter : IAsyncDisposable
{
    private const int MostInABatch = 4096;

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(MostInABatch);
    private readonly AuditTrail _trail;
    private readonly Lock _lock = new();
    private readonly Task _writing;

    /// <summary>Starts to write.</summary>
    /// <param name="trail">Where to; it stays the caller's to close.</param>
    public AuditWriter(AuditTrail trail)
    {
        _trail = trail;
        _writing = Task.Run(WriteAllAsync);
    }

    private sealed record Waiting(IReadOnlyList<AuditEntry> Entries, TaskCompletionSource Done);

    /// <summary>Writes entries; done when they are on the disk.</summary>
    /// <exception cref="IOException">They could not be written: what they tell of must not happen.</exception>
    public async Task WriteAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return;
        var waiting = new Waiting(entries, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync(waiting, cancellationToken);
        // Whoever gives up waiting shows nothing; that the entry may stand there all the same is no harm.
        await waiting.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Reads the trail while nothing is written to it.</summary>
    public T Read<T>(Func<AuditTrail, T> read)
    {
        lock (_lock) return read(_trail);
    }

    /// <summary>Writes what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Waiting>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostInABatch && _waiting.Reader.TryRead(out var next)) batch.Add(next);
            try
            {
                lock (_lock) _trail.Write([.. batch.SelectMany(one => one.Entries)]);
                foreach (var one in batch) one.Done.SetResult();
            }
            catch (Exception exception)
            {
                // Every one of them is told; a failed audit write denies.
                foreach (var one in batch) one.Done.SetException(exception);
            }
        }
    }
}
