namespace Carelake.Core.Identifiers;

/// <summary>NHS number of England, Wales and the Isle of Man: NHS data dictionary, modulus 11.</summary>
public static class NhsNumber
{
    /// <summary>Ten digits, bare or as <c>999 999 9999</c> or with dashes; the last is the modulus 11 check digit.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[10];
        if (text.Length == 12 && text[3] is (' ' or '-') && text[7] == text[3])
        {
            text[..3].CopyTo(digits);
            text[4..7].CopyTo(digits[3..]);
            text[8..].CopyTo(digits[6..]);
        }
        else if (text.Length != 10 || !text.TryCopyTo(digits))
        {
            return false;
        }

        return Digits.All(digits) && CheckDigit(digits) == digits[9] - '0';
    }

    // A remainder of 1 gives 10, which no digit is: such numbers are not issued. A remainder of 0 gives 11, written 0.
    private static int CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var index = 0; index < 9; index++)
            sum += (10 - index) * (digits[index] - '0');
        var check = 11 - (sum % 11);
        return check == 11 ? 0 : check;
    }
}
