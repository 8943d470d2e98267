using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Carelake.Cli;

/// <summary>Values of a result as text and JSON: ISO dates, invariant numbers, nested values as JSON.</summary>
internal static class ValueText
{
    /// <summary>The type is shown right-aligned.</summary>
    public static bool IsNumber(Type type) =>
        type.IsPrimitive && type != typeof(bool) && type != typeof(char) || type == typeof(decimal) || type == typeof(System.Numerics.BigInteger)
        || type == typeof(Int128) || type == typeof(UInt128);

    /// <summary>One value for people; NULL is empty.</summary>
    public static string Of(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? "" : Of(reader.GetValue(ordinal));

    /// <summary>One value for a CSV line, quoted where it must be.</summary>
    public static string Csv(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    /// <summary>One value as JSON.</summary>
    public static JsonNode? Json(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : Json(reader.GetValue(ordinal));

    /// <summary>One value for people.</summary>
    public static string Of(object value) => value switch
    {
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        byte[] bytes => Convert.ToHexString(bytes),
        IDictionary or IList => Json(value)!.ToJsonString(Terminal.Compact),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>One value as JSON.</summary>
    public static JsonNode? Json(object? value) => value switch
    {
        null or DBNull => null,
        bool truth => JsonValue.Create(truth),
        decimal or double or float or long or int or short or sbyte or byte or uint or ulong or ushort =>
            JsonSerializer.SerializeToNode(value, Terminal.Compact),
        byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
        IDictionary map => new JsonObject(map.Keys.Cast<object>().Select(key => KeyValuePair.Create(Of(key), Json(map[key])))),
        IList list => new JsonArray([.. list.Cast<object?>().Select(Json)]),
        _ => JsonValue.Create(Of(value)),
    };
}
