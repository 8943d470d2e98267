namespace Carelake.Core.Identifiers;

/// <summary>India's Aadhaar number: UIDAI, twelve digits, Verhoeff check digit.</summary>
public static class Aadhaar
{
    /// <summary>Twelve digits, the first 2 to 9, bare or in groups of four with spaces.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[12];
        if (text.Length == 14 && text[4] == ' ' && text[9] == ' ')
        {
            text[..4].CopyTo(digits);
            text[5..9].CopyTo(digits[4..]);
            text[10..].CopyTo(digits[8..]);
        }
        else if (text.Length != 12 || !text.TryCopyTo(digits))
        {
            return false;
        }

        return digits[0] >= '2' && Verhoeff.IsValid(digits);
    }
}
