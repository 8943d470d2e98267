using System.Data;
using System.Data.Common;
using Carelake.Lake.Landing;
using Carelake.Sources.Databases;
using Microsoft.Data.SqlClient;

namespace Carelake.Sources.SqlServer;

/// <summary>SQL Server's ways.</summary>
internal sealed class SqlServerDialect : SqlDialect
{
    // Time-out, broken connection, deadlock victim, throttled or moving (Azure SQL): Microsoft's list of transient errors.
    private static readonly int[] TransientErrors =
        [-2, 20, 64, 233, 1205, 1222, 4060, 4221, 10053, 10054, 10060, 10928, 10929, 40143, 40197, 40501, 40540, 40613, 49918, 49919, 49920];

    // Invalid object, invalid column, permission denied on an object.
    private static readonly int[] MissingErrors = [207, 208, 229];

    /// <summary>Whether this database lets a transaction see one moment.</summary>
    internal const string SnapshotQuery = "SELECT snapshot_isolation_state FROM sys.databases WHERE name = DB_NAME()";

    public override string Name => "sqlserver";

    public override DbConnection Connect(TablePull pull) => new SqlConnection(SqlServerOptions.From(pull).ConnectionString);

    public override string Quote(string identifier) => $"[{identifier.Replace("]", "]]")}]";

    public override string TextOf(string expression) => $"CONVERT(nvarchar(max), {expression})";

    public override async Task<DbTransaction?> BeginAsync(DbConnection connection, TablePull pull, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = SnapshotQuery;
        var state = await command.ExecuteScalarAsync(cancellationToken);
        var level = state is byte and 1 ? IsolationLevel.Snapshot : IsolationLevel.ReadCommitted;
        return await connection.BeginTransactionAsync(level, cancellationToken);
    }

    public override SourceColumn Describe(DbColumn column, string typeName)
    {
        var name = Quote(column.ColumnName);
        return typeName.ToLowerInvariant() switch
        {
            "date" => new SourceColumn(column.ColumnName, name, "DATE", value => DateOnly.FromDateTime((DateTime)value)),
            "time" => new SourceColumn(column.ColumnName, name, "TIME", value => TimeOnly.FromTimeSpan((TimeSpan)value)),
            "money" => new SourceColumn(column.ColumnName, name, "DECIMAL(19,4)", ColumnTypes.Same),
            "smallmoney" => new SourceColumn(column.ColumnName, name, "DECIMAL(10,4)", ColumnTypes.Same),
            "decimal" or "numeric" when ColumnTypes.DecimalType(column.NumericPrecision, column.NumericScale) is null =>
                new SourceColumn(column.ColumnName, TextOf(name), "VARCHAR", ColumnTypes.Text),
            // Types that only SQL Server's own assemblies can read come as the server's text.
            "geography" or "geometry" or "hierarchyid" or "sql_variant" or "xml" =>
                new SourceColumn(column.ColumnName, TextOf(name), "VARCHAR", ColumnTypes.Text),
            var type when type.Contains(".sys.", StringComparison.Ordinal) =>
                new SourceColumn(column.ColumnName, TextOf(name), "VARCHAR", ColumnTypes.Text),
            _ => ColumnTypes.ByClrType(column, name),
        };
    }

    // A DateTime would be sent as the old `datetime`, which rounds to 1/300 s and could step over a row.
    public override void Bind(DbParameter parameter, object watermark)
    {
        parameter.Value = watermark is DateOnly date ? date.ToDateTime(TimeOnly.MinValue) : watermark;
        if (watermark is DateTime)
            parameter.DbType = DbType.DateTime2;
    }

    public override bool IsTransient(DbException exception) =>
        exception is SqlException error && (Array.IndexOf(TransientErrors, error.Number) >= 0 || error.Class >= 20);

    public override bool IsMissing(DbException exception) =>
        exception is SqlException error && Array.IndexOf(MissingErrors, error.Number) >= 0;
}
