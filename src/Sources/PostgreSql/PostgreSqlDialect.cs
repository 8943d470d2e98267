using System.Data;
using System.Data.Common;
using Carelake.Lake.Landing;
using Carelake.Sources.Databases;
using Npgsql;

namespace Carelake.Sources.PostgreSql;

/// <summary>PostgreSQL's ways.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    public override string Name => "postgresql";

    public override DbConnection Connect(TablePull pull) => new NpgsqlConnection(PostgreSqlOptions.From(pull).ConnectionString);

    public override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"")}\"";

    public override string TextOf(string expression) => expression + "::text";

    public override async Task<DbTransaction?> BeginAsync(DbConnection connection, TablePull pull, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await ExecuteAsync(connection, "SET TRANSACTION READ ONLY", cancellationToken);
        return transaction;
    }

    public override async Task<string?> ExportSnapshotAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_export_snapshot()";
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public override Task ImportSnapshotAsync(DbConnection connection, string snapshot, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, $"SET TRANSACTION SNAPSHOT '{snapshot.Replace("'", "''")}'", cancellationToken);

    public override SourceColumn Describe(DbColumn column, string typeName)
    {
        var name = Quote(column.ColumnName);
        var bare = typeName.IndexOf('(') is > 0 and var parenthesis ? typeName[..parenthesis] : typeName;
        return bare switch
        {
            "date" => new SourceColumn(column.ColumnName, name, "DATE", Date),
            "timestamp with time zone" => new SourceColumn(column.ColumnName, name, "TIMESTAMPTZ", Moment),
            "time without time zone" or "time" => new SourceColumn(column.ColumnName, name, "TIME", Time),
            "smallint" or "integer" or "bigint" or "boolean" or "real" or "double precision" or "uuid" or "bytea"
                or "timestamp without time zone" or "timestamp" => ColumnTypes.ByClrType(column, name),
            "numeric" when ColumnTypes.DecimalType(column.NumericPrecision, column.NumericScale) is { } decimals =>
                new SourceColumn(column.ColumnName, name, decimals, ColumnTypes.Same),
            // Ranges, arrays, JSON, enums, intervals, unbounded numerics and what extensions add: as the server writes them.
            "text" or "character varying" or "character" => new SourceColumn(column.ColumnName, name, "VARCHAR", ColumnTypes.Text),
            _ => new SourceColumn(column.ColumnName, TextOf(name), "VARCHAR", ColumnTypes.Text),
        };
    }

    public override bool IsTransient(DbException exception) =>
        exception.IsTransient
        || exception.InnerException is IOException or TimeoutException or System.Net.Sockets.SocketException
        // The server is shutting down, was killed, or is starting.
        || exception.SqlState is "57P01" or "57P02" or "57P03";

    public override bool IsMissing(DbException exception) => exception.SqlState is "42P01" or "42703" or "42501" or "3F000";

    // Npgsql gives infinity as the largest and smallest value of the type, which the engine's type can hold.
    private static object? Date(object value) => value is DateTime time ? DateOnly.FromDateTime(time) : value;

    private static object? Time(object value) => value is TimeSpan span ? TimeOnly.FromTimeSpan(span) : value;

    private static object? Moment(object value) => value switch
    {
        DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        DateTimeOffset moment => moment.ToUniversalTime(),
        _ => value,
    };

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
