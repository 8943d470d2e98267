using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>Adds a logical file to the table.</summary>
public sealed record AddFile : FileAction
{
    private static readonly IReadOnlyDictionary<string, string?> Empty = new Dictionary<string, string?>();

    /// <summary>Partition column (physical name) to value as text; <see langword="null"/> is the null partition.</summary>
    [JsonPropertyName("partitionValues")]
    public IReadOnlyDictionary<string, string?> PartitionValues { get; init => field = value ?? Empty; } = Empty;

    /// <summary>Length of the Parquet file.</summary>
    [JsonPropertyName("size")]
    public required long SizeBytes { get; init; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    [JsonPropertyName("modificationTime")]
    public required long ModificationTime { get; init; }

    /// <summary>Statistics as JSON text, as the log has it; <see langword="null"/> when nobody took any.</summary>
    [JsonPropertyName("stats")]
    public string? Stats { get; init; }

    /// <summary>Who clustered the file; absent in most tables.</summary>
    [JsonPropertyName("clusteringProvider")]
    public string? ClusteringProvider { get; init; }

    /// <summary>The action that takes this logical file away.</summary>
    /// <param name="deletionTimestamp">Milliseconds since 1970, UTC.</param>
    /// <param name="dataChange">False when the rows only moved.</param>
    public RemoveFile ToRemove(long deletionTimestamp, bool dataChange) => new()
    {
        Path = Path,
        DataChange = dataChange,
        DeletionTimestamp = deletionTimestamp,
        ExtendedFileMetadata = true,
        PartitionValues = PartitionValues,
        SizeBytes = SizeBytes,
        Stats = Stats,
        Tags = Tags,
        DeletionVector = DeletionVector,
        BaseRowId = BaseRowId,
        DefaultRowCommitVersion = DefaultRowCommitVersion,
    };
}
