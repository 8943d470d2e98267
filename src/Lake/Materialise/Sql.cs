using System.Globalization;
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
    /// What <see cref="ChangeHash"/> was in tables that do not say how theirs is made: 63 bits of the md5 of the values one after another and of their lengths, so
    /// that text cannot flow from one column into the next. The lengths are one number, each times a weight of its column; NULL adds
    /// nothing and an empty text adds its weight. A column added at the end of a table leaves the hashes of rows that have no value in
    /// it as they were.
    /// </summary>
    public static string OldChangeHash(IReadOnlyCollection<(string Name, string Type)> attributes)
    {
        if (attributes.Count == 0) return "0::bigint";
        var texts = attributes.Select(attribute =>
            attribute.Type == "VARCHAR" ? Column(attribute.Name) : $"cast({Column(attribute.Name)} as varchar)").ToList();
        var lengths = texts.Zip(Weights(), (text, weight) => string.Create(CultureInfo.InvariantCulture, $"coalesce(strlen({text}) + 1, 0) * {weight}"));
        // One bit less than 64, so that the number fits the signed integers of every reader.
        return $"cast(md5_number_lower(concat({string.Join(", ", texts)}, '/', {string.Join(" + ", lengths)})) >> 1 as bigint)";
    }

    // Powers modulo a prime: as good as random below 2^28, so that differences of a few lengths do not cancel out, and a sum of them
    // over all columns of a table stays far below 2^63.
    private static IEnumerable<long> Weights()
    {
        const long generator = 1_000_003, prime = 268_435_399;
        for (var weight = generator; ; weight = weight * generator % prime) yield return weight;
    }
}
