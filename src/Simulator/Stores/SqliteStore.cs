using Carelake.DuckDb;
using Microsoft.Data.Sqlite;

namespace Carelake.Simulator.Stores;

/// <summary>A facility's EMR as one SQLite file.</summary>
internal sealed class SqliteStore : IEmrStore
{
    private readonly SqliteConnection _connection;

    public SqliteStore(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Run("pragma journal_mode = wal; pragma synchronous = off");
    }

    public Task<long> WriteAsync(
        DuckDbConnection engine, string table, string selectSql, bool isWhole, CancellationToken cancellationToken)
    {
        using var transaction = _connection.BeginTransaction();
        using var read = engine.CreateCommand();
        read.CommandText = selectSql;
        using var rows = read.ExecuteReader();
        var columns = Enumerable.Range(0, rows.FieldCount).Select(rows.GetName).ToList();

        Run($"create table if not exists {Quote(table)} ({string.Join(", ", columns.Select(column => $"{Quote(column)} text"))}, "
            + $"primary key ({Quote(columns[0])}))", transaction);
        if (isWhole)
            Run($"delete from {Quote(table)}", transaction);

        var count = Insert(table, rows, columns.Count, transaction, cancellationToken);
        transaction.Commit();
        return Task.FromResult(count);
    }

    public async ValueTask DisposeAsync()
    {
        Run("pragma wal_checkpoint(truncate); pragma journal_mode = delete");
        await _connection.DisposeAsync();
    }

    private long Insert(
        string table, System.Data.Common.DbDataReader rows, int columns, SqliteTransaction transaction, CancellationToken cancellationToken)
    {
        using var insert = _connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"insert or replace into {Quote(table)} values ({string.Join(", ", Enumerable.Range(0, columns).Select(i => $"$p{i}"))})";
        for (var i = 0; i < columns; i++)
            insert.Parameters.Add(new SqliteParameter($"$p{i}", SqliteType.Text));

        long count = 0;
        for (; rows.Read(); count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < columns; i++)
                insert.Parameters[i].Value = rows.GetValue(i);
            insert.ExecuteNonQuery();
        }
        return count;
    }

    private void Run(string sql, SqliteTransaction? transaction = null)
    {
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Quote(string name) => $"\"{name}\"";
}
