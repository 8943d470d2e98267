using Carelake.Core;
using Microsoft.Data.Sqlite;

namespace Carelake.Events.Embedded;

/// <summary>Connections to the file of the embedded log.</summary>
internal static class LogConnection
{
    private const string FileName = "events.db";

    /// <summary>There is a log in a folder.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Opens one.</summary>
    public static SqliteConnection Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 60 }.ToString());
        connection.Open();
        // full: a commit returns when the disk has it. The write-ahead log is copied back every 16 MiB; the default, 4 MiB, would stop senders ten times a second.
        Execute(connection, "pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 60000; pragma wal_autocheckpoint = 4000; pragma cache_size = -32000");
        return connection;
    }

    /// <summary>Makes the tables and the id of the log when they are not there.</summary>
    /// <returns>The id.</returns>
    /// <exception cref="CarelakeException">LOG-0002: a newer program made it.</exception>
    public static string Prepare(SqliteConnection connection, string folder)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, LogSchema.Create, transaction);
        if (Scalar(connection, "select value from meta where name = 'schema'", transaction) is not string schema)
        {
            Execute(connection, $"insert into meta (name, value) values ('schema', '{LogSchema.Version}'), ('id', '{Guid.NewGuid():n}')", transaction);
        }
        else if (schema != $"{LogSchema.Version}")
        {
            throw new CarelakeException("LOG-0002", "A newer program made the event log.", folder, "Use the newer Carelake that made it.");
        }

        var id = (string)Scalar(connection, "select value from meta where name = 'id'", transaction)!; // Written with the schema.
        transaction.Commit();
        return id;
    }

    /// <summary>The offset of the last event that was ever appended, kept or not.</summary>
    public static long LastOffset(SqliteConnection connection)
    {
        var kept = Scalar(connection, "select max(first + count - 1) from block") as long? ?? 0;
        var read = Scalar(connection, "select max(position) from consumer") as long? ?? 0;
        return Math.Max(kept, read);
    }

    /// <summary>Keeps a wrapped data key.</summary>
    /// <returns>Its number.</returns>
    public static long AddKey(SqliteConnection connection, byte[] wrapped)
    {
        using var command = connection.CreateCommand();
        // Keys of blocks that are gone serve nobody.
        command.CommandText = """
            delete from data_key where key_id not in (select key_id from block union select key_id from dead_letter)
                and key_id < (select max(key_id) from data_key);
            insert into data_key (wrapped) values ($wrapped) returning key_id
            """;
        command.Parameters.AddWithValue("$wrapped", wrapped);
        return (long)command.ExecuteScalar()!; // An insert returns its row.
    }

    /// <summary>Copies the write-ahead log back, so that nothing old stays in it. Readers that are at work may keep a part until the next time.</summary>
    public static void Truncate(string folder)
    {
        using var connection = Open(folder);
        Execute(connection, "pragma wal_checkpoint(truncate)");
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
