using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>Takes a logical file out of the table. The bytes stay until vacuum, for those who read older versions.</summary>
public sealed record RemoveFile : FileAction
{
    /// <summary>Milliseconds since 1970, UTC; <see langword="null"/> counts as 0, so long ago.</summary>
    [JsonPropertyName("deletionTimestamp")]
    public long? DeletionTimestamp { get; init; }

    /// <summary>Partition values and size are filled in.</summary>
    [JsonPropertyName("extendedFileMetadata")]
    public bool? ExtendedFileMetadata { get; init; }

    /// <summary>As in the file's <see cref="AddFile"/>; <see langword="null"/> when the writer left it out.</summary>
    [JsonPropertyName("partitionValues")]
    public IReadOnlyDictionary<string, string?>? PartitionValues { get; init; }

    /// <summary>Length of the Parquet file; <see langword="null"/> when the writer left it out.</summary>
    [JsonPropertyName("size")]
    public long? SizeBytes { get; init; }

    /// <summary>Statistics as JSON text, as in the file's <see cref="AddFile"/>.</summary>
    [JsonPropertyName("stats")]
    public string? Stats { get; init; }
}
