using System.Globalization;

namespace Carelake.X12;

/// <summary>DTP or DTM: a date, a period or a time by its kind, as written, so that its precision stays.</summary>
/// <param name="Qualifier">DTP01, such as <c>472</c> service, <c>435</c> admission.</param>
/// <param name="Format">DTP02: <c>D8</c> CCYYMMDD, <c>RD8</c> a period, <c>DT</c> CCYYMMDDHHMM, <c>TM</c> HHMM, <c>D6</c> YYMMDD.</param>
/// <param name="Text">DTP03 as written.</param>
public sealed record QualifiedDate(string Qualifier, string Format, string Text)
{
    /// <summary>One day.</summary>
    public static QualifiedDate On(string qualifier, DateOnly date) => new(qualifier, "D8", Compact(date));

    /// <summary>A period, both days included.</summary>
    public static QualifiedDate Between(string qualifier, DateOnly first, DateOnly last) => new(qualifier, "RD8", $"{Compact(first)}-{Compact(last)}");

    /// <summary>A time of day, to the minute.</summary>
    public static QualifiedDate At(string qualifier, TimeOnly time) => new(qualifier, "TM", time.ToString("HHmm", CultureInfo.InvariantCulture));

    /// <summary>A moment, to the minute.</summary>
    public static QualifiedDate At(string qualifier, DateOnly date, TimeOnly time) =>
        new(qualifier, "DT", Compact(date) + time.ToString("HHmm", CultureInfo.InvariantCulture));

    /// <summary>The day, or the first day of the period; null for a time of day and for what is no date.</summary>
    public DateOnly? FirstDate => Format switch
    {
        "D8" or "RD8" or "DT" => Day(Text, 0, "yyyyMMdd"),
        "D6" => Day(Text, 0, "yyMMdd"),
        _ => null,
    };

    /// <summary>The day, or the last day of the period.</summary>
    public DateOnly? LastDate => Format == "RD8" && Text.IndexOf('-', StringComparison.Ordinal) is > 0 and var at ? Day(Text, at + 1, "yyyyMMdd") : FirstDate;

    /// <summary>The time of day, where the format has one.</summary>
    public TimeOnly? Time => Format switch
    {
        "TM" => Hour(Text, 0),
        "DT" => Hour(Text, 8),
        _ => null,
    };

    /// <summary>Kind and format; the date may be PHI.</summary>
    public override string ToString() => $"date {Qualifier} ({Format})";

    internal static string Compact(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    internal static DateOnly? Day(string text, int start = 0, string format = "yyyyMMdd") =>
        text.Length >= start + format.Length
        && DateOnly.TryParseExact(text.AsSpan(start, format.Length), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    internal static TimeOnly? Hour(string text, int start) =>
        text.Length >= start + 4
        && TimeOnly.TryParseExact(text.AsSpan(start, 4), "HHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
