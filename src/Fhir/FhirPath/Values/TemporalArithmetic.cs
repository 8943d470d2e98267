namespace Carelake.Fhir.FhirPath.Values;

/// <summary>Dates and times with a duration added (N1, section 6.7).</summary>
internal static class TemporalArithmetic
{
    private const decimal DaysInMonth = 30;
    private const decimal DaysInYear = 365;
    private const int MonthsInYear = 12;

    /// <summary>Adds or takes away a duration; refuses what is none, and UCUM's years and months, which have a fixed length.</summary>
    /// <param name="value">Start.</param>
    /// <param name="duration">A calendar duration, or one of UCUM up to weeks.</param>
    /// <param name="sign">1 or -1.</param>
    public static Computed Add(TemporalValue value, QuantityValue duration, int sign)
    {
        if (!duration.IsCalendar && duration.Code is not ("wk" or "d" or "h" or "min" or "s" or "ms")) return Computed.Refused;
        // Below the second nothing exists but the millisecond; of all units but the calendar second only the whole part counts.
        var amount = duration is { IsCalendar: true, Unit: "second" } ? duration.Value : decimal.Truncate(duration.Value);
        if (Math.Abs(amount) > 1e15m) return default;
        var (unit, count) = duration.Code switch
        {
            "a" => (TemporalPrecision.Year, amount),
            "mo" => (TemporalPrecision.Month, amount),
            "wk" => (TemporalPrecision.Day, amount * 7),
            "d" => (TemporalPrecision.Day, amount),
            "h" => (TemporalPrecision.Hour, amount),
            "min" => (TemporalPrecision.Minute, amount),
            "s" => (TemporalPrecision.Second, amount),
            _ => (TemporalPrecision.Millisecond, amount),
        };
        return value.Kind == TemporalKind.Time ? OnTime(value, unit, sign * count) : OnDate(value, unit, sign * count);
    }

    private static Computed OnTime(TemporalValue value, TemporalPrecision unit, decimal count)
    {
        if (unit < TemporalPrecision.Hour) return Computed.Refused;
        var ticks = (value.Local.TimeOfDay.Ticks + (long)(Coarsened(count, unit, value.Precision) * TicksOf(Coarser(unit, value.Precision)) % TimeSpan.TicksPerDay))
            % TimeSpan.TicksPerDay;
        return With(value, new DateTime(ticks < 0 ? ticks + TimeSpan.TicksPerDay : ticks));
    }

    private static Computed OnDate(TemporalValue value, TemporalPrecision unit, decimal count)
    {
        var coarse = Coarser(unit, value.Precision);
        var whole = Coarsened(count, unit, value.Precision);
        try
        {
            return With(value, coarse switch
            {
                TemporalPrecision.Year => value.Local.AddMonths((int)(whole * MonthsInYear)),
                TemporalPrecision.Month => value.Local.AddMonths((int)whole),
                _ => value.Local.AddTicks((long)(whole * TicksOf(coarse))),
            });
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            return default;
        }
    }

    private static TemporalPrecision Coarser(TemporalPrecision unit, TemporalPrecision precision) => unit < precision ? unit : precision;

    // N1: a unit finer than the value's precision is converted to it, the fraction dropped: @2014 + 24 months is @2016.
    private static decimal Coarsened(decimal count, TemporalPrecision unit, TemporalPrecision precision)
    {
        if (unit <= precision) return count;
        if (unit == TemporalPrecision.Millisecond && precision == TemporalPrecision.Second) return decimal.Truncate(count / 1000);
        if (unit == TemporalPrecision.Month) return decimal.Truncate(count / MonthsInYear);
        var days = count * TicksOf(unit) / TimeSpan.TicksPerDay;
        return decimal.Truncate(precision switch
        {
            TemporalPrecision.Year => days / DaysInYear,
            TemporalPrecision.Month => days / DaysInMonth,
            _ => count * TicksOf(unit) / TicksOf(precision),
        });
    }

    private static decimal TicksOf(TemporalPrecision unit) => unit switch
    {
        TemporalPrecision.Day => TimeSpan.TicksPerDay,
        TemporalPrecision.Hour => TimeSpan.TicksPerHour,
        TemporalPrecision.Minute => TimeSpan.TicksPerMinute,
        TemporalPrecision.Second => TimeSpan.TicksPerSecond,
        _ => TimeSpan.TicksPerMillisecond,
    };

    private static TemporalValue With(TemporalValue value, DateTime local) =>
        new(value.Kind, local, value.Precision, value.FractionDigits, value.Offset);
}
