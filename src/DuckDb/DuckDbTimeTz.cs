namespace Carelake.DuckDb;

/// <summary>A TIME WITH TIME ZONE. Its own type, as its offset may reach 15:59:59, which <see cref="DateTimeOffset"/> refuses.</summary>
/// <param name="Time">Time of day where it was taken.</param>
/// <param name="Offset">Ahead of UTC, whole seconds.</param>
public readonly record struct DuckDbTimeTz(TimeOnly Time, TimeSpan Offset)
{
    // The engine keeps micros in the upper 40 bits and the offset, turned round so that order follows UTC, in the lower 24.
    private const int OffsetBits = 24;
    private const int MaxOffsetSeconds = (16 * 60 * 60) - 1;

    internal static DuckDbTimeTz FromBits(ulong bits) => new(
        Temporal.Time((long)(bits >> OffsetBits)),
        TimeSpan.FromSeconds(MaxOffsetSeconds - (int)(bits & ((1u << OffsetBits) - 1))));

    internal ulong ToBits() =>
        ((ulong)Temporal.Micros(Time) << OffsetBits) | (uint)(MaxOffsetSeconds - (int)Offset.TotalSeconds);
}
