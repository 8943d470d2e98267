using System.Collections.Immutable;
using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;
using Carelake.Lake.Quality;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// Rows of a silver table that wait in quarantine for nothing but a parent: they broke only relationship rules, so they are tried again by
/// themselves once a table that those rules look into has changed.
/// </summary>
internal sealed class WaitingChildren(RunContext run, ModelSpec model)
{
    private readonly ImmutableArray<RuleSpec> _rules =
        [.. model.Rules.Where(rule => rule is { Type: RuleType.Relationship, Severity: RuleSeverity.Error })];

    /// <summary>The parents as they are now; a commit that says so has judged every new row by them.</summary>
    public IEnumerable<TransactionVersion> Parents(LakeSession session) => _rules
        .Select(rule => rule.References!).Distinct(StringComparer.Ordinal) // RuleShape requires it.
        .Select(table => (Table: table, Snapshot: session.Snapshot(table)))
        .Where(parent => parent.Snapshot is not null && parent.Table != model.Table)
        .Select(parent => InputVersion.Of($"parent/{parent.Table}", parent.Snapshot!)); // Filtered above.

    /// <summary>Brings in those whose parents have come; skipped when no parent changed since the table's rows were last judged.</summary>
    public StepOutcome Replay(CancellationToken ct)
    {
        if (_rules.IsEmpty || !run.Lake.Table(QuarantineTable.NameOf(model.Table)).Exists()) return StepOutcome.Skipped;
        var ids = Ids(ct);
        return ids.Count == 0 ? StepOutcome.Skipped : Quarantine.ReplayThoseThatPass(run, QuarantineTable.NameOf(model.Table), ids, ct);
    }

    private List<string> Ids(CancellationToken ct)
    {
        using var session = run.OpenSession();
        var judged = session.Snapshot(model.Table);
        if (judged is not null && Parents(session).All(parent => judged.Transactions.GetValueOrDefault(parent.AppId, -1) >= parent.Version)) return [];
        var names = string.Join(", ", _rules.Select(rule => DuckDbSql.Literal(rule.Name)));
        return [.. session.Connection.Rows(
            $"select quarantine_id from ({session.Snapshot(QuarantineTable.NameOf(model.Table))!.ScanSql()}) where status = 'waiting' " + // Replay saw it.
            $"and code = {DuckDbSql.Literal(QuarantineTable.RuleCode)} and list_has_all([{names}], string_split(rule, ','))",
            row => row.GetString(0), ct)];
    }
}
