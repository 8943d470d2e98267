namespace Carelake.Operations;

/// <summary>A time that a patient spent in one place.</summary>
/// <param name="Location">Ward, room and bed, as far as they were said.</param>
/// <param name="Start">From when, in UTC.</param>
/// <param name="End">Until when, in UTC; <see langword="null"/> while the patient is there.</param>
/// <param name="IsOnLeave">The patient is away and the bed is kept.</param>
public readonly record struct Placement(PatientLocation Location, DateTimeOffset Start, DateTimeOffset? End, bool IsOnLeave)
{
    /// <summary>The patient was there at that moment; the end belongs to what follows.</summary>
    public bool Covers(DateTimeOffset at) => Start <= at && (End is not { } end || at < end);
}
