using System.Text.Json;

namespace Carelake.Sources.Databases;

/// <summary>
/// How far the pulls of a table came: the highest watermark and the hashes of the rows at it (with a lookback: from it on), so that
/// the next pull can start at the very watermark and take only what it has not seen. For a full load: the hash of the last extract.
/// </summary>
internal sealed record WatermarkState
{
    /// <summary>Kind of <see cref="Watermark"/>: see <see cref="WatermarkValue"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>The value to start from, as text.</summary>
    public string? Watermark { get; init; }

    /// <summary>Hashes of the rows at or past <see cref="Watermark"/>, sorted.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>SHA-256 of the last full extract.</summary>
    public string? Content { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote; an empty state for <see langword="null"/>.</summary>
    public static WatermarkState FromJson(string? json) =>
        json is null ? new WatermarkState() : JsonSerializer.Deserialize<WatermarkState>(json) ?? new WatermarkState();
}
