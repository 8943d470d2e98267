using System.Collections.Immutable;

namespace Carelake.Operations;

/// <summary>One visit as all events known about it say; a function of the set of events, in whatever order they came.</summary>
public sealed record Visit
{
    /// <summary>The facility.</summary>
    public required string FacilityId { get; init; }

    /// <summary>Visit number within the facility.</summary>
    public required string VisitId { get; init; }

    /// <summary>Patient number as the last recorded event has it; <c>number^authority</c>.</summary>
    public required string PatientId { get; init; }

    /// <summary>Where it stands.</summary>
    public required VisitStatus Status { get; init; }

    /// <summary>Class after the last movement.</summary>
    public required PatientClass Class { get; init; }

    /// <summary>Service or specialty as last recorded; empty when never said.</summary>
    public required string Service { get; init; }

    /// <summary>When the patient came: the earliest of registration, admission and change to inpatient. <see langword="null"/> before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the patient registered as emergency or outpatient (A04).</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>The class at registration.</summary>
    public PatientClass RegisteredClass { get; init; }

    /// <summary>Mode of arrival at registration, HL7 table 0430; <c>A</c> is an ambulance. Empty when not said.</summary>
    public string ArrivalMode { get; init; } = "";

    /// <summary>When an ambulance crew handed over: the first arrival seen by tracking, or transfer, after registration.</summary>
    public DateTimeOffset? HandedOverAt { get; init; }

    /// <summary>When an inpatient bed was asked for (A14), else when the patient became an inpatient.</summary>
    public DateTimeOffset? BedRequestedAt { get; init; }

    /// <summary>When the inpatient stay began (A01, A06).</summary>
    public DateTimeOffset? AdmittedAt { get; init; }

    /// <summary>When the visit ended.</summary>
    public DateTimeOffset? DischargedAt { get; init; }

    /// <summary>Discharge disposition, HL7 table 0112; empty when not said.</summary>
    public string Disposition { get; init; } = "";

    /// <summary>When the patient is expected to come, for a planned visit.</summary>
    public DateTimeOffset? ExpectedAdmission { get; init; }

    /// <summary>When discharge is expected.</summary>
    public DateTimeOffset? ExpectedDischarge { get; init; }

    /// <summary>The place that is kept for the patient; empty when none is.</summary>
    public PatientLocation Reserved { get; init; } = PatientLocation.None;

    /// <summary>Where the patient was and is, in order, without gaps.</summary>
    public ImmutableArray<Placement> Placements { get; init; } = [];

    /// <summary>What cannot be true.</summary>
    public ImmutableArray<FlowIssue> Issues { get; init; } = [];

    /// <summary>Where the patient is now; <see langword="null"/> when not here.</summary>
    public Placement? Current => Placements is [.., { End: null } last] ? last : null;

    /// <summary>An inpatient stay: the class after the last movement is inpatient, and it began.</summary>
    public bool IsInpatientStay => AdmittedAt is not null && Class is PatientClass.Inpatient or PatientClass.Obstetrics;

    /// <summary>When an emergency patient left the ward of arrival: for the first other ward, or by discharge. <see langword="null"/> while there, and for other visits.</summary>
    public DateTimeOffset? LeftEmergencyAt
    {
        get
        {
            if (RegisteredAt is null || RegisteredClass != PatientClass.Emergency || Placements.IsEmpty) return null;
            foreach (var placement in Placements)
                if (placement.Location.Ward != Placements[0].Location.Ward) return placement.Start;
            return DischargedAt;
        }
    }

    /// <summary>Where the patient was at a moment; <see langword="null"/> when not here or the moment is between placements.</summary>
    public Placement? At(DateTimeOffset at)
    {
        foreach (var placement in Placements)
            if (placement.Covers(at)) return placement;
        return null;
    }

    /// <summary>Its status, never who it is about.</summary>
    public override string ToString() => $"{Status} {Class}";
}
