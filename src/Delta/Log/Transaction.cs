using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>How far an application has got: the base of exactly-once writes.</summary>
public sealed record Transaction : DeltaAction
{
    /// <summary>Who; any text that the application keeps.</summary>
    [JsonPropertyName("appId")]
    public required string AppId { get; init; }

    /// <summary>How far; rises from commit to commit.</summary>
    [JsonPropertyName("version")]
    public required long Version { get; init; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    [JsonPropertyName("lastUpdated")]
    public long? LastUpdated { get; init; }
}
