using System.Collections.Immutable;
using Carelake.Delta.Schema;
using Carelake.DuckDb;

namespace Carelake.Delta.Writes;

/// <summary>The columns that a query gives, and how they become those of a table.</summary>
/// <param name="Sql">The query.</param>
/// <param name="Columns">Name and DuckDB type of each column.</param>
internal sealed record RowsProjection(string Sql, ImmutableArray<(string Name, string DuckDbType)> Columns)
{
    /// <summary>The columns as Delta types.</summary>
    /// <exception cref="Core.CarelakeException">DELTA-0207: a type has no like in Delta.</exception>
    public StructType Schema { get; } =
        new([.. Columns.Select(column => new StructField(column.Name, DuckDbTypes.ToDelta(column.DuckDbType)))]);

    /// <summary>Asks the engine what a query gives. Runs nothing of it.</summary>
    public static RowsProjection Describe(DuckDbConnection connection, string sql)
    {
        using var command = connection.CreateCommand($"DESCRIBE SELECT * FROM (\n{sql}\n)");
        using var reader = command.ExecuteReader();
        var columns = ImmutableArray.CreateBuilder<(string, string)>();
        while (reader.Read()) columns.Add((reader.GetString(0), reader.GetString(1)));
        return new RowsProjection(sql, columns.DrainToImmutable());
    }

    /// <summary>A SELECT that gives the columns of a table in its order and types; those that are missing are null.</summary>
    /// <param name="table">The table's columns.</param>
    /// <param name="place">The table, for the error.</param>
    /// <exception cref="Core.CarelakeException">DELTA-0120: a column that must not be null is missing.</exception>
    public string SelectFor(StructType table, string place) =>
        $"SELECT {string.Join(", ", table.Fields.Select(field => Expression(field, place)))} FROM (\n{Sql}\n)";

    private string Expression(StructField field, string place)
    {
        var name = DuckDbSql.Identifier(field.Name);
        var type = DuckDbTypes.Of(field.Type);
        var column = Columns.FirstOrDefault(column => column.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase));
        if (column.Name is null)
        {
            if (!field.Nullable) throw WriteErrors.Columns(place, $"the column {field.Name} is missing and must not be null");
            return $"CAST(NULL AS {type}) AS {name}";
        }

        var source = DuckDbSql.Identifier(column.Name);
        if (column.DuckDbType == type) return $"{source} AS {name}";

        // A cast would use the session's time zone; times without one are UTC throughout.
        return field.Type == PrimitiveType.Timestamp && column.DuckDbType.StartsWith("TIMESTAMP", StringComparison.Ordinal)
            ? $"timezone('UTC', CAST({source} AS TIMESTAMP)) AS {name}"
            : $"CAST({source} AS {type}) AS {name}";
    }
}
