using Carelake.Delta.Log;
using Carelake.Delta.Writes;

namespace Carelake.Delta.Maintenance;

/// <summary>Chooses the files of a compaction. Pure.</summary>
internal static class CompactionPlan
{
    /// <summary>The files to write anew, whole partitions' worth, within the bound; empty when nothing is worth it.</summary>
    public static IReadOnlyList<AddFile> Choose(IReadOnlyList<AddFile> files, CompactOptions options)
    {
        var chosen = new List<AddFile>();
        var left = options.MostBytes;
        foreach (var partition in files.Where(file => IsAsked(file, options)).GroupBy(PartitionKey, StringComparer.Ordinal))
        {
            foreach (var file in Worthwhile([.. partition], options))
            {
                if (file.SizeBytes > left) continue;
                left -= file.SizeBytes;
                chosen.Add(file);
            }
        }

        return chosen;
    }

    private static IEnumerable<AddFile> Worthwhile(List<AddFile> partition, CompactOptions options)
    {
        var eroded = partition.Where(file => IsEroded(file, options)).ToList();
        var small = partition.Where(file => file.SizeBytes < options.SmallFileBytes).Except(eroded).ToList();

        // An eroded file pays by itself; small ones only together.
        return eroded.Count + small.Count >= options.LeastFiles ? eroded.Concat(small.OrderBy(file => file.SizeBytes)) : eroded;
    }

    private static bool IsEroded(AddFile file, CompactOptions options) =>
        file.DeletionVector is { } vector
        && vector.Cardinality > options.DeletedShare * (WrittenStatistics.RowCount(file.Stats) ?? 0);

    private static bool IsAsked(AddFile file, CompactOptions options) => options.Partition.All(
        wanted => file.PartitionValues.TryGetValue(wanted.Key, out var value) && value == wanted.Value);

    private static string PartitionKey(AddFile file) => string.Join(
        '\n', file.PartitionValues.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}\t{pair.Value is null}\t{pair.Value}"));
}
