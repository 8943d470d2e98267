using System.Collections.Concurrent;
using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Lake.Landing;
using Microsoft.Data.Sqlite;

namespace Carelake.Events.Embedded;

/// <summary>
/// The log in a file of its own: SQLite in WAL mode, one writing thread, one sync of the disk for each group of events. Blocks are encrypted under the key
/// provider, as landed files are. One partition, so all events are in one order. One process at a time may have it open.
/// </summary>
public sealed partial class EmbeddedEventLog : IEventLog
{
    private readonly string _folder;
    private readonly EmbeddedLogOptions _options;
    private readonly FileStream _lock;
    private readonly SqliteConnection _writing;
    private readonly LogReader _reader;
    private readonly BlockCipher _cipher;
    private readonly WriteGroup _group;
    private readonly GroupWriter _writer;
    private readonly ConcurrentDictionary<string, long> _committed;
    private long _lastOffset;
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EmbeddedEventLog(
        string folder, string id, EmbeddedLogOptions options, FileStream held, SqliteConnection writing, LogReader reader, (long Id, byte[] Key) key, long lastOffset)
    {
        (_folder, Id, _options, _lock, _writing, _reader) = (folder, id, options, held, writing, reader);
        _lastOffset = lastOffset;
        _committed = new(reader.Committed());
        _cipher = new BlockCipher(key.Key);
        _group = new WriteGroup(writing, _cipher, key.Id, lastOffset, options.Clock);
        _writer = new GroupWriter(_group, options, folder, Written);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public int PartitionCount => 1;

    /// <inheritdoc/>
    public bool IsBehind =>
        _writer.QueuedBytes > _options.MostQueuedBytes / 2
        || (!_committed.IsEmpty && Volatile.Read(ref _lastOffset) - _committed.Min(group => group.Value) > _options.MostLag);

    /// <summary>Opens the log of a folder, which is made when it is not there.</summary>
    /// <param name="folder">The log's own folder.</param>
    /// <param name="keys">The master keys.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="CarelakeException">LOG-0001: another process has it open; LOG-0002: a newer program made it; LOG-0003: it cannot be opened.</exception>
    public static async Task<EmbeddedEventLog> OpenAsync(string folder, IKeyProvider keys, EmbeddedLogOptions options, CancellationToken cancellationToken)
    {
        var held = LogLock.Hold(folder);
        try
        {
            return await OpenAsync(folder, keys, options, held, cancellationToken);
        }
        catch (SqliteException exception)
        {
            await held.DisposeAsync();
            throw new CarelakeException("LOG-0003", "The event log cannot be opened.", folder, "Check free space and permissions of its disk, or restore it.", exception);
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0) return [];
        var request = new AppendRequest(events);
        await _writer.AddAsync(request, cancellationToken);
        return await request.Done.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(int partition, long afterOffset, int maxCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(partition, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        return Volatile.Read(ref _lastOffset) <= afterOffset
            ? new([])
            : new(_reader.ReadAsync(afterOffset, maxCount, _options.MostReadBytes, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(int partition, long afterOffset, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(partition, 0);
        while (Volatile.Read(ref _lastOffset) <= afterOffset)
        {
            var appended = Volatile.Read(ref _appended).Task;
            if (Volatile.Read(ref _lastOffset) > afterOffset) return;
            await appended.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> CommittedAsync(string group, int partition, CancellationToken cancellationToken) => new(_committed.GetValueOrDefault(group));

    /// <inheritdoc/>
    public async ValueTask CommitAsync(string group, int partition, long offset, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(partition, 0);
        await ChangeAsync(
            write => write.Execute(
                "insert into consumer (name, position) values ($name, $position) on conflict (name) do update set position = excluded.position",
                ("$name", group), ("$position", offset)),
            cancellationToken);
        _committed[group] = offset;
    }

    /// <inheritdoc/>
    public async ValueTask DeadLetterAsync(string group, StoredEvent stored, string reason, CancellationToken cancellationToken) =>
        await ChangeAsync(
            write =>
            {
                write.StoreDeadLetter(group, stored, reason);
                return 0;
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? group, int maxCount, CancellationToken cancellationToken) =>
        new(_reader.DeadLettersAsync(group, maxCount, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveDeadLetterAsync(long id, CancellationToken cancellationToken) =>
        await ChangeAsync(write => write.Execute("delete from dead_letter where id = $id", ("$id", id)), cancellationToken) > 0;

    /// <inheritdoc/>
    public async ValueTask<long> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        // In small pieces, so that senders do not wait for one long transaction.
        const int blocksAtOnce = 200;
        var total = 0L;
        while (true)
        {
            var (blocks, events) = await ChangeAsync(write => Trim(write, before, blocksAtOnce), cancellationToken);
            total += events;
            if (blocks < blocksAtOnce) return total;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<LogMetrics> MetricsAsync(CancellationToken cancellationToken)
    {
        var (first, deadLetters) = await _reader.CountsAsync(cancellationToken);
        var last = Volatile.Read(ref _lastOffset);
        return new LogMetrics(
            [first ?? last + 1], [last], _committed.ToImmutableSortedDictionary(group => group.Key, group => Math.Max(0, last - group.Value), StringComparer.Ordinal),
            deadLetters, _writer.QueuedBytes);
    }

    /// <summary>Writes what waits, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        _group.Dispose();
        _cipher.Dispose();
        _reader.Dispose();
        await _writing.DisposeAsync();
        await _lock.DisposeAsync();
    }

    private static async Task<EmbeddedEventLog> OpenAsync(
        string folder, IKeyProvider keys, EmbeddedLogOptions options, FileStream held, CancellationToken cancellationToken)
    {
        var writing = LogConnection.Open(folder);
        try
        {
            var id = LogConnection.Prepare(writing, folder);
            var lastOffset = LogConnection.LastOffset(writing);
            var (key, wrapped) = await DataKey.CreateAsync(keys, id, cancellationToken);
            var keyId = LogConnection.AddKey(writing, wrapped);
            return new EmbeddedEventLog(folder, id, options, held, writing, new LogReader(folder, id, keys), (keyId, key), lastOffset);
        }
        catch
        {
            await writing.DisposeAsync();
            throw;
        }
    }

    private async Task<T> ChangeAsync<T>(Func<WriteGroup, T> change, CancellationToken cancellationToken)
    {
        var request = new ChangeRequest<T>(change);
        await _writer.AddAsync(request, cancellationToken);
        return await request.Done.WaitAsync(cancellationToken);
    }

    private static (int Blocks, long Events) Trim(WriteGroup write, DateTimeOffset before, int most)
    {
        var last = write.Number(
            """
            select max(last) from (
                select first + count - 1 as last from block
                where appended_at < $before and first + count - 1 <= (select min(position) from consumer)
                order by first limit $most)
            """,
            ("$before", before.ToUnixTimeMilliseconds()), ("$most", most));
        if (last is not { } offset) return (0, 0);
        var events = write.Number("select sum(count) from block where first <= $last", ("$last", offset)) ?? 0;
        var blocks = write.Execute("delete from block where first <= $last", ("$last", offset));
        write.Execute("delete from seen where position <= $last", ("$last", offset));
        return (blocks, events);
    }

    private void Written(long lastOffset)
    {
        if (lastOffset == _lastOffset) return;
        Volatile.Write(ref _lastOffset, lastOffset);
        Interlocked.Exchange(ref _appended, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
