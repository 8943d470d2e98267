using System.Security.Cryptography;
using Carelake.Core;
using Carelake.Lake.Landing;
using Microsoft.Data.Sqlite;

namespace Carelake.Events.Embedded;

/// <summary>Reads the embedded log, beside the thread that writes it.</summary>
internal sealed class LogReader(string folder, string logId, IKeyProvider keys) : IDisposable
{
    private readonly SqliteConnection _connection = LogConnection.Open(folder);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<long, BlockCipher> _ciphers = [];

    /// <summary>How far each consumer group got.</summary>
    public Dictionary<string, long> Committed()
    {
        using var command = Command("select name, position from consumer");
        using var reader = command.ExecuteReader();
        var committed = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read()) committed[reader.GetString(0)] = reader.GetInt64(1);
        return committed;
    }

    /// <summary>Events after an offset.</summary>
    public Task<IReadOnlyList<StoredEvent>> ReadAsync(long afterOffset, int maxCount, long maxBytes, CancellationToken cancellationToken) => InTurnAsync<IReadOnlyList<StoredEvent>>(
        async () =>
        {
            var events = new List<StoredEvent>();
            var bytes = 0L;
            using var command = Command(
                "select first, key_id, number, data from block where first >= coalesce((select max(first) from block where first <= $from), 0) order by first",
                ("$from", afterOffset + 1));
            using var reader = command.ExecuteReader();
            while (events.Count < maxCount && bytes < maxBytes && reader.Read())
            {
                var data = reader.GetFieldValue<byte[]>(3);
                bytes += data.Length;
                var block = await OpenAsync(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(0), data, cancellationToken);
                events.AddRange(EventBlock.Read(block, 0, reader.GetInt64(0)).Where(stored => stored.Position.Offset > afterOffset).Take(maxCount - events.Count));
            }

            return events;
        },
        cancellationToken);

    /// <summary>The first block that begins after an offset, with its first offset; <see langword="null"/> when there is none.</summary>
    public Task<(long First, IReadOnlyList<StoredEvent> Events)?> BlockAsync(long after, CancellationToken cancellationToken) => InTurnAsync<(long, IReadOnlyList<StoredEvent>)?>(
        async () =>
        {
            using var command = Command("select first, key_id, number, data from block where first > $after order by first limit 1", ("$after", after));
            using var reader = command.ExecuteReader();
            if (!reader.Read()) return null;
            var first = reader.GetInt64(0);
            var block = await OpenAsync(reader.GetInt64(1), reader.GetInt64(2), first, reader.GetFieldValue<byte[]>(3), cancellationToken);
            return (first, EventBlock.Read(block, 0, first));
        },
        cancellationToken);

    /// <summary>Dead letters, oldest first.</summary>
    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? group, int maxCount, CancellationToken cancellationToken) => InTurnAsync<IReadOnlyList<DeadLetter>>(
        async () =>
        {
            var letters = new List<DeadLetter>();
            using var command = Command(
                "select id, name, reason, at, position, key_id, number, data from dead_letter where $name is null or name = $name order by id limit $most",
                ("$name", (object?)group ?? DBNull.Value), ("$most", maxCount));
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var position = reader.GetInt64(4);
                var block = await OpenAsync(reader.GetInt64(5), reader.GetInt64(6), position, reader.GetFieldValue<byte[]>(7), cancellationToken);
                letters.Add(new DeadLetter(
                    reader.GetInt64(0), reader.GetString(1), reader.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
                    EventBlock.Read(block, 0, position)[0]));
            }

            return letters;
        },
        cancellationToken);

    /// <summary>Offset of the oldest event, and number of dead letters.</summary>
    public Task<(long? First, long DeadLetters)> CountsAsync(CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            using var command = Command("select (select min(first) from block), (select count(*) from dead_letter)");
            using var reader = command.ExecuteReader();
            reader.Read();
            return Task.FromResult((reader.IsDBNull(0) ? (long?)null : reader.GetInt64(0), reader.GetInt64(1)));
        },
        cancellationToken);

    public void Dispose()
    {
        foreach (var cipher in _ciphers.Values) cipher.Dispose();
        _connection.Dispose();
        _turn.Dispose();
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // The file is read synchronously; whoever waits for it should not hold a thread of its caller.
            return await Task.Run(read, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<byte[]> OpenAsync(long keyId, long number, long place, byte[] data, CancellationToken cancellationToken)
    {
        if (!_ciphers.TryGetValue(keyId, out var cipher))
        {
            using var command = Command("select wrapped from data_key where key_id = $id", ("$id", keyId));
            var wrapped = command.ExecuteScalar() as byte[] ?? throw Corrupt(place, inner: null);
            cipher = _ciphers[keyId] = new BlockCipher(await DataKey.OpenAsync(keys, logId, wrapped, cancellationToken));
        }

        try
        {
            return cipher.Open(data, number, place);
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw Corrupt(place, exception);
        }
    }

    private CarelakeException Corrupt(long place, Exception? inner) => new(
        "LOG-0004", "Stored events are not what was appended: they fail authentication.", $"{folder}, offset {place}",
        "Restore the log from its backup, and find out who or what changed it.", inner);

    private SqliteCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
