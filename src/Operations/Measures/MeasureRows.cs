namespace Carelake.Operations;

/// <summary>Beds of a ward that patients are in when an hour begins; those on leave are left out.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="Ward">The ward.</param>
/// <param name="At">The hour's beginning.</param>
/// <param name="BedCount">Beds of the plan, escalation included.</param>
/// <param name="OccupiedCount">Patients in beds of the ward.</param>
public sealed record WardHour(string FacilityId, string Ward, DateTimeOffset At, int BedCount, int OccupiedCount)
{
    /// <summary>Occupied of available beds, 0 to 1; above 1 when a feed puts more patients into a ward than it has beds.</summary>
    public double Occupancy => (double)OccupiedCount / BedCount;
}

/// <summary>How often the beds of a ward change hands in a period.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="Ward">The ward.</param>
/// <param name="BedCount">Beds of the plan.</param>
/// <param name="Available">Time that its beds were there: beds times the period.</param>
/// <param name="Occupied">Time that patients were in them.</param>
/// <param name="DepartureCount">Times that a patient left one of them.</param>
public sealed record WardTurnover(string FacilityId, string Ward, int BedCount, TimeSpan Available, TimeSpan Occupied, int DepartureCount)
{
    /// <summary>Departures a bed.</summary>
    public double Turnover => (double)DepartureCount / BedCount;

    /// <summary>Mean time that a bed is empty between two patients; <see langword="null"/> when nobody left.</summary>
    public TimeSpan? Interval => DepartureCount == 0 ? null : (Available - Occupied) / DepartureCount;
}

/// <summary>Who came and went on a day.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="LocalDate">The date there.</param>
/// <param name="ArrivalCount">Arrivals at the emergency department.</param>
/// <param name="AdmissionCount">Inpatient stays that began.</param>
/// <param name="DischargeCount">Inpatient stays that ended.</param>
public sealed record Throughput(string FacilityId, DateOnly LocalDate, int ArrivalCount, int AdmissionCount, int DischargeCount);

/// <summary>An inpatient stay that ended in a period.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="VisitId">The visit.</param>
/// <param name="Service">Specialty at the end.</param>
/// <param name="LocalDate">Date of the discharge.</param>
/// <param name="Length">From admission to discharge.</param>
/// <param name="TransferCount">Changes of ward after the admission.</param>
/// <param name="IsBeforeNoon">Discharged before twelve by the facility's clock.</param>
/// <param name="IsReadmitted">The person's next inpatient stay began within 30 days of the discharge.</param>
public sealed record StayMeasure(string FacilityId, string VisitId, string Service, DateOnly LocalDate, TimeSpan Length, int TransferCount, bool IsBeforeNoon, bool IsReadmitted);

/// <summary>An emergency attendance that ended in a period: the patient left the ward of arrival.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="VisitId">The visit.</param>
/// <param name="LocalDate">Date of leaving.</param>
/// <param name="Wait">From arrival to leaving.</param>
/// <param name="IsAdmitted">Became an inpatient.</param>
/// <param name="Boarding">From the request for a bed to leaving; <see langword="null"/> when not admitted.</param>
public sealed record EmergencyMeasure(string FacilityId, string VisitId, DateOnly LocalDate, TimeSpan Wait, bool IsAdmitted, TimeSpan? Boarding)
{
    /// <summary>Longer than four hours.</summary>
    public bool IsBreach => Wait > EmergencyPatient.Standard;
}

/// <summary>The use of one list.</summary>
/// <param name="Session">The list.</param>
/// <param name="InTheatre">Time that a patient was in theatre within it.</param>
/// <param name="FirstCaseDelay">From its start to wheels in of its first case, negative when early; <see langword="null"/> without a case.</param>
/// <param name="Turnaround">Time between wheels out and the next wheels in, summed.</param>
/// <param name="TurnaroundCount">How many times.</param>
/// <param name="PlannedCount">Cases whose last planned start is in it.</param>
/// <param name="CancelledCount">Of these, cancelled or not attended.</param>
public sealed record SessionMeasure(
    TheatreSession Session, TimeSpan InTheatre, TimeSpan? FirstCaseDelay, TimeSpan Turnaround, int TurnaroundCount, int PlannedCount, int CancelledCount)
{
    /// <summary>Time in theatre of the session, 0 to 1.</summary>
    public double Utilisation => InTheatre / (Session.End - Session.Start);

    /// <summary>It was planned for, and every case was cancelled.</summary>
    public bool IsCancelledList => PlannedCount > 0 && CancelledCount == PlannedCount;
}

/// <summary>The NHS daily situation report's lines of a facility. Beds are those of general and acute wards.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="Date">The date; the snapshot is at 08:00 of the facility's clock.</param>
/// <param name="CoreBedCount">Core beds.</param>
/// <param name="CoreOccupiedCount">Core beds with a patient in them.</param>
/// <param name="EscalationOccupiedCount">Escalation beds with a patient in them, which are those that are open.</param>
/// <param name="SevenDayCount">Inpatients who have been here for seven days or more.</param>
/// <param name="FourteenDayCount">Fourteen days or more.</param>
/// <param name="TwentyOneDayCount">Twenty-one days or more.</param>
/// <param name="HandoverCount">Ambulance handovers of the day before.</param>
/// <param name="HandoverOver30Count">Of these, later than 30 minutes after arrival.</param>
/// <param name="HandoverOver60Count">Later than 60 minutes.</param>
/// <param name="AttendanceCount">Emergency attendances that ended the day before.</param>
/// <param name="BreachCount">Of these, longer than four hours.</param>
/// <param name="TwelveHourWaitCount">Of these, admitted more than twelve hours after a bed was asked for.</param>
public sealed record SitRep(
    string FacilityId, DateOnly Date, int CoreBedCount, int CoreOccupiedCount, int EscalationOccupiedCount, int SevenDayCount, int FourteenDayCount, int TwentyOneDayCount,
    int HandoverCount, int HandoverOver30Count, int HandoverOver60Count, int AttendanceCount, int BreachCount, int TwelveHourWaitCount);
