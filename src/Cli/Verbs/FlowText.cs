using System.Collections.Immutable;
using System.Globalization;
using Carelake.Operations;

namespace Carelake.Cli.Verbs;

/// <summary>The measures of patient flow as text tables.</summary>
internal static class FlowText
{
    /// <summary>Days, wards, specialties and theatres of every facility.</summary>
    public static void Write(Terminal terminal, FlowMeasures measures, FlowPlans plans, ImmutableArray<FlowHour> hours, IReadOnlyCollection<TheatreSession> sessions)
    {
        var (throughput, emergency, stays) = (measures.Throughput().ToLookup(row => row.FacilityId), measures.Emergency().ToLookup(row => row.FacilityId), measures.Stays().ToLookup(row => row.FacilityId));
        var (occupancy, turnover) = (measures.Occupancy().ToLookup(row => row.FacilityId), measures.Turnover().ToLookup(row => row.FacilityId));
        var lists = measures.Sessions(sessions).ToLookup(row => row.Session.FacilityId);
        foreach (var facility in hours.GroupBy(hour => hour.FacilityId, StringComparer.Ordinal))
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"{facility.Key}  {facility.First().LocalDate:yyyy-MM-dd} to {facility.Last().LocalDate:yyyy-MM-dd}  ({plans.Zones.Of(facility.Key).Id})");
            WriteDays(terminal, throughput[facility.Key], [.. emergency[facility.Key]], [.. stays[facility.Key]]);
            WriteWards(terminal, plans, occupancy[facility.Key], turnover[facility.Key]);
            WriteStays(terminal, [.. stays[facility.Key]]);
            WriteTheatres(terminal, [.. lists[facility.Key]]);
        }
        if (plans.Beds.Beds.IsEmpty) terminal.Say($"Without a plan of beds there is no occupancy: add {FlowPlans.BedsName}, or name one with --plan.");
        if (plans.Sessions.Lists.IsEmpty) terminal.Say($"Without theatre lists there is no utilisation: add {FlowPlans.SessionsName}.");
    }

    /// <summary>Patients in the beds of a ward at every hour, a line a day.</summary>
    public static void WriteWard(Terminal terminal, FlowMeasures measures, FlowPlans plans, ImmutableArray<FlowHour> hours, string ward)
    {
        var counts = measures.Occupancy().Where(row => row.Ward == ward).ToLookup(row => row.FacilityId);
        foreach (var facility in hours.GroupBy(hour => hour.FacilityId, StringComparer.Ordinal))
        {
            var rows = counts[facility.Key].ToDictionary(row => row.At);
            if (rows.Count == 0) continue;
            terminal.Out.WriteLine($"{facility.Key}  {ward}  patients in {rows.Values.First().BedCount} beds when the hour begins  ({plans.Zones.Of(facility.Key).Id})");
            var table = new TextTable(terminal, ["date", .. Enumerable.Range(0, 24).Select(hour => $">{hour:00}"), ">occupancy"]);
            foreach (var day in facility.GroupBy(hour => hour.LocalDate))
            {
                // The hour that a clock change repeats is shown once, the one it skips not at all.
                var cells = Enumerable.Range(0, 24).Select(hour => day.FirstOrDefault(one => one.LocalHour == hour) is { } found ? (object)(long)rows[found.Start].OccupiedCount : "");
                table.Add([$"{day.Key:yyyy-MM-dd}", .. cells, Percent(day.Average(hour => rows[hour.Start].Occupancy))]);
            }
            table.Write(terminal);
        }
    }

    /// <summary>The daily situation report.</summary>
    public static void WriteSitRep(Terminal terminal, FlowMeasures measures)
    {
        foreach (var facility in measures.SitReps().GroupBy(row => row.FacilityId, StringComparer.Ordinal))
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"{facility.Key}  general and acute beds at 08:00; handovers and emergency attendances of the day before");
            var table = new TextTable(terminal, "date", ">core", ">occupied", ">escalation", ">7+ d", ">14+ d", ">21+ d", ">handovers", ">over 30 min", ">over 60 min", ">attended", ">over 4 h", ">over 12 h");
            foreach (var row in facility)
                table.Add($"{row.Date:yyyy-MM-dd}", (long)row.CoreBedCount, (long)row.CoreOccupiedCount, (long)row.EscalationOccupiedCount, (long)row.SevenDayCount, (long)row.FourteenDayCount, (long)row.TwentyOneDayCount,
                    (long)row.HandoverCount, (long)row.HandoverOver30Count, (long)row.HandoverOver60Count, (long)row.AttendanceCount, (long)row.BreachCount, (long)row.TwelveHourWaitCount);
            table.Write(terminal);
        }
    }

    private static void WriteDays(Terminal terminal, IEnumerable<Throughput> days, IReadOnlyCollection<EmergencyMeasure> attendances, IReadOnlyCollection<StayMeasure> stays)
    {
        var table = new TextTable(terminal, "date", ">arrivals", ">left ED", ">wait h", ">over 4 h", ">boarded", ">boarding h", ">admitted", ">discharged", ">before noon");
        foreach (var day in days)
        {
            var emergency = EmergencySummary.Of([.. attendances.Where(attendance => attendance.LocalDate == day.LocalDate)]);
            var discharged = StaySummary.Of([.. stays.Where(stay => stay.LocalDate == day.LocalDate)]);
            table.Add($"{day.LocalDate:yyyy-MM-dd}", (long)day.ArrivalCount, (long)(emergency?.Count ?? 0), Number(emergency?.MeanWaitHours),
                emergency is null ? "" : $"{emergency.BreachCount} ({Percent(emergency.BreachRate)})", (long)(emergency?.BoardedCount ?? 0), Number(emergency?.MeanBoardingHours),
                (long)day.AdmissionCount, (long)day.DischargeCount, Percent(discharged?.BeforeNoonRate));
        }
        table.Write(terminal);
    }

    private static void WriteWards(Terminal terminal, FlowPlans plans, IEnumerable<WardHour> hours, IEnumerable<WardTurnover> turnovers)
    {
        var occupancy = hours.GroupBy(hour => hour.Ward, StringComparer.Ordinal).ToDictionary(ward => ward.Key, ward => OccupancySummary.Of([.. ward]), StringComparer.Ordinal);
        if (occupancy.Count == 0) return;
        var table = new TextTable(terminal, "ward", "", ">beds", ">occupancy", ">peak", ">departures", ">per bed", ">interval h");
        foreach (var ward in turnovers)
            table.Add(ward.Ward, plans.Beds.Beds.First(bed => bed.FacilityId == ward.FacilityId && bed.Location.Ward == ward.Ward).WardName, (long)ward.BedCount, Percent(occupancy[ward.Ward].MeanOccupancy),
                (long)occupancy[ward.Ward].PeakCount, (long)ward.DepartureCount, Number(ward.Turnover), Number(ward.Interval?.TotalHours));
        table.Write(terminal);
    }

    private static void WriteStays(Terminal terminal, IReadOnlyCollection<StayMeasure> stays)
    {
        var table = new TextTable(terminal, "specialty", ">stays ended", ">mean days", ">transfers a stay", ">before noon", ">back in 30 days");
        foreach (var service in stays.GroupBy(stay => stay.Service, StringComparer.Ordinal).OrderBy(service => service.Key, StringComparer.Ordinal)) Add(service.Key.Length > 0 ? service.Key : "(none)", [.. service]);
        Add("all", stays);
        table.Write(terminal);

        void Add(string name, IReadOnlyCollection<StayMeasure> some)
        {
            if (StaySummary.Of(some) is { } sum)
                table.Add(name, (long)sum.Count, Number(sum.MeanDays), sum.TransfersPerStay.ToString("0.00", CultureInfo.InvariantCulture), Percent(sum.BeforeNoonRate), Percent(sum.ReadmissionRate));
        }
    }

    private static void WriteTheatres(Terminal terminal, IReadOnlyCollection<SessionMeasure> lists)
    {
        if (lists.Count == 0) return;
        var table = new TextTable(terminal, "theatre", ">lists", ">utilisation", ">first case late min", ">turnaround min", ">cases planned", ">cancelled", ">lists cancelled");
        foreach (var theatre in lists.GroupBy(list => list.Session.Theatre, StringComparer.Ordinal))
        {
            var sum = SessionSummary.Of([.. theatre])!; // A group has members.
            table.Add(theatre.Key, (long)sum.Count, Percent(sum.Utilisation), Number(sum.MeanFirstCaseDelayMinutes), Number(sum.MeanTurnaroundMinutes), (long)sum.PlannedCount, (long)sum.CancelledCount, (long)sum.CancelledListCount);
        }
        table.Write(terminal);
    }

    private static string Percent(double? rate) => rate is { } known ? known.ToString("0 %", CultureInfo.InvariantCulture) : "";

    private static string Number(double? number) => number is { } known ? known.ToString("0.0", CultureInfo.InvariantCulture) : "";
}
