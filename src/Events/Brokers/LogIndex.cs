using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Carelake.Events.Brokers;

/// <summary>
/// What a broker does not know of a log: which events it has by their keys, which of its messages are copies and not shown, which events are in pieces. Made from the log alone, by
/// reading it once in its order, so that every program that makes one makes the same; lost, it is made again. Offsets are those of the log, from 1.
/// </summary>
internal sealed class LogIndex : IDisposable
{
    private const string Schema = """
        create table if not exists known (key blob not null, part integer not null, at_offset integer not null, primary key (key, part)) without rowid;
        create index if not exists known_offset on known (part, at_offset);
        create table if not exists hidden (part integer not null, at_offset integer not null, primary key (part, at_offset)) without rowid;
        create table if not exists large (part integer not null, at_offset integer not null, first integer not null, primary key (part, at_offset)) without rowid;
        create table if not exists mark (part integer not null, at_offset integer not null, received integer not null, primary key (part, at_offset)) without rowid;
        create table if not exists progress (part integer primary key, next integer not null, last integer not null);
        """;

    private readonly Lock _turn = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _add;
    private readonly SqliteCommand _find;

    private LogIndex(SqliteConnection connection)
    {
        _connection = connection;
        _add = Prepare("insert into known (key, part, at_offset) values ($key, $part, $offset) on conflict do nothing", "$key", "$part", "$offset");
        _find = Prepare("select part, at_offset from known where key = $key order by part limit 1", "$key");
    }

