using Carelake.DuckDb;
using Carelake.Lake.Models;

namespace Carelake.Lake.Quality;

/// <summary>One number that a rule about a whole load compares with its bounds or its history.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Name">The rule's name and, for distribution, the column and what is measured: <c>amounts:charge_amount:mean</c>.</param>
/// <param name="Expression">SQL aggregate that gives a DOUBLE.</param>
public sealed record TableMeasure(RuleSpec Rule, string Name, string Expression);

/// <summary>Freshness, volume and distribution: measured in one aggregate, judged against bounds and earlier runs.</summary>
public static class TableMeasures
{
    /// <summary>Fewer earlier runs than this say nothing about what is usual.</summary>
    public const int MinimumHistory = 5;

    /// <summary>What to measure for a model's rules.</summary>
    public static IReadOnlyList<TableMeasure> Of(IEnumerable<RuleSpec> rules) => [.. rules.SelectMany(Measures)];

    /// <summary>One row a source: <c>source_id</c>, <c>row_count</c>, then a column for each measure in order.</summary>
    /// <param name="relation">The rows of the load, with <c>_source_id</c>.</param>
    /// <param name="measures">What to measure; may be empty.</param>
    public static string Statement(string relation, IReadOnlyList<TableMeasure> measures)
    {
        var columns = measures.Select((measure, index) => $", cast({measure.Expression} as double) as m{index}");
        return $"select _source_id as source_id, count(*) as row_count{string.Concat(columns)} from {relation} group by _source_id order by 1";
    }

    /// <summary>The measured value breaks the rule.</summary>
    /// <param name="measure">What was measured.</param>
    /// <param name="value">The value; null when there was nothing to measure, which breaks only freshness.</param>
    /// <param name="history">Values of earlier runs, in any order.</param>
    /// <param name="now">Moment of the run.</param>
    public static bool IsBroken(TableMeasure measure, double? value, IReadOnlyCollection<double> history, DateTimeOffset now) =>
        measure.Rule.Type switch
        {
            RuleType.Freshness => value is null || AgeOf(value.Value, now) > measure.Rule.MaximumAge,
            RuleType.Volume => value is { } rows && (IsOutside(measure.Rule, rows) || IsAnomaly(measure.Rule, rows, history)),
            _ => value is { } number && IsAnomaly(measure.Rule, number, history),
        };

    private static IEnumerable<TableMeasure> Measures(RuleSpec rule) => rule.Type switch
    {
        RuleType.Volume => [new(rule, rule.Name, "count(*)")],
        RuleType.Freshness => rule.Columns.Select(column =>
            new TableMeasure(rule, $"{rule.Name}:{column}", $"epoch(max(cast({DuckDbSql.Identifier(column)} as timestamp)))")),
        RuleType.Distribution => rule.Columns.SelectMany(column => Distribution(rule, column)),
        _ => [],
    };

    private static IEnumerable<TableMeasure> Distribution(RuleSpec rule, string column)
    {
        var name = DuckDbSql.Identifier(column);
        yield return new(rule, $"{rule.Name}:{column}:mean", $"avg(try_cast(cast({name} as varchar) as double))");
        yield return new(rule, $"{rule.Name}:{column}:nulls", $"avg(case when {name} is null then 1.0 else 0.0 end)");
    }

    private static TimeSpan AgeOf(double epochSeconds, DateTimeOffset now) => now - DateTimeOffset.UnixEpoch.AddSeconds(epochSeconds);

    private static bool IsOutside(RuleSpec rule, double rows) =>
        (rule.Minimum is { } minimum && rows < double.Parse(minimum)) || (rule.Maximum is { } maximum && rows > double.Parse(maximum));

    private static bool IsAnomaly(RuleSpec rule, double value, IReadOnlyCollection<double> history)
    {
        if (history.Count < MinimumHistory) return false;
        var mean = history.Average();
        var deviation = Math.Sqrt(history.Sum(past => (past - mean) * (past - mean)) / (history.Count - 1));
        // Runs that were all alike would make any change an anomaly: a hundredth of the mean is always usual.
        return Math.Abs(value - mean) > rule.Deviations * Math.Max(deviation, Math.Abs(mean) / 100);
    }
}
