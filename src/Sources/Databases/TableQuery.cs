using Carelake.Lake.Landing;

namespace Carelake.Sources.Databases;

/// <summary>The SQL of a pull. Pure: names come from the project and the source's own catalog and are always quoted.</summary>
internal static class TableQuery
{
    /// <summary>Name of the watermark parameter.</summary>
    public const string Parameter = "@watermark";

    /// <summary>Gives the columns and no rows.</summary>
    public static string Describe(SqlDialect dialect, string table) =>
        $"SELECT * FROM {dialect.QuoteTable(table)} WHERE 1 = 0";

    /// <summary>Gives the rows, ordered by watermark and keys as far as there are any.</summary>
    public static string Rows(
        SqlDialect dialect, string table, IEnumerable<SourceColumn> columns, TablePull pull, bool isFromWatermark)
    {
        var select = $"SELECT {string.Join(", ", columns.Select(column => column.Expression))} FROM {dialect.QuoteTable(table)}";
        var usesWatermark = pull.Load != LoadType.Full && pull.Watermark is not null;
        var where = isFromWatermark ? $" WHERE {dialect.Quote(pull.Watermark!)} >= {Parameter}" : ""; // isFromWatermark implies one.
        string[] order = [.. usesWatermark ? [pull.Watermark!] : Array.Empty<string>(), .. pull.Keys];
        var orderBy = order.Length > 0 ? " ORDER BY " + string.Join(", ", order.Distinct().Select(dialect.Quote)) : "";
        return select + where + orderBy;
    }
}
