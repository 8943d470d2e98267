using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>Settings of a named domain, kept by a feature such as row tracking.</summary>
public sealed record DomainMetadata : DeltaAction
{
    /// <summary>Name of the domain.</summary>
    [JsonPropertyName("domain")]
    public required string Domain { get; init; }

    /// <summary>Content, in the domain's own notation.</summary>
    [JsonPropertyName("configuration")]
    public required string Configuration { get; init; }

    /// <summary>The domain is gone.</summary>
    [JsonPropertyName("removed")]
    public required bool Removed { get; init; }
}
