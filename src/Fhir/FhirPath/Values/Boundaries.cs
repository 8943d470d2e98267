using System.Globalization;

namespace Carelake.Fhir.FhirPath.Values;

/// <summary><c>lowBoundary()</c>, <c>highBoundary()</c> and <c>precision()</c> (FHIRPath 3.0, section 5.8): the range that a value of limited precision stands for.</summary>
internal static class Boundaries
{
    private const int DefaultDecimalDigits = 8;
    private const int MostDecimalDigits = 28;

    /// <summary>The first or last value that would be written like this one; null when the precision asked for does not exist.</summary>
    /// <param name="value">A number, a quantity, a date or a time.</param>
    /// <param name="precision">Digits: after the point for a number, of the whole for dates and times; the finest when null.</param>
    /// <param name="isHigh">The last rather than the first.</param>
    public static SystemValue? Of(SystemValue value, int? precision, bool isHigh) => value switch
    {
        NumberValue number => Number(number.Value, precision, isHigh) is { } edge ? new DecimalValue(edge) : null,
        QuantityValue quantity => Number(quantity.Value, precision, isHigh) is { } edge ? new QuantityValue(edge, quantity.Unit, quantity.IsCalendar) : null,
        TemporalValue moment => Temporal(moment, precision, isHigh),
        _ => null,
    };

    /// <summary>Digits of a value: after the point for a number, of the whole for dates and times.</summary>
    public static int? Precision(SystemValue value) => value switch
    {
        NumberValue number => number.Value.Scale,
        QuantityValue quantity => quantity.Value.Scale,
        TemporalValue moment => DigitsOf(moment.Kind, moment.Precision),
        _ => null,
    };

    private static decimal? Number(decimal value, int? precision, bool isHigh)
    {
        var digits = precision ?? DefaultDecimalDigits;
        if (digits is < 0 or > MostDecimalDigits || value.Scale >= MostDecimalDigits) return null;
        try
        {
            var half = new decimal(5, 0, 0, isNegative: false, (byte)(value.Scale + 1));
            var edge = isHigh ? value + half : value - half;
            var rounded = Math.Round(edge, digits, isHigh ? MidpointRounding.ToPositiveInfinity : MidpointRounding.ToNegativeInfinity);
            return decimal.Parse(rounded.ToString("F" + digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static TemporalValue? Temporal(TemporalValue value, int? digits, bool isHigh)
    {
        var finest = value.Kind == TemporalKind.Date ? TemporalPrecision.Day : TemporalPrecision.Millisecond;
        if (PrecisionOf(value.Kind, digits, finest) is not { } precision) return null;
        var edge = isHigh ? Last(value) : value.Local;
        // Without a zone the moment is as early as the world's first one, as late as its last one.
        var offset = value.Offset;
        if (offset is null && value.Kind == TemporalKind.DateTime && precision > TemporalPrecision.Day)
            offset = TimeSpan.FromHours(isHigh ? -12 : 14);
        return new TemporalValue(value.Kind, Cut(edge, precision), precision, precision == TemporalPrecision.Millisecond ? 3 : 0, precision > TemporalPrecision.Day ? offset : null);
    }

    private static DateTime Last(TemporalValue value)
    {
        try
        {
            var next = value.Precision switch
            {
                TemporalPrecision.Year => value.Local.AddYears(1),
                TemporalPrecision.Month => value.Local.AddMonths(1),
                TemporalPrecision.Day => value.Local.AddDays(1),
                TemporalPrecision.Hour => value.Local.AddHours(1),
                TemporalPrecision.Minute => value.Local.AddMinutes(1),
                TemporalPrecision.Second => value.Local.AddSeconds(1),
                _ => value.Local.AddMilliseconds(1),
            };
            return next.AddMilliseconds(-1);
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTime.MaxValue;
        }
    }

    private static DateTime Cut(DateTime value, TemporalPrecision precision) => precision switch
    {
        TemporalPrecision.Year => new DateTime(value.Year, 1, 1),
        TemporalPrecision.Month => new DateTime(value.Year, value.Month, 1),
        TemporalPrecision.Day => value.Date,
        TemporalPrecision.Hour => value.Date.AddHours(value.Hour),
        TemporalPrecision.Minute => new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerMinute)),
        TemporalPrecision.Second => new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerSecond)),
        _ => new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerMillisecond)),
    };

    private static TemporalPrecision? PrecisionOf(TemporalKind kind, int? digits, TemporalPrecision finest)
    {
        if (digits is null) return finest;
        var first = kind == TemporalKind.Time ? TemporalPrecision.Hour : TemporalPrecision.Year;
        for (var precision = first; precision <= finest; precision++)
            if (DigitsOf(kind, precision) == digits)
                return precision;
        return null;
    }

    // YYYY MM DD hh mm ss fff: 4, 6, 8, 10, 12, 14, 17; of a time hh mm ss fff: 2, 4, 6, 9.
    private static int DigitsOf(TemporalKind kind, TemporalPrecision precision)
    {
        var digits = precision == TemporalPrecision.Millisecond ? 17 : 4 + (2 * (int)precision);
        return kind == TemporalKind.Time ? digits - 8 : digits;
    }
}
