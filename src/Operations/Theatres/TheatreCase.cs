using System.Collections.Immutable;

namespace Carelake.Operations;

/// <summary>One operation, planned or done, as all events known about it say.</summary>
public sealed record TheatreCase
{
    /// <summary>The facility.</summary>
    public required string FacilityId { get; init; }

    /// <summary>The case's number within the facility.</summary>
    public required string CaseId { get; init; }

    /// <summary>Where it stands.</summary>
    public required TheatreCaseStatus Status { get; init; }

    /// <summary>The theatre as last booked; empty for a case that was never booked and names none.</summary>
    public required string Theatre { get; init; }

    /// <summary>Specialty of the list; empty when not said.</summary>
    public required string Service { get; init; }

    /// <summary>Patient number, <c>number^authority</c>.</summary>
    public required string PatientId { get; init; }

    /// <summary>Start as last booked, in UTC; <see langword="null"/> for a case that was never booked, as emergencies often are not.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>End as last booked.</summary>
    public DateTimeOffset? PlannedEndAt { get; init; }

    /// <summary>When it was cancelled, or the patient found not to come.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Why; empty when not said.</summary>
    public string CancelReason { get; init; } = "";

    /// <summary>Every moment reported, by name, in order of time.</summary>
    public ImmutableArray<KeyValuePair<string, DateTimeOffset>> Milestones { get; init; } = [];

    /// <summary>What cannot be true.</summary>
    public ImmutableArray<FlowIssue> Issues { get; init; } = [];

    /// <summary>Wheels in.</summary>
    public DateTimeOffset? InTheatreAt => Moment(TheatreMilestones.InTheatre);

    /// <summary>Wheels out.</summary>
    public DateTimeOffset? OutOfTheatreAt => Moment(TheatreMilestones.OutOfTheatre);

    /// <summary>A milestone's moment; <see langword="null"/> when it was not reported.</summary>
    public DateTimeOffset? Moment(string milestone)
    {
        foreach (var (name, at) in Milestones)
            if (name == milestone) return at;
        return null;
    }

    /// <summary>Its status, never who it is about.</summary>
    public override string ToString() => $"{Status}";
}
