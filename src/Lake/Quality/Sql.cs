using Carelake.DuckDb;
using Carelake.Lake.Models;

namespace Carelake.Lake.Quality;

/// <summary>Pieces of SQL text shared by the statements of this folder.</summary>
internal static class Sql
{
    /// <summary>The rule's column, quoted, of a relation.</summary>
    public static string Column(string relation, string name) => $"{relation}.{DuckDbSql.Identifier(name)}";

    /// <summary>Names, quoted and separated by commas.</summary>
    public static string Columns(IEnumerable<string> names, string? relation = null) =>
        string.Join(", ", names.Select(name => relation is null ? DuckDbSql.Identifier(name) : Column(relation, name)));

    /// <summary>A layer and a name, each quoted.</summary>
    public static string Table(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? DuckDbSql.Identifier(name) : $"{DuckDbSql.Identifier(name[..dot])}.{DuckDbSql.Identifier(name[(dot + 1)..])}";
    }

    /// <summary>A text as a literal of a model column's type.</summary>
    public static string Typed(ModelSpec model, string column, string value) =>
        $"cast({DuckDbSql.Literal(value)} as {ColumnTypes.ToDuckDb(model.Columns[column].Type)})";
}
