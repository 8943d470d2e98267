using System.Collections.Immutable;
using System.Globalization;
using Carelake.Core;
using Carelake.Operations;
using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Live;

/// <summary>The measures of patient flow over the days that the live state remembers: counts and means, no patient.</summary>
internal sealed class FlowEndpoints : IEndpoints
{
    private const int UsualDays = 14;
    private const int MostDays = 120;
    private const int HoursOfOccupancy = 48;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/flow/measures", Measures).View("live").WithTags("Live").WithName("FlowMeasures")
        .WithSummary("Occupancy, throughput, length of stay, emergency waits and readmissions, by hour or day; the last 14 days, or the months asked for.").ProducesProblem(404).ProducesProblem(422);

    private static ImmutableArray<MeasureAnswer> Measures(HttpContext context, Caller caller, string facility, string? from, string? to)
    {
        var (boards, _, _) = LiveEndpoints.Find(context, facility);
        return boards.Ask(state =>
        {
            var today = DateOnly.FromDateTime(state.LatestAt.UtcDateTime);
            var last = to is null ? today : Min(today, Month(to).AddMonths(1).AddDays(-1));
            var first = from is null ? last.AddDays(1 - UsualDays) : Max(Month(from), last.AddDays(1 - MostDays));
            if (first > last) return [];
            var hours = FlowHour.Of(facility, TimeZoneInfo.Utc, first, last.DayNumber - first.DayNumber + 1);
            var wards = boards.WardNames(facility);
            return Answers(new FlowMeasures(state, boards.Plan, hours), state, facility, wards);
        });
    }

    private static ImmutableArray<MeasureAnswer> Answers(FlowMeasures measures, FlowState state, string facility, IReadOnlyDictionary<string, string> wards)
    {
        // Days before the first message would be zeros that nobody counted.
        var known = state.Visits().Where(visit => visit.FacilityId == facility).Select(visit => visit.StartedAt).OfType<DateTimeOffset>().DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var since = known == DateTimeOffset.MaxValue ? DateOnly.MaxValue : DateOnly.FromDateTime(known.UtcDateTime);
        var throughput = measures.Throughput().Where(day => day.LocalDate >= since && day.LocalDate <= DateOnly.FromDateTime(state.LatestAt.UtcDateTime)).ToList();
        var stays = measures.Stays().GroupBy(stay => stay.LocalDate).OrderBy(day => day.Key).Select(day => (Day: day.Key, Of: StaySummary.Of([.. day])!)).ToList(); // A group is never empty.
        var emergency = measures.Emergency().GroupBy(one => one.LocalDate).OrderBy(day => day.Key).Select(day => (Day: day.Key, Of: EmergencySummary.Of([.. day])!)).ToList(); // As above.
        var occupancy = measures.Occupancy().Where(hour => hour.At <= state.LatestAt && hour.At > state.LatestAt.AddHours(-HoursOfOccupancy) && hour.At >= known).ToList();
        return
        [
            new("occupancy", "Occupancy by ward", "rate", "Patients in the ward's beds when the hour began, divided by its beds.",
                [.. occupancy.Select(hour => new MeasurePoint(null, hour.At, wards.GetValueOrDefault(hour.Ward, hour.Ward), hour.Occupancy))]),
            OfDays("arrivals", "Emergency arrivals", "patients", "Emergency attendances that began on the day.", throughput.Select(day => (day.LocalDate, (double?)day.ArrivalCount))),
            OfDays("admissions", "Admissions", "patients", "Inpatient stays that began on the day.", throughput.Select(day => (day.LocalDate, (double?)day.AdmissionCount))),
            OfDays("discharges", "Discharges", "patients", "Inpatient stays that ended on the day.", throughput.Select(day => (day.LocalDate, (double?)day.DischargeCount))),
            OfDays("length_of_stay", "Average length of stay", "days", "Mean days of 24 hours from admission to discharge, of stays that ended on the day.", stays.Select(day => (day.Day, (double?)day.Of.MeanDays))),
            OfDays("before_noon", "Discharged before noon", "rate", "Of stays that ended on the day, those that ended before 12:00.", stays.Select(day => (day.Day, (double?)day.Of.BeforeNoonRate))),
            OfDays("readmission", "Readmitted within 30 days", "rate", "Of stays that ended on the day, those whose patient was admitted again within 30 days, as far as is known.", stays.Select(day => (day.Day, (double?)day.Of.ReadmissionRate))),
            OfDays("transfers", "Transfers per stay", "transfers", "Ward changes of stays that ended on the day.", stays.Select(day => (day.Day, (double?)day.Of.TransfersPerStay))),
            OfDays("emergency_wait", "Time in the emergency department", "minutes", "Mean time from arrival to leaving, of attendances that ended on the day.", emergency.Select(day => (day.Day, (double?)(day.Of.MeanWaitHours * 60)))),
            OfDays("four_hours", "Longer than four hours", "rate", "Of attendances that ended on the day, those that took longer than four hours.", emergency.Select(day => (day.Day, (double?)day.Of.BreachRate))),
            OfDays("boarding", "Boarding", "minutes", "Mean time from the request of a bed to leaving the emergency department.", emergency.Select(day => (day.Day, day.Of.MeanBoardingHours * 60))),
        ];
    }

    private static MeasureAnswer OfDays(string name, string title, string unit, string definition, IEnumerable<(DateOnly Day, double? Value)> days) =>
        new(name, title, unit, definition, [.. days.Select(day => new MeasurePoint(day.Day, null, null, day.Value))]);

    private static DateOnly Month(string text) => DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
        ? month
        : throw new CarelakeException("SRV-0404", "A month is written as 2024-01.", "from, to", "Write year and month.");

    private static DateOnly Min(DateOnly left, DateOnly right) => left < right ? left : right;

    private static DateOnly Max(DateOnly left, DateOnly right) => left > right ? left : right;
}

/// <summary>A measure of patient flow over time.</summary>
/// <param name="Name">Name in the API.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Unit">Unit of its values; <c>rate</c> is 0 to 1.</param>
/// <param name="Definition">How it is counted.</param>
/// <param name="Points">Its values, in order.</param>
internal sealed record MeasureAnswer(string Name, string Title, string Unit, string Definition, IReadOnlyList<MeasurePoint> Points);

/// <summary>A value.</summary>
/// <param name="Day">The day by the facility's clock; null for values of an hour.</param>
/// <param name="At">Beginning of the hour; null for values of a day.</param>
/// <param name="Ward">The ward; null for the whole facility.</param>
/// <param name="Value">The value; null where nothing could be counted.</param>
internal sealed record MeasurePoint(DateOnly? Day, DateTimeOffset? At, string? Ward, double? Value);
