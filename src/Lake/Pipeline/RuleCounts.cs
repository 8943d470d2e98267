using System.Globalization;
using Carelake.DuckDb;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;
using Carelake.Lake.Quality;

namespace Carelake.Lake.Pipeline;

/// <summary>Counts, by source, how often each rule of a model was broken in one load.</summary>
internal static class RuleCounts
{
    /// <summary>One aggregate over the checked rows for error rules, one over the loaded rows for warnings and measures.</summary>
    /// <param name="connection">Has the relations.</param>
    /// <param name="model">The model.</param>
    /// <param name="errors">The plan of its error rules.</param>
    /// <param name="checkedRows">Every row, with <c>_rule_flags</c> of the error rules.</param>
    /// <param name="goodRows">Rows that broke none.</param>
    /// <param name="existing">The table before the load; null when there was none.</param>
    /// <param name="now">Moment of the run.</param>
    /// <param name="history">Earlier results of the table.</param>
    /// <param name="ct">Interrupts.</param>
    public static IReadOnlyList<RuleOutcome> Measure(
        DuckDbConnection connection, ModelSpec model, QualityPlan errors, string checkedRows, string goodRows, string? existing,
        DateTimeOffset now, IReadOnlyList<RuleResultRecord> history, CancellationToken ct)
    {
        var warnings = QualityPlan.For(model, RuleSeverity.Warn);
        var outcomes = new List<RuleOutcome>();
        if (errors.Rules.Count > 0) outcomes.AddRange(Counts(connection, errors, checkedRows, ct));
        if (warnings.Rules.Count > 0) outcomes.AddRange(Counts(connection, warnings, $"({warnings.FlaggedSql(goodRows, existing)})", ct));
        outcomes.AddRange(Measures(connection, model, goodRows, now, history, ct));
        return outcomes;
    }

    private static List<RuleOutcome> Counts(DuckDbConnection connection, QualityPlan plan, string flagged, CancellationToken ct) =>
    [
        .. Rows(connection, $"select _source_id, count(*){plan.CountsSql("_rule_flags")} from {flagged} group by _source_id order by 1", ct)
            .SelectMany(row => plan.Rules.Select((rule, bit) => new RuleOutcome(rule, rule.Name, Text(row[0]), Number(row[1]), Number(row[2 + bit])))),
    ];

    private static IEnumerable<RuleOutcome> Measures(
        DuckDbConnection connection, ModelSpec model, string goodRows, DateTimeOffset now, IReadOnlyList<RuleResultRecord> history, CancellationToken ct)
    {
        var measures = TableMeasures.Of(model.Rules);
        if (measures.Count == 0) return [];
        return Rows(connection, TableMeasures.Statement(goodRows, measures), ct).SelectMany(row => measures.Select((measure, index) =>
        {
            var source = Text(row[0]);
            double? value = row[2 + index] is double number ? number : null;
            var past = history.Where(result => result.SourceId == source && result.Rule == measure.Name && result.Measure is not null)
                .Select(result => result.Measure!.Value).ToList(); // Filtered above.
            var isBroken = TableMeasures.IsBroken(measure, value, past, now);
            return new RuleOutcome(measure.Rule, measure.Name, source, 1, isBroken ? 1 : 0, value);
        }));
    }

    private static List<object?[]> Rows(DuckDbConnection connection, string sql, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
