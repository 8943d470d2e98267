using System.Runtime.InteropServices;

namespace Carelake.DuckDb;

/// <summary>An INTERVAL: three parts that do not convert into each other, as a month has no fixed number of days.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days.</param>
/// <param name="Micros">Microseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDbInterval(int Months, int Days, long Micros)
{
    /// <summary>The interval of a time span: days and the rest in microseconds.</summary>
    /// <exception cref="OverflowException">The span is finer than a microsecond.</exception>
    public static DuckDbInterval FromTimeSpan(TimeSpan span)
    {
        var rest = span.Ticks % TimeSpan.TicksPerDay;
        if (rest % TimeSpan.TicksPerMicrosecond != 0) throw new OverflowException("An INTERVAL holds whole microseconds.");
        return new(0, (int)(span.Ticks / TimeSpan.TicksPerDay), rest / TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>The interval as a time span, a day being 24 hours.</summary>
    /// <exception cref="InvalidCastException">It has months, which have no fixed length.</exception>
    public TimeSpan ToTimeSpan() => Months == 0
        ? new TimeSpan(checked((Days * TimeSpan.TicksPerDay) + (Micros * TimeSpan.TicksPerMicrosecond)))
        : throw new InvalidCastException("An INTERVAL with months is no TimeSpan.");
}
