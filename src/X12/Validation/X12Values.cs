using System.Runtime.CompilerServices;

namespace Carelake.X12;

/// <summary>Tests of element values on their bytes (X12.6, section 3.5).</summary>
internal static class X12Values
{
    private static ReadOnlySpan<byte> DaysOfMonth => [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /// <summary>CCYYMMDD or YYMMDD that is a day of the calendar.</summary>
    public static bool IsDate(ReadOnlySpan<byte> value)
    {
        if (value.Length is not (6 or 8) || !IsDigits(value)) return false;
        // Two digits of a year can belong to a leap year; the century is not known.
        var year = value.Length == 8 ? Pair(value, 0) * 100 + Pair(value, 2) : 2000 + Pair(value, 0);
        return IsDay(year, Pair(value, value.Length - 4), Pair(value, value.Length - 2));
    }

    /// <summary>HHMM, HHMMSS, HHMMSSD or HHMMSSDD.</summary>
    public static bool IsTime(ReadOnlySpan<byte> value) =>
        value.Length is 4 or 6 or 7 or 8 && IsDigits(value) && Pair(value, 0) < 24 && Pair(value, 2) < 60
        && (value.Length == 4 || Pair(value, 4) < 60);

    /// <summary>A value in the form that a date time period format qualifier (element 1250) names; true for qualifiers not known here.</summary>
    public static bool IsPeriod(ReadOnlySpan<byte> qualifier, ReadOnlySpan<byte> value)
    {
        if (qualifier.SequenceEqual("D8"u8)) return value.Length == 8 && IsDate(value);
        if (qualifier.SequenceEqual("RD8"u8))
        {
            return value.Length == 17 && value[8] == (byte)'-' && IsDate(value[..8]) && IsDate(value[9..])
                && value[..8].SequenceCompareTo(value[9..]) <= 0;
        }
        if (qualifier.SequenceEqual("DT"u8)) return value.Length == 12 && IsDate(value[..8]) && IsTime(value[8..]);
        if (qualifier.SequenceEqual("TM"u8)) return value.Length == 4 && IsTime(value);
        return !qualifier.SequenceEqual("D6"u8) || (value.Length == 6 && IsDate(value));
    }

    /// <summary>Digits, with a minus in front where negative.</summary>
    public static bool IsInteger(ReadOnlySpan<byte> value)
    {
        if (value.Length > 0 && value[0] == (byte)'-') value = value[1..];
        return value.Length > 0 && IsDigits(value);
    }

    /// <summary>Digits with at most one point, and a minus in front where negative; no exponent, no plus, no comma.</summary>
    public static bool IsDecimal(ReadOnlySpan<byte> value, out int digits)
    {
        digits = 0;
        var points = 0;
        var at = value.Length > 0 && value[0] == (byte)'-' ? 1 : 0;
        for (; at < value.Length; at++)
            if ((uint)(value[at] - '0') <= 9) digits++;
            else if (value[at] == (byte)'.') points++;
            else return false;
        return digits > 0 && points <= 1;
    }

    /// <summary>All bytes are digits; true for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDigits(ReadOnlySpan<byte> value)
    {
        foreach (var digit in value)
            if ((uint)(digit - '0') > 9)
                return false;
        return true;
    }

    /// <summary>A count: digits that fit.</summary>
    public static bool TryCount(ReadOnlySpan<byte> value, out long count)
    {
        count = 0;
        if (value.Length is 0 or > 18 || !IsDigits(value)) return false;
        foreach (var digit in value)
            count = count * 10 + (digit - '0');
        return true;
    }

    /// <summary>Equal as numbers: without leading zeros.</summary>
    public static bool IsSameNumber(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.TrimStart((byte)'0').SequenceEqual(other.TrimStart((byte)'0'));

    private static bool IsDay(int year, int month, int day)
    {
        if ((uint)(month - 1) > 11 || day < 1) return false;
        if (month == 2 && DateTime.IsLeapYear(Math.Max(1, year))) return day <= 29;
        return day <= DaysOfMonth[month - 1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pair(ReadOnlySpan<byte> value, int at) => (value[at] - '0') * 10 + (value[at + 1] - '0');
}
