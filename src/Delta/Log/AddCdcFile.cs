using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>A file of changed rows (change data feed) of this one version.</summary>
public sealed record AddCdcFile : DeltaAction
{
    private static readonly IReadOnlyDictionary<string, string?> Empty = new Dictionary<string, string?>();

    /// <summary>As the log has it: percent-encoded, below <c>_change_data/</c>.</summary>
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    /// <summary>Partition column (physical name) to value as text.</summary>
    [JsonPropertyName("partitionValues")]
    public IReadOnlyDictionary<string, string?> PartitionValues { get; init => field = value ?? Empty; } = Empty;

    /// <summary>Length of the Parquet file.</summary>
    [JsonPropertyName("size")]
    public required long SizeBytes { get; init; }

    /// <summary>Always false: the rows count through the version's add and remove actions.</summary>
    [JsonPropertyName("dataChange")]
    public bool DataChange { get; init; }

    /// <summary>Writer's own notes; absent in most tables.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }
}
