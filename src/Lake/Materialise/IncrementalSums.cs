using System.Collections.Immutable;

namespace Carelake.Lake.Materialise;

/// <summary>How the columns of a table of sums come from the driver's rows. Those that are neither keys nor named here are added up.</summary>
/// <param name="Rows">The column that counts the driver's rows: where it comes to zero, no row is left.</param>
/// <param name="Least">Columns that hold the least value of the rows.</param>
/// <param name="Greatest">Columns that hold the greatest.</param>
/// <param name="Same">Columns in which all rows of a key agree.</param>
public sealed record SumColumns(string Rows, ImmutableArray<string> Least, ImmutableArray<string> Greatest, ImmutableArray<string> Same);

/// <summary>
/// Sums brought up to date by what came and what went: the model sums up both, and the stored row is set off against them, so that none of
/// the rows that stay is read. Exact, since amounts are decimals and counts whole numbers. Where the three do not tell, as when the row that
/// held the greatest value went, the row says so by <see cref="IsSure"/>.
/// </summary>
internal sealed class IncrementalSums(TableShape shape, SumColumns sums, string came, string went, string stored)
{
    /// <summary>The column beside the declared ones: false where the row must be computed from the driver.</summary>
    public const string IsSure = "_is_sure";

    /// <summary>A row for each key of the given relation, the ones that come to nothing among them.</summary>
    public string Select(string keys)
    {
        var columns = shape.Columns.Select(column => shape.Keys.Contains(column) ? Sql.Column(column, "k") : $"{Value(column)} as {Sql.Column(column)}");
        var rows = Sum(sums.Rows);
        return $"""
            select {string.Join(", ", columns)}, coalesce({rows} = 0 or ({rows} > 0 and {string.Join(" and ", shape.Attributes.Select(Told))}), false) as {IsSure}
            from {keys} k
            left join {stored} s on {Sql.SameKey(shape.Keys, "s", "k")}
            left join {came} c on {Sql.SameKey(shape.Keys, "c", "k")}
            left join {went} w on {Sql.SameKey(shape.Keys, "w", "k")}
            """;
    }

    private string Value(string column) =>
        sums.Least.Contains(column) ? $"least(s.{Sql.Column(column)}, c.{Sql.Column(column)})"
        : sums.Greatest.Contains(column) ? $"greatest(s.{Sql.Column(column)}, c.{Sql.Column(column)})"
        : sums.Same.Contains(column) ? $"case when {IsThere("c")} then c.{Sql.Column(column)} else s.{Sql.Column(column)} end"
        : Sum(column);

    private static string Sum(string column) =>
        $"coalesce(s.{Sql.Column(column)}, 0) + coalesce(c.{Sql.Column(column)}, 0) - coalesce(w.{Sql.Column(column)}, 0)";

    // The count of rows is never NULL.
    private string IsThere(string side) => $"{Sql.Column(sums.Rows, side)} is not null";

    private string Told(string column)
    {
        var name = Sql.Column(column);
        if (sums.Least.Contains(column)) return $"(w.{name} is null or coalesce(c.{name} <= w.{name}, false) or s.{name} < w.{name})";
        if (sums.Greatest.Contains(column)) return $"(w.{name} is null or coalesce(c.{name} >= w.{name}, false) or s.{name} > w.{name})";
        if (sums.Same.Contains(column)) return $"(not {IsThere("c")} or not {IsThere("s")} or c.{name} is not distinct from s.{name})";
        // A sum that is NULL has no row with a value, and does not say which of them come and go.
        return $"({IsToldBy("s")} and {IsToldBy("c")} and {IsToldBy("w")})";

        string IsToldBy(string side) => $"(not {IsThere(side)} or {side}.{name} is not null)";
    }
}
