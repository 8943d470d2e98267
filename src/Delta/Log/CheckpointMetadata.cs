using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>First words of a v2 checkpoint.</summary>
public sealed record CheckpointMetadata : DeltaAction
{
    /// <summary>Version of the table that the checkpoint holds.</summary>
    [JsonPropertyName("version")]
    public required long Version { get; init; }

    /// <summary>Writer's own notes.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }
}
