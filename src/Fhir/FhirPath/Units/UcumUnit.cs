namespace Carelake.Fhir.FhirPath.Units;

/// <summary>
/// A UCUM unit in base units (UCUM, sections 2 and 4): <c>value × Mantissa × 10^Exponent + Offset</c> of <see cref="Dimension"/>.
/// </summary>
/// <param name="Mantissa">Factor without its power of ten, so that no prefix is too small for a decimal.</param>
/// <param name="Exponent">Power of ten.</param>
/// <param name="Dimension">Base units and their powers, sorted: <c>g1.m-3</c>; empty for the unity. Equal texts are comparable.</param>
/// <param name="Offset">Of the temperature scales, whose zero is not the base unit's.</param>
internal sealed record UcumUnit(decimal Mantissa, int Exponent, string Dimension, decimal Offset = 0)
{
    private const int SignificantDigits = 22;

    /// <summary>The unity, written <c>1</c>.</summary>
    public static UcumUnit One { get; } = new(1, 0, "");

    /// <summary>A value of this unit in another of the same dimension; null when the result is out of a decimal's range.</summary>
    public decimal? Convert(decimal value, UcumUnit target)
    {
        try
        {
            var inBase = Offset == 0 && target.Offset == 0 ? value : value + (Offset / Mantissa);
            var scaled = Scale(inBase * Mantissa / target.Mantissa, Exponent - target.Exponent);
            return Round(target.Offset == 0 ? scaled : scaled - (target.Offset / target.Mantissa));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    // Factors such as 5/9 are cut at the 28th digit; what they leave in the last few is no part of the value.
    private static decimal Round(decimal value) =>
        value == 0 ? value : Math.Round(value, Math.Clamp(SignificantDigits - (int)Math.Floor(Math.Log10((double)Math.Abs(value))), 0, 28));

    private static decimal Scale(decimal value, int exponent)
    {
        for (; exponent > 0; exponent--) value *= 10m;
        for (; exponent < 0; exponent++) value /= 10m;
        return value;
    }
}
