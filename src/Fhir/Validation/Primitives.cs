using System.Buffers;
using System.Buffers.Text;

namespace Carelake.Fhir.Validation;

/// <summary>Whether a text is a value of a primitive type (FHIR R4, section 2.24.0.1). By hand: these run for nearly every element.</summary>
internal static class Primitives
{
    private static readonly SearchValues<byte> IdLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."u8);

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

    private static readonly SearchValues<byte> Spaces = SearchValues.Create(" \t\r\n\f\v"u8);

    private static readonly SearchValues<byte> LowerHexadecimal = SearchValues.Create("0123456789abcdef"u8);

    public static bool IsId(ReadOnlySpan<byte> text) => text.Length is > 0 and <= 64 && !text.ContainsAnyExcept(IdLetters);

    public static bool IsCode(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || Spaces.Contains(text[0]) || Spaces.Contains(text[^1])) return false;
        for (var at = text.IndexOfAny(Spaces); at >= 0 && at + 1 < text.Length; at++)
            if (Spaces.Contains(text[at]) && Spaces.Contains(text[at + 1]))
                return false;
        return true;
    }

    public static bool HasSpace(ReadOnlySpan<byte> text) => text.ContainsAny(Spaces);

    public static bool IsUri(ReadOnlySpan<byte> text) => !text.ContainsAny(Spaces) && (!text.StartsWith("urn:uuid:"u8) || IsUuid(text)) && (!text.StartsWith("urn:oid:"u8) || IsOid(text));

    public static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != 45 || !text.StartsWith("urn:uuid:"u8)) return false;
        var uuid = text[9..];
        return uuid[8] == '-' && uuid[13] == '-' && uuid[18] == '-' && uuid[23] == '-'
            && !uuid[..8].ContainsAnyExcept(LowerHexadecimal) && !uuid[9..13].ContainsAnyExcept(LowerHexadecimal)
            && !uuid[14..18].ContainsAnyExcept(LowerHexadecimal) && !uuid[19..23].ContainsAnyExcept(LowerHexadecimal)
            && !uuid[24..].ContainsAnyExcept(LowerHexadecimal);
    }

    public static bool IsOid(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("urn:oid:"u8)) return false;
        var arcs = text[8..];
        if (arcs.IsEmpty || arcs[0] is < (byte)'0' or > (byte)'2') return false;
        var count = 0;
        foreach (var range in arcs.Split((byte)'.'))
        {
            var arc = arcs[range];
            if (arc.IsEmpty || arc.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (arc.Length > 1 && arc[0] == '0')) return false;
            if (count++ == 0 && arc.Length > 1) return false;
        }
        return count > 1;
    }

    /// <summary>Text that says something: no control characters, not only white space.</summary>
    public static bool IsString(ReadOnlySpan<byte> text) => !text.ContainsAny(Controls) && text.ContainsAnyExcept(Spaces);

    public static bool IsBase64(ReadOnlySpan<byte> text) => Base64.IsValid(text);

    public static bool IsDate(ReadOnlySpan<byte> text)
    {
        if (text.Length is not (4 or 7 or 10) || !Number(text[..4], out var year) || year == 0) return false;
        if (text.Length == 4) return true;
        if (text[4] != '-' || !Number(text[5..7], out var month) || month is 0 or > 12) return false;
        return text.Length == 7 || (text[7] == '-' && Number(text[8..], out var day) && day > 0 && day <= DateTime.DaysInMonth(year, month));
    }

    public static bool IsDateTime(ReadOnlySpan<byte> text) => text.Length <= 10 ? IsDate(text) : IsInstant(text);

    public static bool IsInstant(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[10] != 'T' || !IsDate(text[..10])) return false;
        var clock = text[11..];
        var zone = clock.IndexOfAny("Z+-"u8);
        return zone >= 0 && IsTime(clock[..zone]) && IsZone(clock[zone..]);
    }

    public static bool IsTime(ReadOnlySpan<byte> text)
    {
        if (text.Length < 8 || text[2] != ':' || text[5] != ':') return false;
        if (!Number(text[..2], out var hour) || !Number(text[3..5], out var minute) || !Number(text[6..8], out var second)) return false;
        // A leap second is second 60 (R4, dateTime).
        if (hour > 23 || minute > 59 || second > 60) return false;
        return text.Length == 8 || (text.Length > 9 && text[8] == '.' && !text[9..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));
    }

    /// <summary>A JSON number without fraction or exponent, of 32 bits.</summary>
    public static bool IsInteger(ReadOnlySpan<byte> text, int least) =>
        Utf8Parser.TryParse(text, out int number, out var used) && used == text.Length && number >= least;

    private static bool IsZone(ReadOnlySpan<byte> zone)
    {
        if (zone is [(byte)'Z']) return true;
        return zone.Length == 6 && zone[0] != 'Z' && zone[3] == ':' && Number(zone[1..3], out var hours) && Number(zone[4..], out var minutes)
            && (hours < 14 ? minutes < 60 : hours == 14 && minutes == 0);
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            number = (number * 10) + digit - '0';
        }
        return true;
    }
}
