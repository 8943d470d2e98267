using System.Globalization;

namespace Carelake.Sources.Databases;

/// <summary>Watermark values of every kind: to text and back without loss, in order, and back in time.</summary>
internal static class WatermarkValue
{
    // Text that sorts as the times it stands for: what SQLite and files have for times.
    private static readonly string[] IsoFormats =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd HH:mm:ss.fff",
        "yyyy-MM-dd HH:mm:ss.ffffff", "yyyy-MM-dd'T'HH:mm:ss.fff", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
    ];

    /// <summary>Kind and text of a value.</summary>
    public static (string Kind, string Text) Write(object value) => value switch
    {
        DateTime time => ("time", time.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture)),
        DateTimeOffset moment => ("moment", moment.ToUniversalTime().ToString("o", CultureInfo.InvariantCulture)),
        DateOnly date => ("date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        byte[] bytes => ("bytes", Convert.ToHexString(bytes)),
        string text => ("text", text),
        decimal number => ("decimal", number.ToString(CultureInfo.InvariantCulture)),
        short or int or long => ("integer", Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)),
        float or double => ("double", Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"A watermark cannot be a {value.GetType().Name}."),
    };

    /// <summary>The value that <see cref="Write"/> wrote.</summary>
    public static object Read(string kind, string text) => kind switch
    {
        "time" => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        "moment" => DateTimeOffset.ParseExact(text, "o", CultureInfo.InvariantCulture),
        "date" => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        "bytes" => Convert.FromHexString(text),
        "text" => text,
        "decimal" => decimal.Parse(text, CultureInfo.InvariantCulture),
        "integer" => long.Parse(text, CultureInfo.InvariantCulture),
        "double" => double.Parse(text, CultureInfo.InvariantCulture),
        _ => throw new FormatException($"No watermark is of the kind {kind}."),
    };

    /// <summary>Less than zero when <paramref name="left"/> comes first; both of one kind.</summary>
    public static int Compare(object left, object right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        _ => Comparer<object>.Default.Compare(left, right),
    };

    /// <summary>The same kind of value, earlier by <paramref name="lookback"/>; numbers and other text stay.</summary>
    public static object Earlier(object value, TimeSpan lookback) => lookback == TimeSpan.Zero ? value : value switch
    {
        DateTime time => time - DateTime.MinValue > lookback ? time - lookback : DateTime.MinValue,
        DateTimeOffset moment => moment - DateTimeOffset.MinValue > lookback ? moment - lookback : DateTimeOffset.MinValue,
        DateOnly date => DateOnly.FromDayNumber(Math.Max(0, date.DayNumber - (int)Math.Ceiling(lookback.TotalDays))),
        string text when IsoTime(text) is { } iso => (iso.Time - lookback).ToString(iso.Format, CultureInfo.InvariantCulture),
        _ => value,
    };

    /// <summary>The value, but not past <paramref name="latest"/>; numbers and other text stay.</summary>
    public static object NotAfter(object value, DateTimeOffset latest) => value switch
    {
        DateTime time when time > latest.UtcDateTime => DateTime.SpecifyKind(latest.UtcDateTime, DateTimeKind.Unspecified),
        DateTimeOffset moment when moment > latest => latest.ToUniversalTime(),
        string text when IsoTime(text) is { } iso && iso.Time > latest.UtcDateTime =>
            latest.UtcDateTime.ToString(iso.Format, CultureInfo.InvariantCulture),
        DateOnly date when date > DateOnly.FromDateTime(latest.UtcDateTime) => DateOnly.FromDateTime(latest.UtcDateTime),
        _ => value,
    };

    private static (DateTime Time, string Format)? IsoTime(string text)
    {
        foreach (var format in IsoFormats)
        {
            if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year > 1)
                return (time, format);
        }

        return null;
    }
}
