using System.Text.Json;
using Carelake.Delta.Schema;

namespace Carelake.Delta.Scans;

/// <summary>
/// What a file's add action says of its rows. Bounds may be wider than the rows are (rows deleted since, text cut short), never
/// narrower. See "Per-file Statistics" in the Delta protocol.
/// </summary>
public sealed class FileStatistics
{
    // Spark cuts the microseconds off the times it writes into statistics.
    private static readonly TimeSpan TimePrecision = TimeSpan.FromMilliseconds(1);

    private readonly JsonElement root;

    private FileStatistics(JsonElement root) => this.root = root;

    /// <summary>Rows in the file, deleted ones included; <see langword="null"/> when the writer did not say.</summary>
    public long? RecordCount => root.TryGetProperty("numRecords", out var count) && count.TryGetInt64(out var number) ? number : null;

    /// <summary>The statistics of an add action.</summary>
    /// <returns><see langword="null"/> when there are none, or none that can be understood: they only save work.</returns>
    public static FileStatistics? Parse(string? json)
    {
        if (string.IsNullOrEmpty(json)) return null;
        try
        {
            var statistics = JsonElement.Parse(json);
            return statistics.ValueKind == JsonValueKind.Object ? new FileStatistics(statistics) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>No row of the column is below this; <see langword="null"/> when that is not known.</summary>
    public object? Minimum(StructField column, string name) => Bound("minValues", column, name);

    /// <summary>No row of the column is above this; <see langword="null"/> when that is not known.</summary>
    public object? Maximum(StructField column, string name) => Bound("maxValues", column, name) switch
    {
        DateTimeOffset moment => moment + TimePrecision,
        DateTime time => time + TimePrecision,
        var bound => bound,
    };

    /// <summary>How many rows of the column are null; <see langword="null"/> when that is not known.</summary>
    /// <param name="name">The column's name in the file.</param>
    public long? NullCount(string name) =>
        Member("nullCount", name) is { ValueKind: JsonValueKind.Number } count && count.TryGetInt64(out var number) ? number : null;

    private object? Bound(string kind, StructField column, string name) =>
        Member(kind, name) is { } value ? ComparableValue.OfJson(value, column.Type) : null;

    private JsonElement? Member(string kind, string name) =>
        root.TryGetProperty(kind, out var values) && values.ValueKind == JsonValueKind.Object && values.TryGetProperty(name, out var value)
            ? value
            : null;
}
