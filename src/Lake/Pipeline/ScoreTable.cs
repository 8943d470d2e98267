using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Quality;

namespace Carelake.Lake.Pipeline;

/// <summary>The Delta table with the scores of every load: one row per run, table and source. Runs that loaded nothing add nothing.</summary>
internal static class ScoreTable
{
    /// <summary>Name of the table.</summary>
    public const string Name = "audit.data_quality_score";

    /// <summary>Appends the scores of a run's silver loads.</summary>
    public static void Write(RunContext run, IReadOnlyCollection<(string Table, StepOutcome Outcome)> outcomes, CancellationToken ct)
    {
        var scores = outcomes.Where(outcome => outcome.Table.StartsWith("silver.", StringComparison.Ordinal))
            .SelectMany(outcome => Scores(outcome.Table, outcome.Outcome)).ToList();
        if (scores.Count == 0) return;
        using var session = run.OpenSession();
        var change = new DeltaChange
        {
            RowsSql = string.Join(" union all ", scores.Select(score => Row(run, score))),
            CreateAs = new DeltaTableDefinition { Name = Name },
        };
        run.Lake.Table(Name).Write(session.Connection, change, run.Commit([new($"run/{run.RunId}", 1)]), ct);
    }

    private static IEnumerable<QualityScore> Scores(string table, StepOutcome outcome) => outcome.Rules
        .GroupBy(rule => rule.SourceId, StringComparer.Ordinal)
        .Select(group => QualityScore.From(
            table, group.Key, group.Max(rule => rule.Checked), [.. group.Select(rule => (rule.Rule, rule.Checked, rule.Failed))]));

    private static string Row(RunContext run, QualityScore score) =>
        $"select {DuckDbSql.Literal(score.Table)} as table_name, {DuckDbSql.Literal(score.SourceId)} as source_id, " +
        $"{DuckDbSql.Literal(DateOnly.FromDateTime(run.StartedAt.UtcDateTime))} as scored_date, {DuckDbSql.Literal(run.RunId.ToString())} as run_id, " +
        $"{DuckDbSql.Literal(score.RowsChecked)}::bigint as row_count, {Score(score.Completeness)} as completeness_rate, {Score(score.Validity)} as validity_rate, " +
        $"{Score(score.Uniqueness)} as uniqueness_rate, {Score(score.Consistency)} as consistency_rate, {Score(score.Timeliness)} as timeliness_rate, " +
        $"{Score(score.Overall)} as overall_rate";

    private static string Score(double? score) => $"cast({DuckDbSql.Literal(score)} as double)";
}
