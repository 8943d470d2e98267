namespace Carelake.DuckDb;

/// <summary>Between the engine's counts since 1970 or midnight and .NET's types. What does not fit is an error; only below a microsecond is cut off.</summary>
internal static class Temporal
{
    private const long EpochTicks = 621_355_968_000_000_000;
    private static readonly int s_epochDay = new DateOnly(1970, 1, 1).DayNumber;

    internal static DateOnly Date(int days)
    {
        var number = (long)days + s_epochDay;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : throw OutOfRange("DATE");
    }

    internal static int Days(DateOnly date) => date.DayNumber - s_epochDay;

    internal static TimeOnly Time(long micros) => micros is >= 0 and < TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond
        ? new TimeOnly(micros * TimeSpan.TicksPerMicrosecond)
        : throw new InvalidCastException("The TIME 24:00:00 does not fit TimeOnly: read it as TimeSpan.");

    internal static TimeOnly TimeOfNanos(long nanos) => nanos / 100 is var ticks and >= 0 and < TimeSpan.TicksPerDay
        ? new TimeOnly(ticks)
        : throw new InvalidCastException("The TIME 24:00:00 does not fit TimeOnly: read it as TimeSpan.");

    internal static long Micros(TimeOnly time) => WholeMicros(time.Ticks);

    internal static DateTime Timestamp(long micros) => Ticks(micros, TimeSpan.TicksPerMicrosecond);

    internal static DateTime TimestampOfSeconds(long seconds) => Ticks(seconds, TimeSpan.TicksPerSecond);

    internal static DateTime TimestampOfMillis(long millis) => Ticks(millis, TimeSpan.TicksPerMillisecond);

    // The last two digits of the nanoseconds have no place in DateTime; the raw count is there through GetFieldValue<long>.
    internal static DateTime TimestampOfNanos(long nanos) => nanos is long.MaxValue or -long.MaxValue
        ? throw OutOfRange("TIMESTAMP_NS")
        : new DateTime(EpochTicks + (long)Math.Floor(nanos / 100m));

    internal static long Micros(DateTime moment) => WholeMicros(moment.Ticks - EpochTicks);

    internal static long Seconds(DateTime moment) => Whole(moment.Ticks - EpochTicks, TimeSpan.TicksPerSecond, "TIMESTAMP_S", "seconds");

    internal static long Millis(DateTime moment) =>
        Whole(moment.Ticks - EpochTicks, TimeSpan.TicksPerMillisecond, "TIMESTAMP_MS", "milliseconds");

    internal static long Nanos(DateTime moment) => checked((moment.Ticks - EpochTicks) * 100);

    internal static long Micros(DateTimeOffset moment) => WholeMicros(moment.UtcTicks - EpochTicks);

    // DateTime's 100 ns: finer than the engine's microsecond. Clocks give it by accident, so it is cut off, towards the past.
    private static long WholeMicros(long ticks) => ticks >= 0 ? ticks / 10 : (ticks - 9) / 10;

    private static long Whole(long ticks, long unit, string type, string units) => ticks % unit == 0
        ? ticks / unit
        : throw new InvalidCastException($"A {type} holds whole {units}.");

    private static DateTime Ticks(long count, long ticksPerUnit)
    {
        var ticks = ((Int128)count * ticksPerUnit) + EpochTicks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks) : throw OutOfRange("TIMESTAMP");
    }

    private static InvalidCastException OutOfRange(string type) =>
        new($"The {type} is infinite or outside the years 1 to 9999 of .NET: cast it in SQL, or read the raw count.");
}
