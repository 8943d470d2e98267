using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Carelake.Fhir.Validation;

/// <summary>JSON strings as bytes, so that nothing is made of what needs only a look.</summary>
internal static class Utf8Text
{
    /// <summary>The text of a JSON string without its quotes and escapes.</summary>
    public static ReadOnlySpan<byte> Of(JsonElement json)
    {
        var raw = JsonMarshal.GetRawUtf8Value(json)[1..^1];
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(json.GetString()!) : raw;
    }

    /// <summary>The name of a property without escapes.</summary>
    public static ReadOnlySpan<byte> Name(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(property.Name) : raw;
    }

    /// <summary>A property of an object; undefined when it has none of that name, or is no object.</summary>
    public static JsonElement Get(this JsonElement json, ReadOnlySpan<byte> name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) ? found : default;

    /// <summary>An object has a property of that name.</summary>
    public static bool Has(this JsonElement json, ReadOnlySpan<byte> name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out _);

    /// <summary>A property that is a string, or null.</summary>
    public static string? String(this JsonElement json, ReadOnlySpan<byte> name) =>
        json.Get(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A JSON string of exactly these bytes.</summary>
    public static bool Is(this JsonElement json, ReadOnlySpan<byte> text) => json.ValueKind == JsonValueKind.String && json.ValueEquals(text);

    /// <summary>Both are there and equal, numbers by their value. One whose exponent is too large to compare equals only what is written alike.</summary>
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind || left.ValueKind == JsonValueKind.Undefined) return false;
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (ArgumentOutOfRangeException)
        {
            return JsonMarshal.GetRawUtf8Value(left).SequenceEqual(JsonMarshal.GetRawUtf8Value(right));
        }
    }

    /// <summary>The items of an array; none for anything else.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : default;
}
