namespace Carelake.Operations;

/// <summary>Stays together.</summary>
/// <param name="Count">Stays that ended.</param>
/// <param name="MeanDays">Average length of stay in days of 24 hours.</param>
/// <param name="BeforeNoonRate">Discharged before noon, 0 to 1.</param>
/// <param name="ReadmissionRate">Readmitted within 30 days, 0 to 1.</param>
/// <param name="TransfersPerStay">Ward changes a stay.</param>
public sealed record StaySummary(int Count, double MeanDays, double BeforeNoonRate, double ReadmissionRate, double TransfersPerStay)
{
    /// <summary>The figures of some stays: of a facility, a specialty, a month. <see langword="null"/> when there are none.</summary>
    public static StaySummary? Of(IReadOnlyCollection<StayMeasure> stays) => stays.Count == 0 ? null : new(
        stays.Count, stays.Average(stay => stay.Length.TotalDays), stays.Average(stay => stay.IsBeforeNoon ? 1.0 : 0), stays.Average(stay => stay.IsReadmitted ? 1.0 : 0), stays.Average(stay => (double)stay.TransferCount));
}

/// <summary>Emergency attendances together.</summary>
/// <param name="Count">Attendances that ended.</param>
/// <param name="MeanWaitHours">From arrival to leaving.</param>
/// <param name="BreachCount">Longer than four hours.</param>
/// <param name="BoardedCount">Admitted after a bed was asked for.</param>
/// <param name="MeanBoardingHours">Their mean time from the request to leaving; <see langword="null"/> when there are none.</param>
public sealed record EmergencySummary(int Count, double MeanWaitHours, int BreachCount, int BoardedCount, double? MeanBoardingHours)
{
    /// <summary>Longer than four hours, 0 to 1.</summary>
    public double BreachRate => (double)BreachCount / Count;

    /// <summary>The figures of some attendances; <see langword="null"/> when there are none.</summary>
    public static EmergencySummary? Of(IReadOnlyCollection<EmergencyMeasure> attendances)
    {
        if (attendances.Count == 0) return null;
        var boarding = attendances.Where(attendance => attendance.Boarding is not null).Select(attendance => attendance.Boarding!.Value.TotalHours).ToList(); // Filtered just before.
        return new(attendances.Count, attendances.Average(attendance => attendance.Wait.TotalHours), attendances.Count(attendance => attendance.IsBreach), boarding.Count, boarding.Count == 0 ? null : boarding.Average());
    }
}

/// <summary>Hours of a ward together.</summary>
/// <param name="BedCount">Beds of the plan, escalation included.</param>
/// <param name="MeanOccupancy">Occupied of available beds, mean over the hours, 0 to 1 unless a feed overfills the ward.</param>
/// <param name="PeakCount">The most patients in its beds when an hour began.</param>
public sealed record OccupancySummary(int BedCount, double MeanOccupancy, int PeakCount)
{
    /// <summary>The figures of some hours of one ward, at least one.</summary>
    public static OccupancySummary Of(IReadOnlyCollection<WardHour> hours) => new(hours.First().BedCount, hours.Average(hour => hour.Occupancy), hours.Max(hour => hour.OccupiedCount));
}

/// <summary>Lists together.</summary>
/// <param name="Count">Lists.</param>
/// <param name="Utilisation">Time in theatre of the lists' time, 0 to 1.</param>
/// <param name="MeanFirstCaseDelayMinutes">From a list's start to wheels in of its first case, negative when early; <see langword="null"/> when none had a case.</param>
/// <param name="MeanTurnaroundMinutes">From wheels out to the next wheels in; <see langword="null"/> when no case followed another.</param>
/// <param name="PlannedCount">Cases that were planned.</param>
/// <param name="CancelledCount">Of these, cancelled or not attended.</param>
/// <param name="CancelledListCount">Lists whose every case was.</param>
public sealed record SessionSummary(
    int Count, double Utilisation, double? MeanFirstCaseDelayMinutes, double? MeanTurnaroundMinutes, int PlannedCount, int CancelledCount, int CancelledListCount)
{
    /// <summary>The figures of some lists; <see langword="null"/> when there are none.</summary>
    public static SessionSummary? Of(IReadOnlyCollection<SessionMeasure> lists)
    {
        if (lists.Count == 0) return null;
        var delays = lists.Where(list => list.FirstCaseDelay is not null).Select(list => list.FirstCaseDelay!.Value.TotalMinutes).ToList(); // Filtered just before.
        var turnarounds = lists.Sum(list => list.TurnaroundCount);
        return new(
            lists.Count, lists.Sum(list => list.InTheatre.TotalHours) / lists.Sum(list => (list.Session.End - list.Session.Start).TotalHours), delays.Count == 0 ? null : delays.Average(),
            turnarounds == 0 ? null : lists.Sum(list => list.Turnaround.TotalMinutes) / turnarounds, lists.Sum(list => list.PlannedCount), lists.Sum(list => list.CancelledCount), lists.Count(list => list.IsCancelledList));
    }
}
