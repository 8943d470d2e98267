using Carelake.DuckDb;

namespace Carelake.Lake.Catalog;

/// <summary>Full names of tables as SQL.</summary>
public static class TableName
{
    /// <summary>Layer and name, each quoted.</summary>
    /// <param name="table">Such as <c>silver.patient</c>.</param>
    public static string Quote(string table)
    {
        var dot = table.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? DuckDbSql.Identifier(table) : $"{DuckDbSql.Identifier(table[..dot])}.{DuckDbSql.Identifier(table[(dot + 1)..])}";
    }
}