    /// <summary>Opens the index of a file, which is made when it is not there.</summary>
    public static LogIndex Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 60 }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        // normal: after a loss of power the index may be behind, never wrong; what it lacks is read from the log again.
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 60000; pragma cache_size = -32000; " + Schema;
        command.ExecuteNonQuery();
        return new(connection);
    }

    /// <summary>How far each partition was read: the broker's offset to go on from, and the last event shown.</summary>
    public IndexProgress Progress(int partition)
    {
        lock (_turn)
        {
            using var command = Command("select next, last from progress where part = $part", ("$part", partition));
            using var reader = command.ExecuteReader();
            return reader.Read() ? new(reader.GetInt64(0), reader.GetInt64(1)) : new(0, 0);
        }
    }

    /// <summary>Where the event of a key stands; <see langword="null"/> when there is none.</summary>
    public LogPosition? Find(EventKey key)
    {
        lock (_turn)
        {
            _find.Parameters[0].Value = key.ToBytes();
            using var reader = _find.ExecuteReader();
            return reader.Read() ? new((int)reader.GetInt64(0), reader.GetInt64(1)) : null;
        }
    }

    /// <summary>Takes events of one partition, in order.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="events">Events with the offset of their first piece; those that were taken before are passed over.</param>
    /// <param name="next">The broker's offset to go on from after a restart.</param>
    /// <returns>For each where the first event of its key stands: elsewhere for a copy, which is not shown.</returns>
    public ImmutableArray<long> Take(int partition, IReadOnlyList<(StoredEvent Stored, long First)> events, long next)
    {
        lock (_turn)
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            var firsts = ImmutableArray.CreateBuilder<long>(events.Count);
            foreach (var (stored, first) in events) firsts.Add(Take(partition, stored, first, transaction));
            if (events.Count > 0)
            {
                var received = events.Max(one => one.Stored.Event.ReceivedAt).ToUnixTimeMilliseconds();
                Execute("insert into mark (part, at_offset, received) values ($part, $offset, $received) on conflict do nothing", transaction, ("$part", partition), ("$offset", events[^1].Stored.Position.Offset), ("$received", received));
            }

            var last = events.Where((one, i) => firsts[i] == one.Stored.Position.Offset).Select(one => one.Stored.Position.Offset).LastOrDefault();
            Execute(
                "insert into progress (part, next, last) values ($part, $next, $last) on conflict (part) do update set next = max(next, excluded.next), last = max(last, excluded.last)",
                transaction, ("$part", partition), ("$next", next), ("$last", last));
            transaction.Commit();
            return firsts.MoveToImmutable();
        }
    }

    /// <summary>What of a part of a partition is shown: all but copies, and of events in pieces only those that were whole.</summary>
    public ImmutableArray<StoredEvent> Shown(int partition, IReadOnlyList<(StoredEvent Stored, long First)> events)
    {
        if (events.Count == 0) return [];
        var (from, through) = (events[0].Stored.Position.Offset, events[^1].Stored.Position.Offset);
        var hidden = Offsets("hidden", partition, from, through);
        var large = Offsets("large", partition, from, through);
        return [.. events.Where(one => !hidden.Contains(one.Stored.Position.Offset) && (one.First == one.Stored.Position.Offset - 1 || large.Contains(one.Stored.Position.Offset))).Select(one => one.Stored)];
    }

    /// <summary>The broker's offset to read from for the events after an offset: the first piece of an event in pieces may stand before it.</summary>
    public long ReadFrom(int partition, long afterOffset) =>
        Math.Min(afterOffset, Number("select min(first) from large where part = $part and at_offset > $offset and first < $offset", partition, afterOffset) ?? afterOffset);

    /// <summary>The last offset up to which everything was received before a moment.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="before">The moment.</param>
    /// <param name="through">No more than up to this offset.</param>
    public long LastBefore(int partition, DateTimeOffset before, long through)
    {
        lock (_turn)
        {
            using var command = Command(
                """
                select max(at_offset) from mark where part = $part and at_offset <= $through
                    and at_offset < coalesce((select min(at_offset) from mark where part = $part and received >= $before), at_offset + 1)
                """,
                ("$part", partition), ("$through", through), ("$before", before.ToUnixTimeMilliseconds()));
            return command.ExecuteScalar() as long? ?? 0;
        }
    }

    /// <summary>Forgets events and their keys.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="through">Up to this offset.</param>
    /// <returns>Events forgotten; copies do not count.</returns>
    public long Forget(int partition, long through)
    {
        lock (_turn)
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            var forgotten = 0L;
            foreach (var table in (string[])["known", "hidden", "large", "mark"])
            {
                var rows = Execute($"delete from {table} where part = $part and at_offset <= $through", transaction, ("$part", partition), ("$through", through));
                if (table == "known") forgotten = rows;
            }

            transaction.Commit();
            return forgotten;
        }
    }

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        _add.Dispose();
        _find.Dispose();
        _connection.Dispose();
    }

    private long Take(int partition, StoredEvent stored, long first, SqliteTransaction transaction)
    {
        var (key, offset) = (stored.Event.Key.ToBytes(), stored.Position.Offset);
        _add.Transaction = transaction;
        (_add.Parameters[0].Value, _add.Parameters[1].Value, _add.Parameters[2].Value) = (key, partition, offset);
        if (_add.ExecuteNonQuery() == 0)
        {
            using var command = Command("select at_offset from known where key = $key and part = $part", ("$key", key), ("$part", partition));
            command.Transaction = transaction;
            var known = (long)command.ExecuteScalar()!; // A conflict says that the row is there.
            if (known != offset) Execute("insert into hidden (part, at_offset) values ($part, $offset) on conflict do nothing", transaction, ("$part", partition), ("$offset", offset));
            if (known != offset) return known;
        }

        // One piece stands at the offset itself, which from 1 is one more than the broker's.
        if (first != offset - 1) Execute("insert into large (part, at_offset, first) values ($part, $offset, $first) on conflict do nothing", transaction, ("$part", partition), ("$offset", offset), ("$first", first));
        return offset;
    }

    private HashSet<long> Offsets(string table, int partition, long from, long through)
    {
        lock (_turn)
        {
            using var command = Command($"select at_offset from {table} where part = $part and at_offset between $from and $through", ("$part", partition), ("$from", from), ("$through", through));
            using var reader = command.ExecuteReader();
            var offsets = new HashSet<long>();
            while (reader.Read()) offsets.Add(reader.GetInt64(0));
            return offsets;
        }
    }

    private long? Number(string sql, int partition, long offset)
    {
        lock (_turn)
        {
            using var command = Command(sql, ("$part", partition), ("$offset", offset));
            return command.ExecuteScalar() as long?;
        }
    }

    private int Execute(string sql, SqliteTransaction transaction, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(sql, parameters);
        command.Transaction = transaction;
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}

/// <summary>How far a partition was read.</summary>
/// <param name="Next">The broker's offset to go on from.</param>
/// <param name="Last">Offset of the last event shown; 0 before the first.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IndexProgress(long Next, long Last);
