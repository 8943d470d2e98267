namespace Carelake.Operations;

/// <summary>
/// One thing that happened, as one message says it. A message can say several: an admission with an expected discharge gives two. Two events with the same content
/// are one; <see cref="Sequence"/> says where it was read and is no content.
/// </summary>
public sealed record FlowEvent
{
    /// <summary>What happened.</summary>
    public required FlowEventKind Kind { get; init; }

    /// <summary>When it happened, in UTC. For a cancellation, when the cancelled event happened, if the sender says so (EVN-6).</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the sender's system recorded it, in UTC (EVN-2, else MSH-7).</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The facility as its messages name it (MSH-4.1).</summary>
    public required string FacilityId { get; init; }

    /// <summary>The sender's name of the message: sending application and control id (MSH-3.1, MSH-10).</summary>
    public required string MessageId { get; init; }

    /// <summary>Position in the log that it was read from; 0 when there is none.</summary>
    public long Sequence { get; init; }

    /// <summary>Patient number with the authority that issued it, <c>number^authority</c>; empty when not said.</summary>
    public string PatientId { get; init; } = "";

    /// <summary>Visit number, unique within the facility (PV1-19, else PV1-50, else PID-18); empty for events without a visit.</summary>
    public string VisitId { get; init; } = "";

    /// <summary>Number of the theatre case, unique within the facility; empty for other events.</summary>
    public string CaseId { get; init; } = "";

    /// <summary>Where the patient is after the event; for a bed's state the bed; for plans the place that is kept; for theatre cases the theatre.</summary>
    public PatientLocation Location { get; init; } = PatientLocation.None;

    /// <summary>The visit's class as the message states it.</summary>
    public PatientClass Class { get; init; }

    /// <summary>Hospital service or specialty (PV1-10; for a case the specialty of the list); empty when not said.</summary>
    public string Service { get; init; } = "";

    /// <summary>When something is planned for: expected admission or discharge, start of a case.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>End of what is planned: of a case.</summary>
    public DateTimeOffset? PlannedEndAt { get; init; }

    /// <summary>What the kind of event says it is: bed status, mode of arrival, discharge disposition, retired patient number, reason, milestone.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Its kind and position, never who it is about.</summary>
    public override string ToString() => $"{Kind} {Sequence}";
}
