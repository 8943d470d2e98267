namespace Carelake.Core.Identifiers;

/// <summary>US Social Security number. There is no check digit; the rules are those of 20 CFR 422.103 and SSA's list of numbers never issued.</summary>
public static class Ssn
{
    /// <summary>
    /// Nine digits, bare or as <c>AAA-GG-SSSS</c>; area not 000, 666 or 900-999, group not 00, serial not 0000, and not one of the
    /// two numbers that advertisements made useless.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[9];
        return TryDigits(text, digits)
            && digits[..3] is not ("000" or "666") && digits[0] != '9'
            && digits[3..5] is not "00"
            && digits[5..] is not "0000"
            && digits is not ("078051120" or "219099999");
    }

    private static bool TryDigits(ReadOnlySpan<char> text, Span<char> digits)
    {
        if (text.Length == 11 && text[3] == '-' && text[6] == '-')
        {
            text[..3].CopyTo(digits);
            text[4..6].CopyTo(digits[3..]);
            text[7..].CopyTo(digits[5..]);
            return Digits.All(digits);
        }

        return text.TryCopyTo(digits) && text.Length == 9 && Digits.All(digits);
    }
}
