namespace Carelake.Core.Identifiers;

/// <summary>Check digits that several identifiers share.</summary>
internal static class Digits
{
    /// <summary>Only ASCII digits, and at least one.</summary>
    public static bool All(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Luhn: from the right, every second digit doubled and its digits added.</summary>
    public static int LuhnSum(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = digits[^(index + 1)] - '0';
            var weighted = index % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum;
    }
}
