namespace Carelake.Core.Identifiers;

/// <summary>US National Provider Identifier: 45 CFR 162.406, check digit by ISO/IEC 7812-1 with the prefix 80840.</summary>
public static class Npi
{
    // What the prefix 80840 adds to the Luhn sum.
    private const int PrefixSum = 24;

    /// <summary>Ten digits, the first 1 or 2, the last a Luhn check digit over <c>80840</c> and the nine before.</summary>
    /// <param name="text">Digits only: no spaces, no dashes.</param>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text is ['1' or '2', ..] && text.Length == 10 && Digits.All(text) && (PrefixSum + Digits.LuhnSum(text)) % 10 == 0;
}
