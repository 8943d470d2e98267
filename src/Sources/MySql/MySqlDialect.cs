using System.Data.Common;
using Carelake.Lake.Landing;
using Carelake.Sources.Databases;
using MySql.Data.MySqlClient;

namespace Carelake.Sources.MySql;

/// <summary>MySQL's ways.</summary>
internal sealed class MySqlDialect : SqlDialect
{
    // Cannot connect, gone, lost in mid-query, too many connections, lock time-out, deadlock, server shutting down.
    private static readonly int[] TransientErrors = [0, 1040, 1042, 1053, 1077, 1158, 1159, 1160, 1161, 1205, 1213, 2002, 2003, 2006, 2013];

    // No such table, column or database; access denied to a table.
    private static readonly int[] MissingErrors = [1049, 1051, 1054, 1142, 1146];

    public override string Name => "mysql";

    public override DbConnection Connect(TablePull pull) => new MySqlConnection(MySqlOptions.From(pull).ConnectionString);

    public override string Quote(string identifier) => $"`{identifier.Replace("`", "``")}`";

    public override string TextOf(string expression) => $"CAST({expression} AS CHAR)";

    public override async Task<DbTransaction?> BeginAsync(DbConnection connection, TablePull pull, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ";
        await command.ExecuteNonQueryAsync(cancellationToken);
        // The driver cannot say WITH CONSISTENT SNAPSHOT; the transaction ends with its connection.
        command.CommandText = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return null;
    }

    public override SourceColumn Describe(DbColumn column, string typeName)
    {
        var name = Quote(column.ColumnName);
        return typeName.ToUpperInvariant() switch
        {
            "DATE" => new SourceColumn(column.ColumnName, name, "DATE", value => Time(value) is { } time ? DateOnly.FromDateTime(time) : null),
            "DATETIME" or "TIMESTAMP" => new SourceColumn(column.ColumnName, name, "TIMESTAMP", value => Time(value)),
            // A TIME may be negative or longer than a day; BIT, ENUM, SET, JSON and shapes come as the server's text.
            "TIME" => new SourceColumn(column.ColumnName, TextOf(name), "VARCHAR", ColumnTypes.Text),
            _ when column.DataType == typeof(decimal) && ColumnTypes.DecimalType(column.NumericPrecision, column.NumericScale) is null =>
                new SourceColumn(column.ColumnName, TextOf(name), "VARCHAR", ColumnTypes.Text),
            _ => ColumnTypes.ByClrType(column, name),
        };
    }

    public override void Bind(DbParameter parameter, object watermark) =>
        parameter.Value = watermark is DateOnly date ? date.ToDateTime(TimeOnly.MinValue) : watermark;

    public override bool IsTransient(DbException exception) =>
        exception is MySqlException error
        && (Array.IndexOf(TransientErrors, error.Number) >= 0 || error.InnerException is IOException or TimeoutException);

    public override bool IsMissing(DbException exception) =>
        exception is MySqlException error && Array.IndexOf(MissingErrors, error.Number) >= 0;

    private static DateTime? Time(object value) =>
        value is DateTime time && time != DateTime.MinValue ? DateTime.SpecifyKind(time, DateTimeKind.Unspecified) : null;
}
