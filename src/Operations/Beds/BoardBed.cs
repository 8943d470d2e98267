namespace Carelake.Operations;

/// <summary>One bed on the board.</summary>
/// <param name="Location">Ward, room and bed.</param>
/// <param name="State">What it is.</param>
/// <param name="Visit">Who is in it, or for whom it is kept; <see langword="null"/> for neither.</param>
/// <param name="Since">Since when the patient is in it, or when its state was said; <see langword="null"/> for a free bed that nobody spoke of.</param>
/// <param name="Plan">The bed in the plan; <see langword="null"/> when only messages name it.</param>
public sealed record BoardBed(PatientLocation Location, BedState State, Visit? Visit, DateTimeOffset? Since, PlannedBed? Plan);
