namespace Carelake.Delta.Maintenance;

/// <summary>Which files a compaction writes anew.</summary>
public sealed record CompactOptions
{
    /// <summary>Usual settings.</summary>
    public static CompactOptions Default { get; } = new();

    /// <summary>Files below this size are merged with others.</summary>
    public long SmallFileBytes { get; init; } = 32L << 20;

    /// <summary>A file is written anew, whatever its size, when more than this share of its rows is deleted (0 to 1).</summary>
    public double DeletedShare { get; init; } = 0.2;

    /// <summary>A partition with fewer files to merge than this is left alone.</summary>
    public int LeastFiles { get; init; } = 2;

    /// <summary>No more than this much is read in one compaction, so that its cost is bounded; the rest waits for the next one.</summary>
    public long MostBytes { get; init; } = 2L << 30;

    /// <summary>Partition column to value as text: only partitions with these values; empty for all.</summary>
    public IReadOnlyDictionary<string, string?> Partition { get; init; } = new Dictionary<string, string?>();
}
