using System.Globalization;

namespace Carelake.Fhir.FromHl7v2.Values;

/// <summary>HL7 v2 times as FHIR writes them (HL7 v2.5.1 section 2.A.22 DTM; FHIR R4 datatypes, dateTime).</summary>
internal static class FhirTime
{
    /// <summary>
    /// A FHIR dateTime: as precise as what was sent up to the day; with a time, minutes and seconds that FHIR asks for are zero.
    /// </summary>
    /// <param name="text">A DTM, or a TS with a space.</param>
    /// <param name="offset">The zone when the value names none, such as <c>+01:00</c>.</param>
    /// <returns><see langword="null"/> when it is no time, or not a real one.</returns>
    public static string? DateTime(string text, string offset)
    {
        if (Read(text) is not { } time) return null;
        if (time.Digits.Length < 10) return Date(time.Digits);
        if (Date(time.Digits[..8]) is not { } date || Clock(time.Digits[8..]) is not { } clock) return null;
        return $"{date}T{clock}{time.Fraction}{(time.Zone.Length > 0 ? time.Zone : offset)}";
    }

    /// <summary>A FHIR date: year, month or day.</summary>
    public static string? DateOf(string text) => Read(text) is { } time ? Date(time.Digits.Length > 8 ? time.Digits[..8] : time.Digits) : null;

    /// <summary>A FHIR instant; a value less precise than a day cannot be one.</summary>
    public static string? Instant(string text, string offset)
    {
        if (Read(text) is not { Digits.Length: >= 8 } time || DateTime(text, offset) is not { } dateTime) return null;
        return time.Digits.Length < 10 ? $"{dateTime}T00:00:00{(time.Zone.Length > 0 ? time.Zone : offset)}" : dateTime;
    }

    /// <summary>A FHIR time of day (HL7 TM: <c>HHMM[SS[.S]]</c>).</summary>
    public static string? TimeOfDay(string text)
    {
        var end = text.AsSpan().IndexOfAny('+', '-');
        var clock = end < 0 ? text : text[..end];
        var dot = clock.IndexOf('.', StringComparison.Ordinal);
        var digits = (dot < 0 ? clock : clock[..dot]).Replace(":", "", StringComparison.Ordinal);
        var fraction = dot < 0 ? "" : clock[dot..];
        return digits.Length is 2 or 4 or 6 && digits.All(char.IsAsciiDigit) && Clock(digits) is { } time && IsFraction(fraction) ? time + fraction : null;
    }

    /// <summary>The zone that a value names, as <c>+hh:mm</c>; empty when it names none.</summary>
    public static string ZoneOf(string text) => Read(text)?.Zone ?? "";

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
        if (Read(left) is not { } first || Read(right) is not { } second) return false;
        var length = Math.Min(first.Digits.Length, second.Digits.Length);
        return string.CompareOrdinal(first.Digits, 0, second.Digits, 0, length) <= 0;
    }

    private readonly record struct V2Time(string Digits, string Fraction, string Zone);

    private static V2Time? Read(string text)
    {
        text = text.Trim();
        var zone = "";
        if (text.Length > 5 && text[^5] is '+' or '-' && text.AsSpan(text.Length - 4).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            if (int.Parse(text.AsSpan(text.Length - 4, 2), CultureInfo.InvariantCulture) > 14 || text[^2] > '5') return null;
            zone = $"{text[^5..^2]}:{text[^2..]}";
            text = text[..^5];
        }
        var fraction = "";
        if (text.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0)
        {
            fraction = text[dot..];
            text = text[..dot];
            if (text.Length != 14 || !IsFraction(fraction)) return null;
        }
        return text.Length is >= 4 and <= 14 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? new(text, fraction, zone) : null;
    }

    private static bool IsFraction(string text) =>
        text.Length == 0 || (text[0] == '.' && text.Length > 1 && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);

    private static string? Date(string digits)
    {
        if (digits.StartsWith("0000", StringComparison.Ordinal)) return null;
        if (digits.Length is 4 or 5) return digits[..4];
        if (digits[4..6] is "00" || string.CompareOrdinal(digits, 4, "12", 0, 2) > 0) return digits[4..6] == "00" ? digits[..4] : null;
        if (digits.Length is 6 or 7 || digits[6..8] == "00") return $"{digits[..4]}-{digits[4..6]}";
        return DateOnly.TryParseExact(digits[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? $"{digits[..4]}-{digits[4..6]}-{digits[6..8]}"
            : null;
    }

    /// <summary>An odd digit at the end is half of a pair that was cut off: it is left out.</summary>
    private static string? Clock(string digits)
    {
        var hour = digits[..2];
        var minute = digits.Length >= 4 ? digits[2..4] : "00";
        var second = digits.Length >= 6 ? digits[4..6] : "00";
        return string.CompareOrdinal(hour, "23") <= 0 && minute[0] <= '5' && second[0] <= '5' ? $"{hour}:{minute}:{second}" : null;
    }
}
