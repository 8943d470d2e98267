using System.Globalization;
using Carelake.Delta.Scans;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Models;
using Carelake.Lake.Quality;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// The keys of other tables that the rows of a small load refer to, looked up for its relationship rules: a table is then read by these
/// columns alone and before its deletion vectors, where a join would take in all of it.
/// </summary>
internal static class ReferencedKeys
{
    /// <summary>Looks up what the rules of a plan ask for.</summary>
    /// <param name="session">Gets temporary tables.</param>
    /// <param name="plan">The rules.</param>
    /// <param name="rows">A relation of the rows, read once a rule, for the columns that it names.</param>
    /// <param name="ct">Interrupts.</param>
    /// <returns>The relation of the keys that exist, by rule; a rule whose table does not exist is not among them.</returns>
    public static IReadOnlyDictionary<RuleSpec, string> Find(LakeSession session, QualityPlan plan, string rows, CancellationToken ct)
    {
        var found = new Dictionary<RuleSpec, string>();
        foreach (var rule in plan.Rules.Where(rule => rule.Type == RuleType.Relationship))
        {
            if (session.Snapshot(rule.References!) is not { } snapshot) continue; // RuleShape requires it.
            var theirs = QualityPlan.ReferenceColumns(rule);
            var number = found.Count.ToString(CultureInfo.InvariantCulture);
            var (wanted, known) = ("_wanted_key" + number, "_known_key" + number);
            var columns = rule.Columns.Zip(theirs, (own, their) => $"{DuckDbSql.Identifier(own)} as {DuckDbSql.Identifier(their)}");
            var present = rule.Columns.Select(own => $"{DuckDbSql.Identifier(own)} is not null");
            session.Connection.Execute(
                $"create or replace temp table {wanted} as select distinct {string.Join(", ", columns)} from {rows} where {string.Join(" and ", present)}", ct);
            var scan = snapshot.MatchingSql(session.Connection, new ScanOptions { Columns = [.. theirs], Match = new RowMatch(wanted, [.. theirs]) });
            session.Connection.Execute($"create or replace temp table {known} as select distinct * from ({scan})", ct);
            found[rule] = known;
        }

        return found;
    }
}
