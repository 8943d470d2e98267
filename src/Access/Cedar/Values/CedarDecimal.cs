using System.Globalization;

namespace Carelake.Access.Cedar;

/// <summary>The extension <c>decimal</c>: a 64-bit number of ten-thousandths.</summary>
internal static class CedarDecimal
{
    private const int Places = 4;

    /// <summary>Reads <c>-12.5</c>: digits on both sides of the point, at most four behind it.</summary>
    public static bool TryParse(string text, out long tenThousandths)
    {
        tenThousandths = 0;
        var isNegative = text.StartsWith('-');
        var digits = text.AsSpan(isNegative ? 1 : 0);
        var point = digits.IndexOf('.');
        if (point < 1 || digits.Length - point - 1 is < 1 or > Places) return false;
        if (digits[..point].ContainsAnyExceptInRange('0', '9') || digits[(point + 1)..].ContainsAnyExceptInRange('0', '9')) return false;
        if (!Int128.TryParse(digits[..point].TrimStart('0') is { Length: > 0 } whole ? whole[..Math.Min(whole.Length, 30)] : "0", out var units)) return false;
        var fraction = int.Parse(digits[(point + 1)..], CultureInfo.InvariantCulture);
        for (var place = digits.Length - point - 1; place < Places; place++) fraction *= 10;
        var value = (units * 10_000) + fraction;
        if (isNegative) value = -value;
        if (value < long.MinValue || value > long.MaxValue) return false;
        tenThousandths = (long)value;
        return true;
    }

    /// <summary>With one to four places.</summary>
    public static string Format(long tenThousandths)
    {
        var value = (Int128)tenThousandths;
        var sign = value < 0 ? "-" : "";
        var size = Int128.Abs(value);
        var fraction = ((long)(size % 10_000)).ToString("D4", CultureInfo.InvariantCulture).TrimEnd('0').PadRight(1, '0');
        return $"{sign}{size / 10_000}.{fraction}";
    }
}
