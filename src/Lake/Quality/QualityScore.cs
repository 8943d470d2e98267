using Carelake.Lake.Models;

namespace Carelake.Lake.Quality;

/// <summary>How good the rows of one source were for one table on one day; each score from 0 to 1, null when no rule measures it.</summary>
/// <param name="Table">Full table name.</param>
/// <param name="SourceId">Source of the rows.</param>
/// <param name="RowsChecked">Rows that came in.</param>
public sealed record QualityScore(string Table, string SourceId, long RowsChecked)
{
    /// <summary>Values are there.</summary>
    public double? Completeness { get; init; }

    /// <summary>Values are of the form they should be.</summary>
    public double? Validity { get; init; }

    /// <summary>Things are there once.</summary>
    public double? Uniqueness { get; init; }

    /// <summary>Values agree with each other.</summary>
    public double? Consistency { get; init; }

    /// <summary>Values are recent, and as many as usual.</summary>
    public double? Timeliness { get; init; }

    /// <summary>The mean of those that are measured; null when none is.</summary>
    public double? Overall
    {
        get
        {
            double?[] all = [Completeness, Validity, Uniqueness, Consistency, Timeliness];
            return all.Average();
        }
    }

    /// <summary>Scores from how often each rule was broken: a dimension's score is the mean share of rows that pass its rules.</summary>
    /// <param name="table">Full table name.</param>
    /// <param name="sourceId">Source of the rows.</param>
    /// <param name="rowsChecked">Rows that came in.</param>
    /// <param name="outcomes">Each rule with the rows it saw and those that broke it.</param>
    public static QualityScore From(
        string table, string sourceId, long rowsChecked, IReadOnlyCollection<(RuleSpec Rule, long Checked, long Failed)> outcomes)
    {
        return new QualityScore(table, sourceId, rowsChecked)
        {
            Completeness = Score(QualityDimension.Completeness),
            Validity = Score(QualityDimension.Validity),
            Uniqueness = Score(QualityDimension.Uniqueness),
            Consistency = Score(QualityDimension.Consistency),
            Timeliness = Score(QualityDimension.Timeliness),
        };

        double? Score(QualityDimension dimension) => outcomes
            .Where(outcome => outcome.Rule.EffectiveDimension == dimension && outcome.Checked > 0)
            .Select(outcome => (double?)(1 - ((double)outcome.Failed / outcome.Checked)))
            .Average();
    }
}
