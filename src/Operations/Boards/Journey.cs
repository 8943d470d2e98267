using System.Collections.Immutable;

namespace Carelake.Operations;

/// <summary>What a step of a journey is.</summary>
public enum JourneyStepKind
{
    /// <summary>Arrived as emergency or outpatient.</summary>
    Registration,

    /// <summary>Became an inpatient.</summary>
    Admission,

    /// <summary>Became an inpatient within thirty days of leaving as one.</summary>
    Readmission,

    /// <summary>Came to another place.</summary>
    Transfer,

    /// <summary>Went on leave.</summary>
    Leave,

    /// <summary>Came into theatre.</summary>
    Procedure,

    /// <summary>Left.</summary>
    Discharge,
}

/// <summary>One step.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Kind">What.</param>
/// <param name="VisitId">The visit; for a procedure that names none, empty.</param>
/// <param name="Location">Where the patient is from then on; the theatre for a procedure.</param>
public sealed record JourneyStep(DateTimeOffset At, JourneyStepKind Kind, string VisitId, PatientLocation Location);

/// <summary>What happened to one person in a facility, through all visits and under all numbers.</summary>
public static class Journey
{
    /// <summary>Days within which a return as an inpatient is a readmission.</summary>
    public const int ReadmissionDays = 30;

    /// <summary>The steps of the person behind a patient number, in order.</summary>
    public static ImmutableArray<JourneyStep> Of(FlowState state, string facilityId, string patientId)
    {
        var person = state.PersonOf(facilityId, patientId);
        var visits = state.Visits().Where(visit => visit.FacilityId == facilityId && visit.StartedAt is not null && state.PersonOf(facilityId, visit.PatientId) == person).OrderBy(visit => visit.StartedAt).ToList();
        var steps = visits.SelectMany(visit => Steps(visit, visits)).Concat(
            from @case in state.Cases()
            where @case.FacilityId == facilityId && @case.InTheatreAt is not null && state.PersonOf(facilityId, @case.PatientId) == person
            select new JourneyStep(@case.InTheatreAt!.Value, JourneyStepKind.Procedure, "", new(@case.Theatre, "", ""))); // Filtered on the line above.
        return [.. steps.OrderBy(step => step.At).ThenBy(step => step.Kind)];
    }

    private static IEnumerable<JourneyStep> Steps(Visit visit, List<Visit> all)
    {
        if (visit.RegisteredAt is { } registered) yield return new(registered, JourneyStepKind.Registration, visit.VisitId, Where(visit, registered));
        if (visit.AdmittedAt is { } admitted)
        {
            var isReturn = all.Any(other => other.IsInpatientStay && other.DischargedAt is { } left && left <= admitted && admitted <= left.AddDays(ReadmissionDays) && other.VisitId != visit.VisitId);
            yield return new(admitted, isReturn ? JourneyStepKind.Readmission : JourneyStepKind.Admission, visit.VisitId, Where(visit, admitted));
        }
        foreach (var placement in visit.Placements)
            if (placement.Start != visit.RegisteredAt && placement.Start != visit.AdmittedAt)
                yield return new(placement.Start, placement.IsOnLeave ? JourneyStepKind.Leave : JourneyStepKind.Transfer, visit.VisitId, placement.Location);
        if (visit.DischargedAt is { } end) yield return new(end, JourneyStepKind.Discharge, visit.VisitId, PatientLocation.None);
    }

    private static PatientLocation Where(Visit visit, DateTimeOffset at) => visit.At(at)?.Location ?? PatientLocation.None;
}
