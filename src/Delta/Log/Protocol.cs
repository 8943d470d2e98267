using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>What a reader and a writer must understand.</summary>
public sealed record Protocol : DeltaAction
{
    /// <summary>1 to 3.</summary>
    [JsonPropertyName("minReaderVersion")]
    public required int MinReaderVersion { get; init; }

    /// <summary>1 to 7.</summary>
    [JsonPropertyName("minWriterVersion")]
    public required int MinWriterVersion { get; init; }

    /// <summary>Named features a reader must know; present exactly with reader version 3.</summary>
    [JsonPropertyName("readerFeatures")]
    public IReadOnlyList<string>? ReaderFeatures { get; init; }

    /// <summary>Named features a writer must know; present exactly with writer version 7.</summary>
    [JsonPropertyName("writerFeatures")]
    public IReadOnlyList<string>? WriterFeatures { get; init; }
}
