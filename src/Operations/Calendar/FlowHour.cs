using System.Collections.Immutable;

namespace Carelake.Operations;

/// <summary>One hour of a facility's clock.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="LocalDate">The date there.</param>
/// <param name="LocalHour">0 to 23, as clocks there show.</param>
/// <param name="Start">Its beginning, in UTC.</param>
/// <param name="End">Its end, in UTC.</param>
public sealed record FlowHour(string FacilityId, DateOnly LocalDate, int LocalHour, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The hours of a facility's days. A day of a clock change has 23 or 25 of them; what is counted by hours stays right.</summary>
    public static ImmutableArray<FlowHour> Of(string facilityId, TimeZoneInfo zone, DateOnly firstDay, int days)
    {
        var hours = ImmutableArray.CreateBuilder<FlowHour>(days * 24);
        var end = Midnight(zone, firstDay.AddDays(days));
        for (var at = Midnight(zone, firstDay); at < end; at = at.AddHours(1))
        {
            var local = TimeZoneInfo.ConvertTime(at, zone);
            hours.Add(new(facilityId, DateOnly.FromDateTime(local.DateTime), local.Hour, at, at.AddHours(1)));
        }
        return hours.ToImmutable();
    }

    internal static DateTimeOffset Midnight(TimeZoneInfo zone, DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Some zones skip midnight itself: the day then begins an hour later.
        if (zone.IsInvalidTime(midnight)) midnight = midnight.AddHours(1);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
