using Microsoft.Data.Sqlite;

namespace Carelake.Events.Embedded;

/// <summary>
/// What one transaction stores. Used by the writing thread alone; the statements are prepared once and serve every group.
/// </summary>
internal sealed class WriteGroup : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly BlockCipher _cipher;
    private readonly long _keyId;
    private readonly TimeProvider _clock;
    private readonly List<NewEvent> _events = [];
    private readonly SqliteCommand _see;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _store;
    private SqliteTransaction? _transaction;
    private long _sealed;

    public WriteGroup(SqliteConnection connection, BlockCipher cipher, long keyId, long lastOffset, TimeProvider clock)
    {
        (_connection, _cipher, _keyId, LastOffset, _clock) = (connection, cipher, keyId, lastOffset, clock);
        _see = Prepare("insert into seen (key, position) values ($key, $position) on conflict do nothing", "$key", "$position");
        _find = Prepare("select position from seen where key = $key", "$key");
        _store = Prepare(
            "insert into block (first, count, appended_at, key_id, number, data) values ($first, $count, $at, $keyId, $number, $data)",
            "$first", "$count", "$at", "$keyId", "$number", "$data");
    }

    /// <summary>Offset of the last event appended.</summary>
    public long LastOffset { get; private set; }

    /// <summary>Writes requests and makes them durable, or throws and leaves everything as it was.</summary>
    public void Commit(IReadOnlyList<WriteRequest> requests)
    {
        var before = LastOffset;
        try
        {
            using (_transaction = _connection.BeginTransaction(deferred: false))
            {
                foreach (var request in requests) request.Write(this);
                StoreBlock(before);
                _transaction.Commit();
            }
        }
        catch
        {
            LastOffset = before;
            throw;
        }
        finally
        {
            _transaction = null;
            _events.Clear();
        }
    }

    /// <summary>Appends an event, unless its key was seen.</summary>
    public Appended Append(NewEvent newEvent)
    {
        var key = newEvent.Key.ToBytes();
        if (Run(_see, key, LastOffset + 1) == 0)
        {
            _find.Transaction = _transaction;
            _find.Parameters[0].Value = key;
            return new Appended(new LogPosition(0, (long)_find.ExecuteScalar()!), IsDuplicate: true); // A conflict says that the row is there.
        }

        _events.Add(newEvent);
        return new Appended(new LogPosition(0, ++LastOffset), IsDuplicate: false);
    }

    /// <summary>Runs a statement inside the transaction.</summary>
    /// <returns>Rows changed.</returns>
    public int Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a query for one number inside the transaction; <see langword="null"/> when it has none.</summary>
    public long? Number(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar() as long?;
    }

    /// <summary>Stores a block in place of the one that begins with the same offset.</summary>
    public void ReplaceBlock(long first, IReadOnlyList<NewEvent> events)
    {
        var number = ++_sealed;
        Execute(
            "update block set key_id = $keyId, number = $number, data = $data where first = $first",
            ("$first", first), ("$keyId", _keyId), ("$number", number), ("$data", _cipher.Seal(EventBlock.Write(events).Span, number, first)));
    }

    /// <summary>Stores a dead letter.</summary>
    public void StoreDeadLetter(string name, StoredEvent stored, string reason)
    {
        var number = ++_sealed;
        var data = _cipher.Seal(EventBlock.Write([stored.Event]).Span, number, stored.Position.Offset);
        Execute(
            "insert into dead_letter (name, position, reason, at, key_id, number, data) values ($name, $position, $reason, $at, $keyId, $number, $data)",
            ("$name", name), ("$position", stored.Position.Offset), ("$reason", reason), ("$at", Now()), ("$keyId", _keyId), ("$number", number), ("$data", data));
    }

    public void Dispose()
    {
        _see.Dispose();
        _find.Dispose();
        _store.Dispose();
    }

    private void StoreBlock(long before)
    {
        if (_events.Count == 0) return;
        var number = ++_sealed;
        var first = before + 1;
        Run(_store, first, _events.Count, Now(), _keyId, number, _cipher.Seal(EventBlock.Write(_events).Span, number, first));
    }

    private long Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private int Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}
