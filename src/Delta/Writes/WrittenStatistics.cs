using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Carelake.Delta.Schema;

namespace Carelake.Delta.Writes;

/// <summary>
/// What DuckDB says of a Parquet file it wrote (<c>RETURN_STATS</c>, every value as text), as the JSON that Delta keeps with the file.
/// See "Per-file Statistics" in the Delta protocol. A bound that text cannot say exactly is left out: no bound is always true.
/// </summary>
internal static class WrittenStatistics
{
    /// <summary>Columns that statistics are kept of, counted in leaves; Spark's default.</summary>
    public const int DefaultIndexedColumns = 32;

    private const int LongestText = 32;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private delegate bool WriteBound(Utf8JsonWriter writer, LeafColumn leaf);

    private sealed record LeafColumn(string Name, PrimitiveLeaf Type, IReadOnlyDictionary<string, string?> Values);

    private sealed record PrimitiveLeaf(DeltaType Type);

    /// <summary>The JSON of a file.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="schema">The file's columns: those of the table without the partition columns.</param>
    /// <param name="columns">By DuckDB's path, such as <c>"a"."b"</c>: the names and values it returned.</param>
    /// <param name="indexedColumns">How many leaves, from the first, are kept; -1 for all.</param>
    public static string ToJson(
        long rows, StructType schema, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> columns,
        int indexedColumns = DefaultIndexedColumns)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("numRecords", rows);
            Write(writer, "minValues", schema, columns, indexedColumns, (w, leaf) => WriteMin(w, leaf));
            Write(writer, "maxValues", schema, columns, indexedColumns, (w, leaf) => WriteMax(w, leaf));
            Write(writer, "nullCount", schema, columns, indexedColumns, WriteNullCount);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The same statistics for a file that lost rows: its bounds hold but may be wider than the rows.</summary>
    /// <param name="stats">As the log has them; <see langword="null"/> when nobody took any.</param>
    /// <param name="rows">Number of rows in the file, those deleted included.</param>
    public static string WithWideBounds(string? stats, long rows)
    {
        var json = stats is null ? [] : System.Text.Json.Nodes.JsonNode.Parse(stats) as System.Text.Json.Nodes.JsonObject ?? [];
        json["numRecords"] = rows;
        json["tightBounds"] = false;
        return json.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Number of rows that the statistics tell; <see langword="null"/> when they do not.</summary>
    public static long? RowCount(string? stats)
    {
        if (stats is null) return null;
        using var json = JsonDocument.Parse(stats);
        return json.RootElement.TryGetProperty("numRecords", out var rows) && rows.TryGetInt64(out var count) ? count : null;
    }

    /// <summary>Null values of a top-level column, told by DuckDB; 0 when it does not tell.</summary>
    public static long NullCount(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> columns, string name) =>
        columns.TryGetValue(Quote(name), out var values) && values.GetValueOrDefault("null_count") is { } text
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : 0;

    private static void Write(
        Utf8JsonWriter writer, string member, StructType schema,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> columns, int limit, WriteBound write)
    {
        writer.WriteStartObject(member);
        var left = limit < 0 ? int.MaxValue : limit;
        WriteFields(writer, schema, "", columns, write, ref left);
        writer.WriteEndObject();
    }

    private static void WriteFields(
        Utf8JsonWriter writer, StructType schema, string path,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> columns, WriteBound write, ref int left)
    {
        foreach (var field in schema.Fields)
        {
            var name = field.PhysicalName;
            var fieldPath = path.Length == 0 ? Quote(name) : path + "." + Quote(name);
            if (field.Type is StructType inner)
            {
                writer.WriteStartObject(name);
                WriteFields(writer, inner, fieldPath, columns, write, ref left);
                writer.WriteEndObject();
            }
            else if (left-- > 0 && columns.TryGetValue(fieldPath, out var values))
            {
                write(writer, new LeafColumn(name, new PrimitiveLeaf(field.Type), values));
            }
        }
    }

    private static bool WriteNullCount(Utf8JsonWriter writer, LeafColumn leaf)
    {
        if (leaf.Values.GetValueOrDefault("null_count") is not { } text) return false;
        writer.WriteNumber(leaf.Name, long.Parse(text, CultureInfo.InvariantCulture));
        return true;
    }

    private static bool WriteMin(Utf8JsonWriter writer, LeafColumn leaf) =>
        leaf.Values.GetValueOrDefault("min") is { } text && WriteValue(writer, leaf, text, isMax: false);

    // NaN is larger than any number to Spark, and DuckDB leaves it out of its bounds.
    private static bool WriteMax(Utf8JsonWriter writer, LeafColumn leaf) =>
        leaf.Values.GetValueOrDefault("max") is { } text && leaf.Values.GetValueOrDefault("has_nan") != "true"
        && WriteValue(writer, leaf, text, isMax: true);

    private static bool WriteValue(Utf8JsonWriter writer, LeafColumn leaf, string text, bool isMax)
    {
        if (JsonValue(leaf.Type.Type, text, isMax) is not { } json) return false;
        writer.WritePropertyName(leaf.Name);
        if (leaf.Type.Type is DecimalType || IsNumber(leaf.Type.Type)) writer.WriteRawValue(json, skipInputValidation: true);
        else writer.WriteStringValue(json);
        return true;
    }

    /// <summary>A bound as JSON says it; <see langword="null"/> when it cannot.</summary>
    private static string? JsonValue(DeltaType type, string text, bool isMax) => type switch
    {
        DecimalType => text,
        PrimitiveType t when t == PrimitiveType.String => isMax ? ShortMax(text) : ShortMin(text),
        PrimitiveType t when t == PrimitiveType.Date => text.Length == "2024-01-31".Length && char.IsAsciiDigit(text[0]) ? text : null,
        PrimitiveType t when t == PrimitiveType.Timestamp => Moment(text, isMax) is { } moment ? moment + "Z" : null,
        PrimitiveType t when t == PrimitiveType.TimestampNtz => Moment(text, isMax),
        PrimitiveType t when t == PrimitiveType.Float || t == PrimitiveType.Double =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? text : null,
        _ when IsNumber(type) => text,
        _ => null,
    };

    private static bool IsNumber(DeltaType type) =>
        type is PrimitiveType { Name: "byte" or "short" or "integer" or "long" or "float" or "double" };

    // Delta keeps milliseconds; a bound must not be cut into the values.
    private static string? Moment(string text, bool isMax)
    {
        var plain = text.EndsWith("+00", StringComparison.Ordinal) ? text[..^3] : text;
        string[] formats = ["yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm:ss"];
        if (!DateTime.TryParseExact(plain, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)) return null;
        var rest = moment.Ticks % TimeSpan.TicksPerMillisecond;
        var whole = moment.AddTicks(-rest);
        if (isMax && rest > 0 && whole < DateTime.MaxValue.AddMilliseconds(-1)) whole = whole.AddMilliseconds(1);
        return whole.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);
    }

    private static string ShortMin(string text) => text[..CutAt(text)];

    // The largest code point after the prefix is above whatever was cut off.
    private static string ShortMax(string text)
    {
        var cut = CutAt(text);
        return cut == text.Length ? text : text[..cut] + "\U0010FFFF";
    }

    private static int CutAt(string text)
    {
        if (text.Length <= LongestText) return text.Length;
        return char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
