using System.Globalization;

namespace Carelake.Fhir.FromHl7v2.Values;

/// <summary>HL7 v2 times as FHIR writes them (HL7 v2.5.1 section 2.A.22 DTM; FHIR R4 datatypes, dateTime).</summary>
internal static class FhirTime
{
    private const int ClockLength = 8;
    private const int ZoneLength = 6;

    /// <summary>
    /// A FHIR dateTime: as precise as what was sent up to the day; with a time, minutes and seconds that FHIR asks for are zero.
    /// </summary>
    /// <param name="text">A DTM, or a TS with a space.</param>
    /// <param name="offset">The zone when the value names none, such as <c>+01:00</c>.</param>
    /// <returns><see langword="null"/> when it is no time, or not a real one.</returns>
    public static string? DateTime(string text, string offset)
    {
        if (!Read(text, out var digits, out var fraction, out var zone)) return null;
        if (digits.Length < 10) return Date(digits);
        Span<char> clock = stackalloc char[ClockLength];
        if (Date(digits[..8]) is not { } date || !Clock(digits[8..], clock)) return null;
        Span<char> named = stackalloc char[ZoneLength];
        return $"{date}T{clock}{fraction}{(zone.Length > 0 ? Named(zone, named) : offset)}";
    }

    /// <summary>A FHIR date: year, month or day.</summary>
    public static string? DateOf(string text) =>
        Read(text, out var digits, out _, out _) ? Date(digits.Length > 8 ? digits[..8] : digits) : null;

    /// <summary>A FHIR instant; a value less precise than a day cannot be one.</summary>
    public static string? Instant(string text, string offset)
    {
        if (!Read(text, out var digits, out _, out var zone) || digits.Length < 8 || DateTime(text, offset) is not { } dateTime) return null;
        return digits.Length < 10 ? $"{dateTime}T00:00:00{(zone.Length > 0 ? Named(zone, stackalloc char[ZoneLength]) : offset)}" : dateTime;
    }

    /// <summary>A FHIR time of day (HL7 TM: <c>HHMM[SS[.S]]</c>).</summary>
    public static string? TimeOfDay(string text)
    {
        var end = text.AsSpan().IndexOfAny('+', '-');
        var clock = end < 0 ? text : text[..end];
        var dot = clock.IndexOf('.', StringComparison.Ordinal);
        var digits = (dot < 0 ? clock : clock[..dot]).Replace(":", "", StringComparison.Ordinal);
        var fraction = dot < 0 ? "" : clock[dot..];
        Span<char> time = stackalloc char[ClockLength];
        return digits.Length is 2 or 4 or 6 && digits.All(char.IsAsciiDigit) && Clock(digits, time) && IsFraction(fraction) ? $"{time}{fraction}" : null;
    }

    /// <summary>The zone that a value names, as <c>+hh:mm</c>; empty when it names none.</summary>
    public static string ZoneOf(string text) =>
        Read(text, out _, out _, out var zone) && zone.Length > 0 ? Named(zone, stackalloc char[ZoneLength]).ToString() : "";

    /// <summary>A time some minutes later; <see langword="null"/> when there was no time of day.</summary>
    public static string? Plus(string dateTime, decimal minutes)
    {
        if (dateTime.Length < 19 || Math.Abs(minutes) > 60 * 24 * 366) return null;
        if (!DateTimeOffset.TryParse(dateTime, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)) return null;
        try
        {
            return time.AddMinutes((double)minutes).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Compares as far as both are precise.</summary>
    public static bool IsNotAfter(string left, string right)
    {
        if (!Read(left, out var first, out _, out _) || !Read(right, out var second, out _, out _)) return false;
        var length = Math.Min(first.Length, second.Length);
        return first[..length].CompareTo(second[..length], StringComparison.Ordinal) <= 0;
    }

    // The parts of a value: digits, a fraction with its point, a zone with its sign and without a colon.
    private static bool Read(string value, out ReadOnlySpan<char> digits, out ReadOnlySpan<char> fraction, out ReadOnlySpan<char> zone)
    {
        var text = value.AsSpan().Trim();
        digits = fraction = zone = default;
        if (text.Length > 5 && text[^5] is '+' or '-' && text[^4..].IndexOfAnyExceptInRange('0', '9') < 0)
        {
            if (int.Parse(text[^4..^2], CultureInfo.InvariantCulture) > 14 || text[^2] > '5') return false;
            zone = text[^5..];
            text = text[..^5];
        }
        if (text.IndexOf('.') is var dot and >= 0)
        {
            fraction = text[dot..];
            text = text[..dot];
            if (text.Length != 14 || !IsFraction(fraction)) return false;
        }
        digits = text;
        return text.Length is >= 4 and <= 14 && text.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    // A zone with its colon.
    private static ReadOnlySpan<char> Named(ReadOnlySpan<char> zone, Span<char> named)
    {
        zone[..3].CopyTo(named);
        named[3] = ':';
        zone[3..].CopyTo(named[4..]);
        return named;
    }

    private static bool IsFraction(ReadOnlySpan<char> text) =>
        text.Length == 0 || (text[0] == '.' && text.Length > 1 && text[1..].IndexOfAnyExceptInRange('0', '9') < 0);

    private static string? Date(ReadOnlySpan<char> digits)
    {
        var year = digits[..4];
        if (year.SequenceEqual("0000")) return null;
        if (digits.Length is 4 or 5) return year.ToString();
        var month = int.Parse(digits[4..6], CultureInfo.InvariantCulture);
        if (month == 0) return year.ToString();
        if (month > 12) return null;
        if (digits.Length is 6 or 7 || digits[6..8].SequenceEqual("00")) return $"{year}-{digits[4..6]}";
        var day = int.Parse(digits[6..8], CultureInfo.InvariantCulture);
        return day <= System.DateTime.DaysInMonth(int.Parse(year, CultureInfo.InvariantCulture), month) ? $"{year}-{digits[4..6]}-{digits[6..8]}" : null;
    }

    // Written as hh:mm:ss. An odd digit at the end is half of a pair that was cut off: it is left out.
    private static bool Clock(ReadOnlySpan<char> digits, Span<char> clock)
    {
        "00:00:00".CopyTo(clock);
        digits[..2].CopyTo(clock);
        if (digits.Length >= 4) digits[2..4].CopyTo(clock[3..]);
        if (digits.Length >= 6) digits[4..6].CopyTo(clock[6..]);
        return clock[..2].CompareTo("23", StringComparison.Ordinal) <= 0 && clock[3] <= '5' && clock[6] <= '5';
    }
}
