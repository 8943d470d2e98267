using System.Collections.Immutable;
using Carelake.Access.Reading;
using Carelake.Access.Policies;

namespace Carelake.Server.Identity;

/// <summary>Who may sign in, and what policies know of them.</summary>
public sealed record UserAccount
{
    /// <summary>Permanent; audit records name it.</summary>
    public required string Id { get; init; }

    /// <summary>What the user signs in with; lower case, unique in the tenant.</summary>
    public required string UserName { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Names of <see cref="Role.All"/>.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Ids of facilities; empty for none, unless a role is group-wide.</summary>
    public ImmutableArray<string> Facilities { get; init; } = [];

    /// <summary>The department the user works in; <see langword="null"/> for none.</summary>
    public string? Department { get; init; }

    /// <summary>What the user may ask for data for: treatment, payment, operations, research, audit.</summary>
    public ImmutableArray<string> Purposes { get; init; } = [];

    /// <summary>Patients in the user's care, as <c>facility|patient number</c>. Is patient data.</summary>
    public ImmutableArray<string> Patients { get; init; } = [];

    /// <summary>The day the yearly privacy training runs out; <see langword="null"/> when there was none.</summary>
    public DateOnly? TrainedUntil { get; init; }

    /// <summary>Keeps accounts, sources and keys. Says nothing about patients' data: only roles do.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Closed by an administrator: nothing of this account signs in.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Language and form of dates and numbers, such as <c>en-GB</c>.</summary>
    public string Locale { get; init; } = "en-GB";

    /// <summary>A one-time code is asked for at sign-in.</summary>
    public bool HasTotp { get; init; }

    /// <summary>The subject that the OpenID provider knows the user by; <see langword="null"/> for a local account.</summary>
    public string? ExternalSubject { get; init; }

    /// <summary>When the user last signed in, in UTC; <see langword="null"/> before the first time.</summary>
    public DateTimeOffset? LastSignIn { get; init; }

    /// <summary>What a session of this user is for until another purpose is chosen; empty when the user has none.</summary>
    public string FirstPurpose => HeldPurposes.IsEmpty ? "" : HeldPurposes[0];

    // Whoever only administers works for the organisation; policies ask everyone for a purpose.
    private ImmutableArray<string> HeldPurposes => !Purposes.IsDefaultOrEmpty ? Purposes : IsAdministrator ? ["operations"] : [];

    /// <summary>What the roles ask for data for, in their order.</summary>
    public static ImmutableArray<string> PurposesOf(IEnumerable<string> roles) =>
        [.. Role.All.Where(role => roles.Contains(role.Name, StringComparer.Ordinal)).Select(role => role.Purpose).Distinct(StringComparer.Ordinal)];

    /// <summary>The account as policies see it, outside a session: without emergency access, and from this machine.</summary>
    /// <param name="purpose">What is asked for; the first purpose of the account when null.</param>
    public Viewer ToViewer(string? purpose) => new()
    {
        Id = Id, Roles = Roles, Facilities = Facilities, Department = Department, Patients = Patients, Purposes = HeldPurposes, Purpose = purpose ?? FirstPurpose, IsAdministrator = IsAdministrator,
        // The last day counts in full.
        TrainedUntil = TrainedUntil is { } day ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null,
    };

    /// <summary>The id, never whom it stands for nor who is in their care.</summary>
    public override string ToString() => Id;
}
