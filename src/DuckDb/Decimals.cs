using System.Numerics;

namespace Carelake.DuckDb;

/// <summary>Between the engine's decimals (128-bit integer and scale up to 38) and .NET's (96 bits, scale up to 28).</summary>
internal static class Decimals
{
    private const int MaxScale = 28;
    private static readonly Int128[] s_powers = [.. Enumerable.Range(0, 39).Select(n => (Int128)BigInteger.Pow(10, n))];
    private static readonly UInt128 s_maxUnscaled = (UInt128.One << 96) - 1;

    internal static Int128 PowerOfTen(int exponent) => s_powers[exponent];

    /// <summary>The value, exactly.</summary>
    /// <exception cref="InvalidCastException">It has more digits than .NET's decimal.</exception>
    internal static decimal FromUnscaled(Int128 unscaled, int scale)
    {
        if (scale > MaxScale)
        {
            var (quotient, rest) = Int128.DivRem(unscaled, s_powers[scale - MaxScale]);
            if (rest != 0) throw TooWide();
            (unscaled, scale) = (quotient, MaxScale);
        }

        var magnitude = unscaled < 0 ? (UInt128)(-unscaled) : (UInt128)unscaled;
        if (magnitude > s_maxUnscaled) throw TooWide();
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), unscaled < 0, (byte)scale);
    }

    /// <summary>The fast path for what fits 64 bits.</summary>
    internal static decimal FromUnscaled(long unscaled, int scale)
    {
        if (scale > MaxScale) return FromUnscaled((Int128)unscaled, scale);
        var magnitude = unscaled < 0 ? (ulong)-unscaled : (ulong)unscaled;
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, unscaled < 0, (byte)scale);
    }

    /// <summary>Unscaled digits of a value for a column of the given precision and scale.</summary>
    /// <exception cref="OverflowException">It has digits that the column cannot hold: nothing is rounded in silence.</exception>
    internal static Int128 ToUnscaled(decimal value, int precision, int scale)
    {
        var (unscaled, from) = Split(value);
        for (; from > scale; from--)
        {
            if (unscaled % 10 != 0) throw Loses(precision, scale);
            unscaled /= 10;
        }

        unscaled = checked(unscaled * s_powers[scale - from]);
        return Int128.Abs(unscaled) < s_powers[precision] ? unscaled : throw Loses(precision, scale);
    }

    /// <summary>Integer digits and scale of a value.</summary>
    internal static (Int128 Unscaled, int Scale) Split(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = ((Int128)(uint)bits[2] << 64) | ((Int128)(uint)bits[1] << 32) | (uint)bits[0];
        return (value < 0 ? -magnitude : magnitude, value.Scale);
    }

    private static InvalidCastException TooWide() =>
        new("The DECIMAL has more digits than .NET's decimal (28): read it as BigInteger, unscaled, or cast it in SQL.");

    private static OverflowException Loses(int precision, int scale) =>
        new($"The value does not fit DECIMAL({precision},{scale}) without loss.");
}
