using Carelake.DuckDb;
using Carelake.Lake.Models;

namespace Carelake.Lake.Quality;

/// <summary>Pieces of SQL text shared by the statements of this folder.</summary>
internal static class RuleSql
{
    /// <summary>The rule's column, quoted, of a relation.</summary>
    public static string Column(string relation, string name) => $"{relation}.{DuckDbSql.Identifier(name)}";

    /// <summary>Names, quoted and separated by commas.</summary>
    public static string Columns(IEnumerable<string> names, string? relation = null) =>
        string.Join(", ", names.Select(name => relation is null ? DuckDbSql.Identifier(name) : Column(relation, name)));

    /// <summary>A text as a literal of a model column's type.</summary>
    public static string Typed(ModelSpec model, string column, string value) =>
        $"cast({DuckDbSql.Literal(value)} as {ColumnTypes.ToDuckDb(model.Columns[column].Type)})";
}
