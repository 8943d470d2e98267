using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;
using Carelake.Lake.Quality;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// The rows of a load judged by the model's rules, as relations of the session: <see cref="Bad"/> broke an error rule, <see cref="Good"/>
/// broke none, <see cref="Marked"/> are the good ones with the warnings they broke. Small loads are mapped once and kept; large ones
/// stream, since writing them out twice would cost more than mapping them again.
/// </summary>
/// <param name="BadCount">Rows that broke an error rule.</param>
/// <param name="GoodCount">Rows that broke none.</param>
/// <param name="IsKept">The rows are kept in the session, and cheap to read again.</param>
/// <param name="RepeatedKeys">A relation of the keys that several good rows have; null when that was not looked for.</param>
internal sealed record CheckedRows(long BadCount, long GoodCount, bool IsKept, string? RepeatedKeys)
{
    /// <summary>Rows that broke an error rule, with <c>_rule_flags</c>.</summary>
    public const string Bad = "_bad";

    /// <summary>Rows that broke none.</summary>
    public const string Good = "_good";

    /// <summary>The good rows with <c>_warnings</c>.</summary>
    public const string Marked = "_marked";

    private const string All = "_checked";
    private const string Seen = "_seen";

    // More places than this are not looked up one by one.
    private const int MostPlaces = 1000;

    /// <summary>Judges the rows of <see cref="MappedRows.View"/>.</summary>
    /// <param name="session">Has that view, and the tables that the rules look into.</param>
    /// <param name="model">The model.</param>
    /// <param name="existing">The relation of the table as it is; null when there is none.</param>
    /// <param name="keptRows">Up to so many rows are kept.</param>
    /// <param name="ct">Interrupts.</param>
    public static CheckedRows Judge(LakeSession session, ModelSpec model, string? existing, long keptRows, CancellationToken ct)
    {
        var connection = session.Connection;
        var errors = QualityPlan.For(model, RuleSeverity.Error);
        var count = connection.Scalar<long>($"select count(*) from {MappedRows.View}", ct);
        var isSmall = count <= keptRows;
        var kind = isSmall ? "temp table" : "temp view";
        var warnings = QualityPlan.For(model, RuleSeverity.Warn);
        if (isSmall && warnings.Rules.All(rule => rule.Type != RuleType.Unique)) return Keep(session, errors, warnings, count, existing, ct);
        connection.Execute($"create or replace {kind} {All} as {errors.FlaggedSql(MappedRows.View, existing)}", ct);
        connection.Execute($"create or replace temp view {Good} as select * exclude (_rule_flags) from {All} where _rule_flags = 0", ct);
        var keys = !isSmall && existing is null && model.Keys.Count > 0 && model.Materialisation is Materialisation.Scd2 or Materialisation.Upsert;
        var bad = errors.Rules.Count == 0 ? SetAside(connection, "limit 0", ct)
            : isSmall ? SetAside(connection, "where _rule_flags <> 0", ct)
            : FindBad(connection, keys ? model.Keys : [], ct);
        var known = isSmall ? ReferencedKeys.Find(session, warnings, Good, ct) : null;
        connection.Execute($"create or replace {kind} {Marked} as {warnings.MarkedSql(Good, existing, SystemColumns.Warnings, known)}", ct);
        var repeated = keys && errors.Rules.Count > 0 ? $"(select {RuleSql.Columns(model.Keys)} from {Seen} where _bad_at is null)" : null;
        return new CheckedRows(bad, count - bad, isSmall, repeated);
    }

    // Where no warning compares rows with each other, what is thought of the bad ones does not matter: all is said in one pass.
    private static CheckedRows Keep(LakeSession session, QualityPlan errors, QualityPlan warnings, long count, string? existing, CancellationToken ct)
    {
        var connection = session.Connection;
        var known = ReferencedKeys.Find(session, warnings, MappedRows.View, ct);
        var flagged = $"({errors.FlaggedSql(MappedRows.View, existing)})";
        connection.Execute($"create or replace temp table {All} as {warnings.MarkedSql(flagged, existing, SystemColumns.Warnings, known)}", ct);
        connection.Execute($"create or replace temp view {Marked} as select * exclude (_rule_flags) from {All} where _rule_flags = 0", ct);
        connection.Execute($"create or replace temp view {Good} as select * exclude ({SystemColumns.Warnings}) from {Marked}", ct);
        var bad = SetAside(connection, errors.Rules.Count == 0 ? "limit 0" : "where _rule_flags <> 0", ct);
        return new CheckedRows(bad, count - bad, IsKept: true, RepeatedKeys: null);
    }

    // One look at the keys and at what the error rules need tells which keys come more than once and where the bad rows are; all columns
    // are read of those alone.
    private static long FindBad(DuckDbConnection connection, IReadOnlyList<string> keys, CancellationToken ct)
    {
        const string at = "case when _rule_flags <> 0 then coalesce(_position, -1) end as _bad_at";
        // A HAVING would name the columns under _bad_at, and GROUP BY ALL would then group by those.
        connection.Execute(keys.Count > 0
            ? $"create or replace temp table {Seen} as select * from (select {RuleSql.Columns(keys)}, {at}, count(*) as _count from {All} group by all) " +
                "where _count > 1 or _bad_at is not null"
            : $"create or replace temp table {Seen} as select {at}, count(*) as _count from {All} where _rule_flags <> 0 group by all", ct);
        var places = connection.Rows(
            $"select _bad_at, cast(sum(_count) as bigint) from {Seen} where _bad_at is not null group by all", row => (At: row.GetInt64(0), Count: row.GetInt64(1)), ct);
        if (places.Count == 0) return SetAside(connection, "limit 0", ct);
        var isFew = places.Count <= MostPlaces && places.All(place => place.At >= 0);
        var here = isFew ? $"_position in ({string.Join(", ", places.Select(place => place.At))}) and " : "";
        return SetAside(connection, $"where {here}_rule_flags <> 0", ct);
    }

    private static long SetAside(DuckDbConnection connection, string which, CancellationToken ct)
    {
        connection.Execute($"create or replace temp table {Bad} as select * from {All} {which}", ct);
        return connection.Scalar<long>($"select count(*) from {Bad}", ct);
    }
}
