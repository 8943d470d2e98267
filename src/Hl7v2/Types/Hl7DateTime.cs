using System.Buffers.Binary;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>The text of TS, DTM and DT (HL7 v2.5.1 sections 2.A.21, 2.A.22 and 2.A.77).</summary>
public static class Hl7DateTime
{
    /// <summary>Reads <c>YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]</c>.</summary>
    /// <param name="text">Without surrounding blanks.</param>
    /// <param name="value">As precise as the text; <see langword="default"/> when it is none.</param>
    /// <returns>The text is a date that exists; <c>00000000</c> and an odd number of digits are none.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out PartialDateTime value)
    {
        value = default;
        if (text.Length is 8 or 14 && TryReadPairs(text, out var days)) return TryReadPlain(text, days, out value);
        var digits = 0;
        while (digits < text.Length && text[digits] is >= (byte)'0' and <= (byte)'9') digits++;
        if (digits is not (4 or 6 or 8 or 10 or 12 or 14)) return false;
        var rest = text[digits..];
        var precision = (DateTimePrecision)((digits - 4) / 2);
        var ticks = 0;
        if (precision == DateTimePrecision.Second && rest is [(byte)'.', ..])
        {
            if (!TryReadFraction(ref rest, out ticks)) return false;
            precision = DateTimePrecision.Fraction;
        }
        if (!TryReadZone(rest, out var offset)) return false;

        var year = Two(text, 0) * 100 + Two(text, 2);
        var (month, day) = (At(text, digits, 4), At(text, digits, 6));
        var (hour, minute, second) = (At(text, digits, 8), At(text, digits, 10), At(text, digits, 12));
        if (year == 0 || precision >= DateTimePrecision.Month && month is < 1 or > 12) return false;
        if (precision >= DateTimePrecision.Day && (day < 1 || day > DateTime.DaysInMonth(year, month)) || hour > 23 || minute > 59 || second > 59) return false;
        value = new(precision, (short)year, (byte)month, (byte)day, (byte)hour, (byte)minute, (byte)second, ticks, offset);
        return true;
    }

    // A day, or a second without zone, is what nearly every sender writes: eight digits are read at once.
    private static bool TryReadPlain(ReadOnlySpan<byte> text, ulong days, out PartialDateTime value)
    {
        value = default;
        var times = 0UL;
        if (text.Length > 8 && !TryReadPairs(text[6..], out times)) return false;
        var year = Pair(days, 0) * 100 + Pair(days, 1);
        var (month, day, hour, minute, second) = (Pair(days, 2), Pair(days, 3), Pair(times, 1), Pair(times, 2), Pair(times, 3));
        if (year == 0 || month is < 1 or > 12 || day < 1 || day > 28 && day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        value = new(text.Length == 8 ? DateTimePrecision.Day : DateTimePrecision.Second, (short)year, (byte)month, (byte)day, (byte)hour, (byte)minute, (byte)second, 0, null);
        return true;
    }

    /// <summary>Eight digits as four numbers of two digits each, in the even bytes.</summary>
    private static bool TryReadPairs(ReadOnlySpan<byte> text, out ulong pairs)
    {
        // '0' to '9' become 0 to 9; anything else gets, or keeps, a high bit when 0x76 is added.
        var digits = BinaryPrimitives.ReadUInt64LittleEndian(text) ^ 0x3030303030303030;
        pairs = digits * 10 + (digits >> 8);
        return ((digits + 0x7676767676767676 | digits) & 0x8080808080808080) == 0;
    }

    private static int Pair(ulong pairs, int index) => (byte)(pairs >> 16 * index);

    private static int At(ReadOnlySpan<byte> text, int digits, int from) => from < digits ? Two(text, from) : 0;

    private static int Two(ReadOnlySpan<byte> text, int from) => (text[from] - '0') * 10 + text[from + 1] - '0';

    // One to four digits in the standard; senders write up to seven and more.
    private static bool TryReadFraction(ref ReadOnlySpan<byte> rest, out int ticks)
    {
        ticks = 0;
        var at = 1;
        for (var unit = 1_000_000; at < rest.Length && rest[at] is >= (byte)'0' and <= (byte)'9'; at++, unit /= 10)
            ticks += (rest[at] - '0') * unit;
        var length = at - 1;
        rest = rest[at..];
        return length > 0;
    }

    private static bool TryReadZone(ReadOnlySpan<byte> rest, out short? offset)
    {
        offset = null;
        if (rest.IsEmpty) return true;
        if (rest.Length != 5 || rest[0] is not ((byte)'+' or (byte)'-')) return false;
        foreach (var sign in rest[1..])
            if (sign is < (byte)'0' or > (byte)'9') return false;
        var minutes = Two(rest, 1) * 60 + Two(rest, 3);
        if (Two(rest, 3) > 59 || Two(rest, 1) > 14) return false;
        offset = (short)(rest[0] == '-' ? -minutes : minutes);
        return true;
    }
}
