using System.Collections.Immutable;

namespace Carelake.Operations;

/// <summary>One patient in the emergency department.</summary>
/// <param name="Visit">The visit.</param>
/// <param name="Location">Cubicle, or the department alone while waiting for one.</param>
/// <param name="Waited">Since arrival.</param>
/// <param name="WaitedForBed">Since an inpatient bed was asked for; <see langword="null"/> when none was.</param>
public sealed record EmergencyPatient(Visit Visit, PatientLocation Location, TimeSpan Waited, TimeSpan? WaitedForBed)
{
    /// <summary>Four hours, the standard of NHS England.</summary>
    public static TimeSpan Standard { get; } = TimeSpan.FromHours(4);

    /// <summary>In the department for longer than four hours.</summary>
    public bool IsBreach => Waited > Standard;
}

/// <summary>The emergency department of a facility at a moment.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="AsOf">The moment, in UTC.</param>
/// <param name="Patients">Who is there, longest wait first.</param>
public sealed record EmergencyBoard(string FacilityId, DateTimeOffset AsOf, ImmutableArray<EmergencyPatient> Patients)
{
    /// <summary>The department now, that is at <see cref="FlowState.LatestAt"/>.</summary>
    public static EmergencyBoard Of(FlowState state, string facilityId)
    {
        var now = state.LatestAt;
        return new(facilityId, now,
        [
            .. state.OpenVisits(facilityId)
                .Where(visit => visit.RegisteredClass == PatientClass.Emergency && visit.RegisteredAt <= now && visit.LeftEmergencyAt is null && visit.Current is not null)
                .Select(visit => new EmergencyPatient(visit, visit.Current!.Value.Location, now - visit.RegisteredAt!.Value, now - visit.BedRequestedAt)) // Both filtered above.
                .OrderByDescending(patient => patient.Waited).ThenBy(patient => patient.Visit.VisitId, StringComparer.Ordinal),
        ]);
    }

    /// <summary>Those without a cubicle.</summary>
    public int WaitingCount => Patients.Count(patient => !patient.Location.HasBed);

    /// <summary>Those for whom an inpatient bed was asked.</summary>
    public int AwaitingBedCount => Patients.Count(patient => patient.WaitedForBed is not null);

    /// <summary>Those there for longer than four hours.</summary>
    public int BreachCount => Patients.Count(patient => patient.IsBreach);
}
