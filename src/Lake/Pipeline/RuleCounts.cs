using System.Globalization;
using Carelake.DuckDb;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;
using Carelake.Lake.Quality;

namespace Carelake.Lake.Pipeline;

/// <summary>Counts, by source, how often each rule of a model was broken in one load.</summary>
internal static class RuleCounts
{
    /// <summary>One aggregate over the rows that break error rules, one over the marks of the others, one for measures.</summary>
    /// <param name="connection">Has the relations.</param>
    /// <param name="model">The model.</param>
    /// <param name="errors">The plan of its error rules.</param>
    /// <param name="badRows">Rows that broke an error rule, with <c>_rule_flags</c>.</param>
    /// <param name="goodRows">Rows that broke none.</param>
    /// <param name="marked">The good rows, of which only <c>_source_id</c> and <c>_warnings</c> are read.</param>
    /// <param name="now">Moment of the run.</param>
    /// <param name="history">Earlier results of the table.</param>
    /// <param name="ct">Interrupts.</param>
    public static IReadOnlyList<RuleOutcome> Measure(
        DuckDbConnection connection, ModelSpec model, QualityPlan errors, string badRows, string goodRows, string marked,
        DateTimeOffset now, IReadOnlyList<RuleResultRecord> history, CancellationToken ct)
    {
        var warnings = QualityPlan.For(model, RuleSeverity.Warn);
        var outcomes = new List<RuleOutcome>();
        if (errors.Rules.Count + warnings.Rules.Count > 0)
        {
            var marks = Rows(connection, $"select _source_id, {SystemColumns.Warnings}, count(*) from {marked} group by all order by all", ct)
                .Select(row => new Mark(Text(row[0]), Text(row[1]).Split(','), Number(row[2]))).ToList();
            outcomes.AddRange(Errors(connection, errors, badRows, marks, ct));
            outcomes.AddRange(Warnings(warnings, marks));
        }

        outcomes.AddRange(Measures(connection, model, goodRows, now, history, ct));
        return outcomes;
    }

    /// <summary>Good rows of one source that break the same warning rules.</summary>
    private sealed record Mark(string SourceId, string[] Broken, long Count);

    private static IEnumerable<RuleOutcome> Errors(
        DuckDbConnection connection, QualityPlan plan, string badRows, IReadOnlyList<Mark> marks, CancellationToken ct)
    {
        if (plan.Rules.Count == 0) return [];
        var bad = Rows(connection, $"select _source_id, count(*){plan.CountsSql("_rule_flags")} from {badRows} group by _source_id", ct)
            .ToDictionary(row => Text(row[0]), StringComparer.Ordinal);
        var good = marks.ToLookup(mark => mark.SourceId, mark => mark.Count, StringComparer.Ordinal);
        return good.Select(group => group.Key).Union(bad.Keys).Order(StringComparer.Ordinal).SelectMany(source => plan.Rules.Select((rule, bit) =>
            bad.TryGetValue(source, out var row)
                ? new RuleOutcome(rule, rule.Name, source, good[source].Sum() + Number(row[1]), Number(row[2 + bit]))
                : new RuleOutcome(rule, rule.Name, source, good[source].Sum(), 0)));
    }

    private static IEnumerable<RuleOutcome> Warnings(QualityPlan plan, IReadOnlyList<Mark> marks) =>
        from source in marks.GroupBy(mark => mark.SourceId, StringComparer.Ordinal)
        from rule in plan.Rules
        select new RuleOutcome(
            rule, rule.Name, source.Key, source.Sum(mark => mark.Count),
            source.Where(mark => mark.Broken.Contains(rule.Name)).Sum(mark => mark.Count));

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
