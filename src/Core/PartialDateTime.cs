using System.Globalization;

namespace Carelake.Core;

/// <summary>
/// A date or moment as precise as it was said, with its zone if one was said. It never becomes more precise: 1980 is not 1 January 1980. Parts beyond the
/// precision are zero.
/// </summary>
/// <param name="Precision">What was said.</param>
/// <param name="Year">1 to 9999.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31, one that the month has.</param>
/// <param name="Hour">0 to 23.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Second">0 to 59.</param>
/// <param name="Ticks">Fraction of the second in 100 ns, 0 to 9,999,999.</param>
/// <param name="OffsetMinutes">From UTC, east positive; <see langword="null"/> when no zone was said.</param>
public readonly record struct PartialDateTime(
    DateTimePrecision Precision, short Year, byte Month, byte Day, byte Hour, byte Minute, byte Second, int Ticks, short? OffsetMinutes)
{
    /// <summary>The day; <see langword="null"/> when less was said.</summary>
    public DateOnly? Date => Precision >= DateTimePrecision.Day ? new DateOnly(Year, Month, Day) : null;

    /// <summary>The moment.</summary>
    /// <param name="otherwise">The zone when none was said.</param>
    /// <returns><see langword="null"/> when less than the minute was said, or the moment is out of the range of the type.</returns>
    public DateTimeOffset? At(TimeSpan otherwise)
    {
        if (Precision < DateTimePrecision.Minute) return null;
        var offset = OffsetMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : otherwise;
        var local = new DateTime(Year, Month, Day, Hour, Minute, Second, DateTimeKind.Unspecified).AddTicks(Ticks);
        var utc = local.Ticks - offset.Ticks;
        return utc < 0 || utc > DateTime.MaxValue.Ticks || Math.Abs(offset.TotalHours) > 14 ? null : new DateTimeOffset(local, offset);
    }

    /// <summary>As ISO 8601 writes it, no more precise than it was said: <c>1980</c>, <c>1980-05</c>, <c>2025-01-15T10:30:00+05:30</c>.</summary>
    public override string ToString()
    {
        var text = Precision switch
        {
            DateTimePrecision.Year => $"{Year:D4}",
            DateTimePrecision.Month => $"{Year:D4}-{Month:D2}",
            DateTimePrecision.Day => $"{Year:D4}-{Month:D2}-{Day:D2}",
            DateTimePrecision.Hour => $"{Year:D4}-{Month:D2}-{Day:D2}T{Hour:D2}",
            DateTimePrecision.Minute => $"{Year:D4}-{Month:D2}-{Day:D2}T{Hour:D2}:{Minute:D2}",
            DateTimePrecision.Second => $"{Year:D4}-{Month:D2}-{Day:D2}T{Hour:D2}:{Minute:D2}:{Second:D2}",
            _ => $"{Year:D4}-{Month:D2}-{Day:D2}T{Hour:D2}:{Minute:D2}:{Second:D2}.{Ticks.ToString("D7", CultureInfo.InvariantCulture).TrimEnd('0').PadRight(1, '0')}",
        };
        if (OffsetMinutes is not { } offset || Precision < DateTimePrecision.Hour) return text;
        return $"{text}{(offset < 0 ? '-' : '+')}{Math.Abs(offset) / 60:D2}:{Math.Abs(offset) % 60:D2}";
    }
}
