using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>Content of <c>_last_checkpoint</c>: a hint where to begin reading, never the only proof.</summary>
public sealed record LastCheckpoint
{
    /// <summary>Version of the checkpoint.</summary>
    [JsonPropertyName("version")]
    public required long Version { get; init; }

    /// <summary>Number of actions in it.</summary>
    [JsonPropertyName("size")]
    public long? Size { get; init; }

    /// <summary>Number of files of a multi-part checkpoint; <see langword="null"/> when it is one.</summary>
    [JsonPropertyName("parts")]
    public int? Parts { get; init; }

    /// <summary>Length of the checkpoint's file.</summary>
    [JsonPropertyName("sizeInBytes")]
    public long? SizeBytes { get; init; }

    /// <summary>How many of the actions are <see cref="AddFile"/>.</summary>
    [JsonPropertyName("numOfAddFiles")]
    public long? AddFileCount { get; init; }
}
