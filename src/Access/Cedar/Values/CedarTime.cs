using System.Globalization;

namespace Carelake.Access.Cedar;

/// <summary>The extensions <c>datetime</c> and <c>duration</c>, both in milliseconds (Cedar RFC 80).</summary>
internal static class CedarTime
{
    public const long Day = 86_400_000;

    /// <summary>
    /// Reads <c>YYYY-MM-DD</c>, or that with <c>Thh:mm:ss</c>, optionally <c>.SSS</c>, then <c>Z</c> or <c>(+|-)hhmm</c>.
    /// </summary>
    public static bool TryParseDatetime(string text, out long milliseconds)
    {
        milliseconds = 0;
        var span = text.AsSpan();
        if (span.Length < 10 || span[4] != '-' || span[7] != '-') return false;
        if (!TryDigits(span[..4], out var year) || !TryDigits(span[5..7], out var month) || !TryDigits(span[8..10], out var day)) return false;
        if (month is < 1 or > 12 || day < 1 || day > DaysIn(year, month)) return false;
        milliseconds = DaysSince1970(year, month, day) * Day;
        return span.Length == 10 || TryTime(span[10..], ref milliseconds);
    }

    /// <summary>Reads <c>-1d2h3m4s5ms</c>: at least one part, each at most once, in this order.</summary>
    public static bool TryParseDuration(string text, out long milliseconds)
    {
        milliseconds = 0;
        var span = text.AsSpan();
        var isNegative = span.StartsWith("-");
        if (isNegative) span = span[1..];
        if (span.IsEmpty) return false;
        Int128 total = 0;
        ReadOnlySpan<long> sizes = [Day, 3_600_000, 60_000, 1_000, 1];
        var next = 0;
        while (!span.IsEmpty)
        {
            var digits = span.IndexOfAnyExceptInRange('0', '9');
            if (digits < 1 || !ulong.TryParse(span[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
            span = span[digits..];
            var (unit, length) = span[0] switch
            {
                'd' => (0, 1),
                'h' => (1, 1),
                'm' when span.StartsWith("ms") => (4, 2),
                'm' => (2, 1),
                's' => (3, 1),
                _ => (-1, 0),
            };
            if (unit < next) return false;
            next = unit + 1;
            total += (Int128)count * sizes[unit];
            span = span[length..];
        }
        if (isNegative) total = -total;
        if (total < long.MinValue || total > long.MaxValue) return false;
        milliseconds = (long)total;
        return true;
    }

    /// <summary>The day of a moment, at midnight; <see langword="null"/> when it is before the range.</summary>
    public static long? ToDate(long milliseconds)
    {
        var day = Math.DivRem(milliseconds, Day, out var rest);
        if (rest < 0) day--;
        var start = (Int128)day * Day;
        return start < long.MinValue ? null : (long)start;
    }

    /// <summary>What is past midnight.</summary>
    public static long ToTime(long milliseconds)
    {
        var rest = milliseconds % Day;
        return rest < 0 ? rest + Day : rest;
    }

    private static bool TryTime(ReadOnlySpan<char> span, ref long milliseconds)
    {
        if (span.Length < 10 || span[0] != 'T' || span[3] != ':' || span[6] != ':') return false;
        if (!TryDigits(span[1..3], out var hour) || !TryDigits(span[4..6], out var minute) || !TryDigits(span[7..9], out var second)) return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        milliseconds += (((hour * 60L) + minute) * 60 + second) * 1000;
        span = span[9..];
        if (span[0] == '.')
        {
            if (span.Length < 5 || !TryDigits(span[1..4], out var fraction)) return false;
            milliseconds += fraction;
            span = span[4..];
        }
        if (span is "Z") return true;
        if (span.Length != 5 || span[0] is not ('+' or '-')) return false;
        if (!TryDigits(span[1..3], out var hours) || !TryDigits(span[3..5], out var minutes) || hours > 23 || minutes > 59) return false;
        var offset = ((hours * 60L) + minutes) * 60_000;
        milliseconds -= span[0] == '+' ? offset : -offset;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> span, out int value)
    {
        value = 0;
        return !span.ContainsAnyExceptInRange('0', '9') && int.TryParse(span, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static int DaysIn(int year, int month) => month switch
    {
        2 => (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    // The civil calendar from the 1st of March, so that the leap day is the last of its year; .NET's types begin with the year 1, Cedar with 0.
    private static long DaysSince1970(int year, int month, int day)
    {
        var shifted = month <= 2 ? year - 1 : year;
        var era = (shifted >= 0 ? shifted : shifted - 399) / 400;
        var yearOfEra = shifted - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097L) + dayOfEra - 719_468;
    }
}
