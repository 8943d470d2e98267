using System.Numerics;

namespace Carelake.DuckDb.Vectors;

/// <summary>The engine's packed forms of BIT and BIGNUM.</summary>
internal static class Bits
{
    private const int BigNumHeader = 3;

    /// <summary>BIT: one byte that says how many bits pad the front of the next, then the bits, highest first.</summary>
    internal static string Text(ReadOnlySpan<byte> stored)
    {
        var padding = stored[0];
        return string.Create(((stored.Length - 1) * 8) - padding, stored, (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                var at = i + bytes[0];
                text[i] = (bytes[1 + (at / 8)] & (0x80 >> (at % 8))) != 0 ? '1' : '0';
            }
        });
    }

    /// <summary>The stored form of a text of 0 and 1. Padding bits are ones, as the engine wants them.</summary>
    /// <exception cref="FormatException">The text is empty or holds another character.</exception>
    internal static byte[] Stored(string text)
    {
        if (text.Length == 0 || text.AsSpan().ContainsAnyExcept('0', '1')) throw new FormatException("A BIT is a text of 0 and 1, not empty.");
        var stored = new byte[1 + ((text.Length + 7) / 8)];
        var padding = ((stored.Length - 1) * 8) - text.Length;
        stored[0] = (byte)padding;
        for (var at = 0; at < padding + text.Length; at++)
            if (at < padding || text[at - padding] == '1')
                stored[1 + (at / 8)] |= (byte)(0x80 >> (at % 8));
        return stored;
    }

    /// <summary>BIGNUM: three bytes of length with the top bit set, then the magnitude, highest byte first; all inverted below zero.</summary>
    internal static BigInteger BigNum(ReadOnlySpan<byte> stored)
    {
        var isNegative = (stored[0] & 0x80) == 0;
        var magnitude = stored[BigNumHeader..].ToArray();
        if (isNegative)
            for (var i = 0; i < magnitude.Length; i++)
                magnitude[i] = (byte)~magnitude[i];
        var value = new BigInteger(magnitude, isUnsigned: true, isBigEndian: true);
        return isNegative ? -value : value;
    }

    /// <summary>The stored form of an integer.</summary>
    internal static byte[] Stored(BigInteger value)
    {
        var magnitude = BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] stored = [(byte)(0x80 | (magnitude.Length >> 16)), (byte)(magnitude.Length >> 8), (byte)magnitude.Length, .. magnitude];
        if (value.Sign < 0)
            for (var i = 0; i < stored.Length; i++)
                stored[i] = (byte)~stored[i];
        return stored;
    }
}
