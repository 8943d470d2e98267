using System.Text.Json;
using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>Who did what: provenance for people, free in its content.</summary>
public sealed record CommitInfo : DeltaAction
{
    /// <summary>Milliseconds since 1970, UTC; that of the commit, where in-commit timestamps are off.</summary>
    [JsonPropertyName("timestamp")]
    public long? Timestamp { get; init; }

    /// <summary>The commit's own time where the table asks for in-commit timestamps.</summary>
    [JsonPropertyName("inCommitTimestamp")]
    public long? InCommitTimestamp { get; init; }

    /// <summary>Such as <c>WRITE</c>, <c>MERGE</c>, <c>OPTIMIZE</c>.</summary>
    [JsonPropertyName("operation")]
    public string? Operation { get; init; }

    /// <summary>Settings of the operation; any JSON.</summary>
    [JsonPropertyName("operationParameters")]
    public IReadOnlyDictionary<string, JsonElement>? OperationParameters { get; init; }

    /// <summary>Version the writer had read.</summary>
    [JsonPropertyName("readVersion")]
    public long? ReadVersion { get; init; }

    /// <summary>True when nothing but new files was written, without reading the table.</summary>
    [JsonPropertyName("isBlindAppend")]
    public bool? IsBlindAppend { get; init; }

    /// <summary>Such as <c>Serializable</c> or <c>WriteSerializable</c>.</summary>
    [JsonPropertyName("isolationLevel")]
    public string? IsolationLevel { get; init; }

    /// <summary>What was written, as numbers in text.</summary>
    [JsonPropertyName("operationMetrics")]
    public IReadOnlyDictionary<string, JsonElement>? OperationMetrics { get; init; }

    /// <summary>Whatever the user wanted kept beside the commit.</summary>
    [JsonPropertyName("userMetadata")]
    public string? UserMetadata { get; init; }

    /// <summary>The program that wrote.</summary>
    [JsonPropertyName("engineInfo")]
    public string? EngineInfo { get; init; }

    /// <summary>Unique to the attempt: tells a writer whether the entry it finds is its own.</summary>
    [JsonPropertyName("txnId")]
    public string? TransactionId { get; init; }

    /// <summary>Everything else that a writer said.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}
