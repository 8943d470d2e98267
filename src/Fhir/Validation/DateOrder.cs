using System.Globalization;
using System.Text.Json;

namespace Carelake.Fhir.Validation;

/// <summary>Whether a period ends after it starts.</summary>
internal static class DateOrder
{
    /// <summary>True also when one of the two is missing; null when their precisions or zones leave it open.</summary>
    public static bool? IsInOrder(JsonElement start, JsonElement end)
    {
        if (start.ValueKind != JsonValueKind.String || end.ValueKind != JsonValueKind.String) return true;
        return IsInOrder(Utf8Text.Of(start), Utf8Text.Of(end));
    }

    /// <summary>As above, for two texts.</summary>
    public static bool? IsInOrder(ReadOnlySpan<byte> first, ReadOnlySpan<byte> last)
    {
        if (!Primitives.IsDateTime(first) || !Primitives.IsDateTime(last)) return null;
        if (first.Length <= 10 || last.Length <= 10) return Dates(first, last);
        if (first.Length == last.Length && first[19..].SequenceEqual(last[19..])) return first.SequenceCompareTo(last) <= 0;
        return DateTimeOffset.TryParse(Utf8Of(first), CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && DateTimeOffset.TryParse(Utf8Of(last), CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            ? from <= to
            : null;
    }

    private static bool? Dates(ReadOnlySpan<byte> first, ReadOnlySpan<byte> last)
    {
        var length = Math.Min(Math.Min(first.Length, last.Length), 10);
        var order = first[..length].SequenceCompareTo(last[..length]);
        if (first.Length == last.Length) return order <= 0;
        // A zone can move a time to the day before or after, so nearly equal days of different precision decide nothing.
        return first.Length <= 10 && last.Length <= 10 && order != 0 ? order < 0 : null;
    }

    private static string Utf8Of(ReadOnlySpan<byte> text) => System.Text.Encoding.UTF8.GetString(text);
}
