using System.Globalization;
using System.Text;
using System.Text.Json;
using Carelake.Delta.Schema;

namespace Carelake.Delta.Scans;

/// <summary>
/// Values of statistics, partitions and conditions in one form per column type, so that they can be compared. What cannot be brought
/// into the form is <see langword="null"/>: not known, so nothing is skipped because of it.
/// </summary>
internal static class ComparableValue
{
    /// <summary>A bound as statistics have it.</summary>
    public static object? OfJson(JsonElement json, DeltaType type) => json.ValueKind switch
    {
        JsonValueKind.Number when IsFloating(type) => json.GetDouble(),
        JsonValueKind.Number when IsExact(type) => json.TryGetDecimal(out var number) ? number : null,
        JsonValueKind.String when !IsFloating(type) && !IsExact(type) => OfText(json.GetString()!, type), // A string has text.
        _ => null,
    };

    /// <summary>A partition value as the log has it.</summary>
    public static object? OfText(string text, DeltaType type)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var culture = CultureInfo.InvariantCulture;
        if (type == PrimitiveType.String) return text;
        if (type == PrimitiveType.Date) return DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? date : null;
        if (type == PrimitiveType.Timestamp) return DateTimeOffset.TryParse(text, culture, Utc, out var moment) ? moment : null;
        if (type == PrimitiveType.TimestampNtz) return DateTime.TryParse(text, culture, DateTimeStyles.None, out var time) ? time : null;
        if (IsExact(type)) return decimal.TryParse(text, NumberStyles.Float, culture, out var exact) ? exact : null;
        if (IsFloating(type)) return double.TryParse(text, NumberStyles.Float, culture, out var number) ? number : null;
        return null;
    }

    /// <summary>A value that a condition compares with.</summary>
    public static object? OfValue(object? value, DeltaType type) => value switch
    {
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal when IsExact(type) =>
            Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        float or double when IsFloating(type) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        string text when type == PrimitiveType.String => text,
        DateOnly date when type == PrimitiveType.Date => date,
        DateTimeOffset moment when type == PrimitiveType.Timestamp => moment,
        DateTime time when type == PrimitiveType.TimestampNtz => time,
        _ => null,
    };

    /// <summary>Order of two values in the same form.</summary>
    public static int Compare(object a, object b) =>
        (a, b) is (string left, string right)
            ? Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right))
            : ((IComparable)a).CompareTo(b);

    /// <summary>Not a number is above all numbers for the engine, but in no bounds.</summary>
    public static bool IsFloating(DeltaType type) => type == PrimitiveType.Float || type == PrimitiveType.Double;

    private static bool IsExact(DeltaType type) =>
        type is DecimalType || type == PrimitiveType.Long || type == PrimitiveType.Integer || type == PrimitiveType.Short
        || type == PrimitiveType.Byte;
}
