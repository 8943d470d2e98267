using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>A Parquet file below <c>_delta_log/_sidecars</c> that holds the file actions of a v2 checkpoint.</summary>
public sealed record Sidecar : DeltaAction
{
    /// <summary>File name, or absolute URI.</summary>
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    /// <summary>Length of the file.</summary>
    [JsonPropertyName("sizeInBytes")]
    public required long SizeBytes { get; init; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    [JsonPropertyName("modificationTime")]
    public required long ModificationTime { get; init; }

    /// <summary>Writer's own notes.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }
}
