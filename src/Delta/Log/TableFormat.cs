using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>How the data files of a table are written.</summary>
public sealed record TableFormat
{
    private static readonly IReadOnlyDictionary<string, string> Empty = new Dictionary<string, string>();

    /// <summary><c>parquet</c>: the protocol knows no other.</summary>
    [JsonPropertyName("provider")]
    public string Provider { get; init => field = value ?? "parquet"; } = "parquet";

    /// <summary>Options of the provider; empty.</summary>
    [JsonPropertyName("options")]
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? Empty; } = Empty;
}
