using System.Collections.Immutable;
using System.Globalization;
using Carelake.Core;

namespace Carelake.Operations;

/// <summary>A list that recurs every week.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="Theatre">The theatre.</param>
/// <param name="Day">The day of the week.</param>
/// <param name="Opens">By the facility's clock.</param>
/// <param name="Closes">By the facility's clock; after it opens.</param>
public sealed record PlannedSession(string FacilityId, string Theatre, DayOfWeek Day, TimeOnly Opens, TimeOnly Closes);

/// <summary>The theatre lists of the facilities.</summary>
/// <param name="Lists">Those that recur every week, in no order.</param>
public sealed record SessionPlan(ImmutableArray<PlannedSession> Lists)
{
    private const string Heading = "facility,theatre,day,opens,closes";

    /// <summary>No lists.</summary>
    public static SessionPlan Empty { get; } = new([]);

    /// <summary>The lists of a facility in a period.</summary>
    /// <param name="hours">Its hours, whole days in order.</param>
    /// <param name="zones">The facilities' clocks.</param>
    public IEnumerable<TheatreSession> Sessions(IEnumerable<FlowHour> hours, FacilityZones zones) =>
        from day in hours.Select(hour => (hour.FacilityId, hour.LocalDate)).Distinct()
        from list in Lists
        where list.FacilityId == day.FacilityId && list.Day == day.LocalDate.DayOfWeek
        orderby day.FacilityId, day.LocalDate, list.Theatre, list.Opens
        select new TheatreSession(list.FacilityId, list.Theatre, Moment(zones, list, day.LocalDate, list.Opens), Moment(zones, list, day.LocalDate, list.Closes));

    /// <summary>Reads a plan: comma-separated, one list a line, with the heading <c>facility,theatre,day,opens,closes</c>; <c>H1,OT-1,Monday,08:30,12:30</c>.</summary>
    /// <returns>What could be read; <c>OPS-0062</c> for each line that could not.</returns>
    public static Parsed<SessionPlan> Parse(string text)
    {
        var lists = ImmutableArray.CreateBuilder<PlannedSession>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        foreach (var (number, cells) in PlanLines.Of(text, Heading))
        {
            if (cells is [{ Length: > 0 } facility, { Length: > 0 } theatre, var day, var opens, var closes]
                && Enum.TryParse<DayOfWeek>(day, out var weekday) && Enum.IsDefined(weekday) && Time(opens) is { } start && Time(closes) is { } end && start < end)
                lists.Add(new(facility, theatre, weekday, start, end));
            else issues.Add(new("OPS-0062", Severity.Error, $"line {number}", $"A line of the theatre lists is not '{Heading}'."));
        }
        return new(new(lists.ToImmutable()), issues.ToImmutable());
    }

    /// <summary>Writes what <see cref="Parse"/> reads.</summary>
    public string ToText() => $"{Heading}\n{string.Concat(Lists.Select(list => $"{list.FacilityId},{list.Theatre},{list.Day},{list.Opens:HH\\:mm},{list.Closes:HH\\:mm}\n"))}";

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static DateTimeOffset Moment(FacilityZones zones, PlannedSession list, DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        return new DateTimeOffset(local, zones.Of(list.FacilityId).GetUtcOffset(local)).ToUniversalTime();
    }
}
