using System.Collections.Immutable;

namespace Carelake.Access.Policies;

/// <summary>How a record stands to the user who asks.</summary>
/// <param name="Name">For a reader.</param>
/// <param name="IsOwnPatient">The patient is in the user's care.</param>
/// <param name="IsOwnDepartment">The record is of the user's department.</param>
/// <param name="IsOwnFacility">The record is of the user's facility.</param>
/// <param name="IsRestricted">The patient asked that only the care team sees it.</param>
/// <param name="IsConsented">The patient agreed to research.</param>
/// <param name="IsBreakGlass">The user has asked for emergency access.</param>
public sealed record Situation(
    string Name, bool IsOwnPatient, bool IsOwnDepartment, bool IsOwnFacility, bool IsRestricted, bool IsConsented, bool IsBreakGlass)
{
    /// <summary>A patient of the own facility, of another department and in others' care.</summary>
    public static Situation OwnFacility { get; } = new("own facility", false, false, true, false, true, false);

    /// <summary>Every situation that the matrix shows.</summary>
    public static ImmutableArray<Situation> All { get; } =
    [
        new("own patient", true, true, true, false, true, false),
        new("own ward", false, true, true, false, true, false),
        OwnFacility,
        new("other facility", false, false, false, false, true, false),
        new("restricted by the patient", false, true, true, true, true, false),
        new("without consent to research", false, false, true, false, false, false),
        new("break glass", false, false, false, true, false, true),
    ];
}
