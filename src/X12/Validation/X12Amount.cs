namespace Carelake.X12;

/// <summary>Amounts as whole ten-thousandths, so that sums are exact and need no decimal arithmetic.</summary>
internal static class X12Amount
{
    private const int Decimals = 4;
    private const int LongestWhole = 14;

    /// <summary>Reads an amount; false when it is none, has more than four decimals that are not zero, or is too large.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long amount)
    {
        amount = 0;
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        if (isNegative) text = text[1..];
        if (text.IsEmpty) return false;
        long value = 0;
        var whole = 0;
        var decimals = -1;
        foreach (var digit in text)
        {
            if (digit == (byte)'.')
            {
                if (decimals >= 0) return false;
                decimals = 0;
                continue;
            }
            if ((uint)(digit - '0') > 9) return false;
            if (decimals >= Decimals)
            {
                if (digit != (byte)'0') return false;
                continue;
            }
            value = value * 10 + (digit - '0');
            if (decimals >= 0) decimals++;
            else if (++whole > LongestWhole) return false;
        }
        for (var missing = Math.Max(0, decimals); missing < Decimals; missing++) value *= 10;
        amount = isNegative ? -value : value;
        return true;
    }

    /// <summary>For a person: at least two decimals.</summary>
    public static string Text(long amount) => (amount / 10_000m).ToString("0.00##");
}
