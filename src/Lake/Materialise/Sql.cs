using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>Small pieces of SQL that the materialisations share.</summary>
internal static class Sql
{
    /// <summary>The names, quoted, with commas between.</summary>
    public static string List(IEnumerable<string> names, string? of = null) =>
        string.Join(", ", names.Select(name => Column(name, of)));

    /// <summary>One name, quoted.</summary>
    public static string Column(string name, string? of = null) =>
        of is null ? DuckDbSql.Identifier(name) : $"{of}.{DuckDbSql.Identifier(name)}";

    /// <summary>Rows of two relations have the same key; NULL equals NULL.</summary>
    public static string SameKey(IEnumerable<string> keys, string left, string right) =>
        string.Join(" and ", keys.Select(key => $"{Column(key, left)} is not distinct from {Column(key, right)}"));

    /// <summary>Conditions joined by <c>or</c>; false when there are none.</summary>
    public static string Any(IEnumerable<string> conditions) =>
        conditions.ToList() is { Count: > 0 } list ? "(" + string.Join(" or ", list) + ")" : "false";

    /// <summary>
    /// A number that differs when any attribute differs. Each value is written with its length before it, so that text cannot flow
    /// from one column into the next, and NULL has no length, so that it differs from an empty text. Colons at the end are dropped:
    /// a column added at the end of a table leaves the hashes of rows that have no value in it as they were.
    /// </summary>
    public static string ChangeHash(IReadOnlyCollection<(string Name, string Type)> attributes)
    {
        if (attributes.Count == 0) return "0::bigint";
        var parts = attributes.Select(attribute =>
        {
            var text = attribute.Type == "VARCHAR" ? Column(attribute.Name) : $"cast({Column(attribute.Name)} as varchar)";
            return $"strlen({text}), ':', {text}";
        });
        // One bit less than 64, so that the number fits the signed integers of every reader.
        return $"cast(md5_number_lower(rtrim(concat({string.Join(", ", parts)}), ':')) >> 1 as bigint)";
    }
}
