using Carelake.Delta.Log;
using Carelake.Delta.Schema;

namespace Carelake.Delta.Scans;

/// <summary>Tells which files cannot hold a row that a scan asks for.</summary>
/// <param name="columns">The table's columns.</param>
/// <param name="conditions">All of them must hold.</param>
internal sealed class FileSkipping(TableColumns columns, IReadOnlyList<ColumnCondition> conditions)
{
    /// <summary>The file may hold such a row.</summary>
    public bool MayMatch(AddFile file)
    {
        if (conditions.Count == 0) return true;
        var statistics = FileStatistics.Parse(file.Stats);
        return conditions.All(condition => MayMatch(file, statistics, condition));
    }

    private bool MayMatch(AddFile file, FileStatistics? statistics, ColumnCondition condition)
    {
        var column = columns.Find(condition.Column);
        var name = columns.NameInFile(column);
        return columns.IsPartition(column)
            ? PartitionMatches(file.PartitionValues.GetValueOrDefault(name), column.Type, condition)
            : statistics is null || BoundsMatch(statistics, column, name, condition);
    }

    private static bool PartitionMatches(string? text, DeltaType type, ColumnCondition condition)
    {
        if (string.IsNullOrEmpty(text)) return condition.Comparison == Comparison.IsNull;
        var value = ComparableValue.OfText(text, type);
        return Holds(condition, type, value, value);
    }

    private static bool BoundsMatch(FileStatistics statistics, StructField column, string name, ColumnCondition condition)
    {
        var nulls = statistics.NullCount(name);
        if (condition.Comparison == Comparison.IsNull) return nulls != 0;
        if (nulls is not null && nulls == statistics.RecordCount) return false;
        return Holds(condition, column.Type, statistics.Minimum(column, name), statistics.Maximum(column, name));
    }

    private static bool Holds(ColumnCondition condition, DeltaType type, object? minimum, object? maximum)
    {
        if (condition.Comparison is Comparison.IsNull) return false;
        if (condition.Comparison is Comparison.IsNotNull) return true;
        if (ComparableValue.OfValue(condition.Value, type) is not { } value) return true;
        int? low = minimum is null ? null : ComparableValue.Compare(minimum, value);
        int? high = maximum is null ? null : ComparableValue.Compare(maximum, value);
        var hasNoTop = ComparableValue.IsFloating(type);
        return condition.Comparison switch
        {
            Comparison.Equal => !(low > 0) && !(high < 0),
            Comparison.Less => !(low >= 0),
            Comparison.LessOrEqual => !(low > 0),
            Comparison.Greater => hasNoTop || !(high <= 0),
            _ => hasNoTop || !(high < 0),
        };
    }
}
