namespace Carelake.Hl7v2;

/// <summary>The characters that separate the parts of a message, as MSH-1 and MSH-2 declare them (HL7 v2.5.1 section 2.5.4).</summary>
/// <param name="Field">Between fields; usually <c>|</c>.</param>
/// <param name="Component">Between components; usually <c>^</c>; zero when the message declares none.</param>
/// <param name="Repetition">Between repetitions; usually <c>~</c>; zero when the message declares none.</param>
/// <param name="Escape">Around escape sequences; usually <c>\</c>; zero when the message declares none: then nothing is escaped.</param>
/// <param name="Subcomponent">Between subcomponents; usually <c>&amp;</c>; zero when the message declares none.</param>
/// <param name="Truncation">Marks a truncated value from version 2.7 on; usually <c>#</c>; zero when the message declares none.</param>
public readonly record struct Delimiters(byte Field, byte Component, byte Repetition, byte Escape, byte Subcomponent, byte Truncation)
{
    /// <summary><c>|^~\&amp;</c>: what nearly every system uses.</summary>
    public static Delimiters Usual { get; } = new((byte)'|', (byte)'^', (byte)'~', (byte)'\\', (byte)'&', 0);

    /// <summary>The text of MSH-2.</summary>
    public string EncodingCharacters =>
        string.Concat(new[] { Component, Repetition, Escape, Subcomponent, Truncation }.Where(sign => sign != 0).Select(sign => (char)sign));

    /// <summary>Reads MSH-1 and MSH-2 from the text of a header segment (MSH, FHS, BHS).</summary>
    /// <param name="header">The segment from its first letter on; may run on beyond its end.</param>
    /// <param name="delimiters">What was declared; the usual ones when nothing usable was.</param>
    /// <returns>What is wrong with the declaration; <see langword="null"/> when nothing is.</returns>
    internal static string? Read(ReadOnlySpan<byte> header, out Delimiters delimiters)
    {
        delimiters = Usual;
        if (header.Length > 8 && header[3..9].SequenceEqual(@"|^~\&|"u8)) return null;
        if (header.Length < 4 || !IsUsable(header[3])) return "The header declares no field separator; | is assumed.";
        var field = header[3];
        var rest = header[4..];
        var end = rest.IndexOfAny(field, (byte)'\r', (byte)'\n');
        var signs = end < 0 ? rest : rest[..end];
        delimiters = new(field, At(signs, 0), At(signs, 1), At(signs, 2), At(signs, 3), At(signs, 4));
        if (signs.IsEmpty)
        {
            delimiters = Usual with { Field = field };
            return "The header declares no encoding characters; the usual ones are assumed.";
        }
        // A sender that escapes its own source code writes ^~\\&: the doubled escape character is one, and & follows it.
        if (signs.Length == 5 && signs[3] == signs[2])
        {
            delimiters = delimiters with { Subcomponent = signs[4], Truncation = 0 };
            return "The escape character is declared twice.";
        }
        return signs.Length < 4 ? "The header declares fewer than four encoding characters; those that lack have no meaning."
            : HasDouble(field, signs[..4]) ? "The header declares one character for two purposes."
            : null;
    }

    private static byte At(ReadOnlySpan<byte> signs, int index) => index < signs.Length && IsUsable(signs[index]) ? signs[index] : (byte)0;

    private static bool HasDouble(byte field, ReadOnlySpan<byte> signs)
    {
        for (var index = 0; index < signs.Length; index++)
            if (signs[index] == field || signs[(index + 1)..].Contains(signs[index])) return true;
        return false;
    }

    // A letter or digit as separator would cut every value; a high byte would cut the characters of UTF-8.
    private static bool IsUsable(byte sign) => sign is > 0x20 and < 0x7F && !char.IsAsciiLetterOrDigit((char)sign);
}
