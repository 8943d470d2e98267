namespace Carelake.Fhir.Validation;

/// <summary>Whether plain text looks like HTML.</summary>
internal static class Markup
{
    /// <summary>Holds a tag: a less-than sign, a letter or slash, and a greater-than sign later.</summary>
    public static bool IsIn(ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)'<') is var at and >= 0)
        {
            text = text[(at + 1)..];
            if (text.Length > 1 && (IsLetter(text[0]) || (text[0] is (byte)'/' or (byte)'!' && IsLetter(text[1]))) && text.Contains((byte)'>'))
                return true;
        }
        return false;
    }

    private static bool IsLetter(byte letter) => (letter | 0x20) is >= (byte)'a' and <= (byte)'z';
}
