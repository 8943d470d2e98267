using Carelake.DuckDb;
using Npgsql;

namespace Carelake.Simulator.Stores;

/// <summary>A facility's EMR as one schema of a PostgreSQL database.</summary>
internal sealed class PostgreSqlStore(NpgsqlConnection connection, string schema) : IEmrStore
{
    /// <summary>Connects, and makes the schema when it is not there.</summary>
    public static async Task<PostgreSqlStore> OpenAsync(string connectionString, string schema, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        var store = new PostgreSqlStore(connection, schema);
        await store.RunAsync($"create schema if not exists {Quote(schema)}", cancellationToken);
        return store;
    }

    public async Task<long> WriteAsync(
        DuckDbConnection engine, string table, string selectSql, bool isWhole, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        using var read = engine.CreateCommand();
        read.CommandText = selectSql;
        using var rows = read.ExecuteReader();
        var columns = Enumerable.Range(0, rows.FieldCount).Select(rows.GetName).ToList();
        var target = $"{Quote(schema)}.{Quote(table)}";

        await RunAsync(
            $"create table if not exists {target} ({string.Join(", ", columns.Select(column => $"{Quote(column)} {TypeOf(column)}"))}, "
            + $"primary key ({Quote(columns[0])}))", cancellationToken);
        await RunAsync($"create temp table incoming (like {target}) on commit drop", cancellationToken);
        if (isWhole)
            await RunAsync($"delete from {target}", cancellationToken);

        var count = await CopyAsync(rows, columns.Count, cancellationToken);
        var updates = string.Join(", ", columns.Skip(1).Select(column => $"{Quote(column)} = excluded.{Quote(column)}"));
        await RunAsync(
            $"insert into {target} select * from incoming on conflict ({Quote(columns[0])}) do update set {updates}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return count;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<long> CopyAsync(System.Data.Common.DbDataReader rows, int columns, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginTextImportAsync("copy incoming from stdin", cancellationToken);
        long count = 0;
        for (; rows.Read(); count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < columns; i++)
            {
                if (i > 0) await copy.WriteAsync('\t');
                await copy.WriteAsync(rows.IsDBNull(i) ? @"\N" : Escape(rows.GetValue(i).ToString()!));
            }
            await copy.WriteAsync('\n');
        }
        return count;
    }

    // Dates a system keeps itself are typed; what people typed in may be malformed and stays text.
    private static string TypeOf(string column) => column switch
    {
        "ModifiedDate" or "Updated_Date" or "InsertDate" or "InsertedDate" => "date",
        "updated_at" => "timestamp",
        _ => "text",
    };

    private static string Escape(string value) =>
        value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Quote(string name) => $"\"{name}\"";
}
