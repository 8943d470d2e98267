using Carelake.Core;
using Carelake.Hl7v2;
using Carelake.Lake.Bronze;
using Carelake.Lake.Landing;

namespace Carelake.Events.Bronze;

/// <summary>
/// Takes events out of the log into bronze, each exactly once: what a table's own commits say it has is left out, whatever was killed and when. The log's committed
/// position only saves reading; it is written after bronze.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="loader">Writes bronze.</param>
/// <param name="options">Sizes and times.</param>
/// <param name="clock">Measures pauses.</param>
/// <param name="failed">Told of every failure; the consumer goes on by itself.</param>
public sealed class BronzeConsumer(IEventLog log, FeedLoader loader, BronzeConsumerOptions options, TimeProvider clock, Action<Exception> failed)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private long _loaded;

    /// <summary>Rows that this consumer appended.</summary>
    public long Loaded => Interlocked.Read(ref _loaded);

    /// <summary>Consumes until it is cancelled. Partitions take turns, since the engine is one.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var turn = new SemaphoreSlim(1);
            await Task.WhenAll(Enumerable.Range(0, log.PartitionCount).Select(partition => ConsumeAsync(partition, turn, cancellationToken)));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped, in the middle of a statement perhaps; the next start goes on.
        }
    }

    /// <summary>Takes what is in the log now, and returns when all of it is in bronze.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            var after = await log.CommittedAsync(options.Group, partition, cancellationToken);
            while (await log.ReadAsync(partition, after, options.MostEvents, cancellationToken) is { Count: > 0 } events)
                after = await TakeAsync(partition, events, cancellationToken);
        }
    }

    private async Task ConsumeAsync(int partition, SemaphoreSlim turn, CancellationToken cancellationToken)
    {
        long? known = null;
        var pause = FirstPause;
        while (true)
        {
            try
            {
                var after = known ??= await log.JoinAsync(options.Group, partition, cancellationToken);
                var events = await log.NextAsync(partition, after, options.MostEvents, clock, cancellationToken);
                if (events.Count < options.MostEvents)
                {
                    await Task.Delay(options.Linger, clock, cancellationToken);
                    events = await log.ReadAsync(partition, after, options.MostEvents, cancellationToken);
                }

                await turn.WaitAsync(cancellationToken);
                try
                {
                    known = await TakeAsync(partition, events, cancellationToken);
                }
                finally
                {
                    turn.Release();
                }

                pause = FirstPause;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Nothing is passed over: the disk, a lock or the log come back, and the same events are taken then.
                failed(exception);
                await Task.Delay(pause, clock, cancellationToken);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, options.LongestPause.Ticks));
            }
        }
    }

    private async Task<long> TakeAsync(int partition, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        var rows = events.Where(stored => stored.IsFor(options.Group)).Select(stored => (Stored: stored, Row: RowOf(stored))).ToList();
        foreach (var group in rows.GroupBy(row => (row.Stored.Event.Feed, row.Row.Table)))
            await LoadAsync(group.Key.Feed, group.Key.Table, partition, [.. group], cancellationToken);
        var last = events[^1].Position.Offset;
        await log.CommitAsync(options.Group, partition, last, cancellationToken);
        return last;
    }

    private FeedRow RowOf(StoredEvent stored) => stored.Event.Kind switch
    {
        EventKind.Hl7v2 => Hl7Tables.RowOf(stored, options.Reading.GetValueOrDefault(stored.Event.Feed, Hl7ReadOptions.Default)),
        _ => DocumentTables.RowOf(stored),
    };

    private async Task LoadAsync(string feed, FeedTable table, int partition, List<(StoredEvent Stored, FeedRow Row)> rows, CancellationToken cancellationToken)
    {
        var stream = $"{log.Id}/{partition}";
        var reached = await loader.ReachedAsync(feed, table.Name, stream, cancellationToken);
        var left = rows.Where(row => row.Stored.Position.Offset > reached).ToList();
        if (left.Count == 0) return;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await loader.LoadAsync(Batch(feed, table, stream, left), cancellationToken);
                Interlocked.Add(ref _loaded, left.Count);
                return;
            }
            catch (Exception exception) when (MayLieInTheEvents(exception))
            {
                failed(exception);
                if (attempt < options.TriesBeforeParting) continue;
                await PartAsync(feed, table, partition, left, exception, cancellationToken);
                return;
            }
        }
    }

    // One event must not stop the others for ever: it is found by halves and put aside.
    private async Task PartAsync(
        string feed, FeedTable table, int partition, List<(StoredEvent Stored, FeedRow Row)> rows, Exception exception, CancellationToken cancellationToken)
    {
        if (rows.Count == 1)
        {
            var code = exception is CarelakeException known ? known.Code : exception.GetType().Name;
            await log.DeadLetterAsync(options.Group, rows[0].Stored, $"{code}: the event cannot be written to {table.Name}.", cancellationToken);
            return;
        }

        var half = rows.Count / 2;
        await LoadAsync(feed, table, partition, rows[..half], cancellationToken);
        await LoadAsync(feed, table, partition, rows[half..], cancellationToken);
    }

    private static FeedBatch Batch(string feed, FeedTable table, string stream, List<(StoredEvent Stored, FeedRow Row)> rows) => new(
        feed, table.Name, stream, rows[^1].Stored.Position.Offset, table.Columns, [.. rows.Select(row => row.Row.Values)],
        LandedLines.Write([.. rows.Select(row => row.Stored)]));

    private static bool MayLieInTheEvents(Exception exception) =>
        exception is not OperationCanceledException and not IOException and not UnauthorizedAccessException
        && !DiskFull.IsCause(exception) && exception is not CarelakeException { IsTransient: true };
}
