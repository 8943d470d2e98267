namespace Carelake.Server.Live;

/// <summary>A facility that has live boards.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Name for people.</param>
public sealed record LiveFacility(string Id, string Name);

/// <summary>One bed, or one patient without a bed. What the viewer may not see is null and named in <paramref name="Masked"/>.</summary>
/// <param name="Ward">Ward.</param>
/// <param name="Room">Room; empty when there is none.</param>
/// <param name="Bed">Bed; empty without one.</param>
/// <param name="State">free, occupied, reserved, cleaning or blocked; left out without a bed.</param>
/// <param name="Since">Since when, in UTC.</param>
/// <param name="VisitId">Visit number.</param>
/// <param name="PatientName">Name.</param>
/// <param name="PatientId">Patient number.</param>
/// <param name="Age">Years.</param>
/// <param name="Sex">HL7 table 0001.</param>
/// <param name="ExpectedDischarge">When the patient is expected to leave, in UTC.</param>
/// <param name="Specialty">Hospital service.</param>
/// <param name="Masked">Fields that the policies keep from the viewer; left out for a bed without a patient.</param>
/// <param name="Location">Where, without a bed.</param>
public sealed record LiveBed(
    string Ward, string Room, string Bed, string? State, DateTimeOffset? Since, string? VisitId, string? PatientName, string? PatientId, int? Age, string? Sex,
    DateTimeOffset? ExpectedDischarge, string? Specialty, IReadOnlyList<string>? Masked, string? Location)
{
    /// <summary>Where; never who.</summary>
    public override string ToString() => $"{Ward}^{Room}^{Bed}";
}

/// <summary>One ward of a bed board.</summary>
/// <param name="Ward">Ward.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Beds">Its beds.</param>
/// <param name="Occupied">Beds with a patient.</param>
/// <param name="Available">Free beds.</param>
/// <param name="Reserved">Beds kept for a patient.</param>
/// <param name="Blocked">Beds not to be used.</param>
/// <param name="Cleaning">Beds being cleaned.</param>
/// <param name="Total">All beds.</param>
public sealed record LiveWardBoard(string Ward, string Name, string Kind, IReadOnlyList<LiveBed> Beds, int Occupied, int Available, int Reserved, int Blocked, int Cleaning, int Total);

/// <summary>Something a feed says that cannot be true.</summary>
/// <param name="Code">Permanent code.</param>
/// <param name="Message">For a person; names nobody.</param>
/// <param name="Location">Bed, ward or case.</param>
/// <param name="At">When, in UTC.</param>
public sealed record LiveIssue(string Code, string Message, string Location, DateTimeOffset At);

/// <summary>A bed board.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="AsOf">The moment, by the feed's clock, in UTC.</param>
/// <param name="Wards">Wards in the order of the plan.</param>
/// <param name="WithoutBed">Who is here and has no bed.</param>
/// <param name="Issues">What cannot be true.</param>
public sealed record LiveBedBoard(string FacilityId, DateTimeOffset AsOf, IReadOnlyList<LiveWardBoard> Wards, IReadOnlyList<LiveBed> WithoutBed, IReadOnlyList<LiveIssue> Issues);

/// <summary>One patient in the emergency department: <see cref="LiveBed"/>, with the waits beside.</summary>
/// <param name="Ward">Ward.</param>
/// <param name="Room">Room; empty when there is none.</param>
/// <param name="Bed">Cubicle; empty while waiting for one.</param>
/// <param name="Since">Arrival, in UTC.</param>
/// <param name="VisitId">Visit number.</param>
/// <param name="PatientName">Name.</param>
/// <param name="PatientId">Patient number.</param>
/// <param name="Age">Years.</param>
/// <param name="Sex">HL7 table 0001.</param>
/// <param name="ExpectedDischarge">When the patient is expected to leave, in UTC.</param>
/// <param name="Specialty">Hospital service.</param>
/// <param name="Masked">Fields that the policies keep from the viewer.</param>
/// <param name="Location">Where.</param>
/// <param name="WaitedMinutes">Since arrival.</param>
/// <param name="WaitedForBedMinutes">Since a bed was asked for; null when none was.</param>
/// <param name="IsBreach">There for longer than four hours.</param>
public sealed record LiveEmergencyPatient(
    string Ward, string Room, string Bed, DateTimeOffset? Since, string? VisitId, string? PatientName, string? PatientId, int? Age, string? Sex, DateTimeOffset? ExpectedDischarge, string? Specialty,
    IReadOnlyList<string>? Masked, string? Location, int WaitedMinutes, int? WaitedForBedMinutes, bool IsBreach)
{
    /// <summary>How long; never who.</summary>
    public override string ToString() => $"{WaitedMinutes} min";
}

/// <summary>The emergency department.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="AsOf">The moment, in UTC.</param>
/// <param name="Patients">Longest wait first.</param>
/// <param name="Waiting">Those without a cubicle.</param>
/// <param name="AwaitingBed">Those for whom a bed was asked.</param>
/// <param name="Breaches">Those there for longer than four hours.</param>
public sealed record LiveEmergencyBoard(string FacilityId, DateTimeOffset AsOf, IReadOnlyList<LiveEmergencyPatient> Patients, int Waiting, int AwaitingBed, int Breaches);

/// <summary>One operation.</summary>
/// <param name="CaseId">Its number.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="PlannedAt">Start as booked, in UTC.</param>
/// <param name="InTheatreAt">Wheels in.</param>
/// <param name="OutOfTheatreAt">Wheels out.</param>
/// <param name="PatientName">Name.</param>
/// <param name="Masked">Fields that the policies keep from the viewer.</param>
public sealed record LiveCase(string CaseId, string Status, DateTimeOffset? PlannedAt, DateTimeOffset? InTheatreAt, DateTimeOffset? OutOfTheatreAt, string? PatientName, IReadOnlyList<string>? Masked)
{
    /// <summary>Where it stands; never who.</summary>
    public override string ToString() => Status;
}

/// <summary>One theatre.</summary>
/// <param name="Theatre">Its name.</param>
/// <param name="Cases">Its cases of the day.</param>
public sealed record LiveTheatre(string Theatre, IReadOnlyList<LiveCase> Cases);

/// <summary>The theatres of a day.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="AsOf">The moment, in UTC.</param>
/// <param name="Theatres">In order of name.</param>
public sealed record LiveTheatreBoard(string FacilityId, DateTimeOffset AsOf, IReadOnlyList<LiveTheatre> Theatres);

/// <summary>Who is expected to leave.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="AsOf">The moment, in UTC.</param>
/// <param name="Discharges">Overdue ones first; each also says <c>isOverdue</c>.</param>
public sealed record LiveDischargeBoard(string FacilityId, DateTimeOffset AsOf, IReadOnlyList<LiveBed> Discharges);
