using System.Globalization;

namespace Carelake.Server.Identity;

public sealed partial class IdentityStore
{
    private const string UserColumns = """
        user_id as UserId, user_name as UserName, name as Name, roles as Roles, facilities as Facilities, department as Department, purposes as Purposes,
        patients as Patients, trained_until as TrainedUntil, is_administrator as IsAdministrator, is_locked as IsLocked, locale as Locale,
        password_hash as PasswordHash, totp_secret as TotpSecret, totp_confirmed as TotpConfirmed, totp_last_step as TotpLastStep,
        external_subject as ExternalSubject, last_sign_in_at as LastSignInAt
        """;

    /// <summary>There is an account.</summary>
    public async Task<bool> HasUsersAsync(CancellationToken cancellationToken) =>
        (await QueryAsync<long>("select count(*) from carelake_user", new { }, cancellationToken))[0] > 0;

    /// <summary>Every account, by user name.</summary>
    public async Task<IReadOnlyList<UserAccount>> UsersAsync(CancellationToken cancellationToken) =>
        [.. (await QueryAsync<UserRow>($"select {UserColumns} from carelake_user order by user_name", new { }, cancellationToken)).Select(row => row.ToAccount())];

    /// <summary>An account; <see langword="null"/> when there is none of that id.</summary>
    public async Task<UserAccount?> UserAsync(string id, CancellationToken cancellationToken) =>
        (await QueryAsync<UserRow>($"select {UserColumns} from carelake_user where user_id = @id", new { id }, cancellationToken)).SingleOrDefault()?.ToAccount();

    /// <summary>The account that an OpenID provider knows by a subject.</summary>
    public async Task<UserAccount?> UserOfSubjectAsync(string subject, CancellationToken cancellationToken) =>
        (await QueryAsync<UserRow>($"select {UserColumns} from carelake_user where external_subject = @subject", new { subject }, cancellationToken)).SingleOrDefault()?.ToAccount();

    /// <summary>Adds an account.</summary>
    /// <param name="user">The account.</param>
    /// <param name="passwordHash">What is kept of the password; <see langword="null"/> when the user signs in elsewhere.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False when the user name is taken.</returns>
    public async Task<bool> AddUserAsync(UserAccount user, string? passwordHash, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            """
            insert into carelake_user (user_id, user_name, name, roles, facilities, department, purposes, patients, trained_until, is_administrator, is_locked, locale,
                password_hash, totp_confirmed, totp_last_step, external_subject, created_at)
            values (@id, @userName, @name, @roles, @facilities, @department, @purposes, @patients, @trainedUntil, @isAdministrator, @isLocked, @locale,
                @passwordHash, 0, 0, @externalSubject, @now)
            on conflict do nothing
            """,
            Parameters(user, passwordHash), cancellationToken) == 1;

    /// <summary>Changes an account, and ends its sessions: what they were given may no longer hold.</summary>
    /// <returns>False when there is none of that id.</returns>
    public async Task<bool> UpdateUserAsync(UserAccount user, string? newPasswordHash, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            """
            update carelake_user set name = @name, roles = @roles, facilities = @facilities, department = @department, purposes = @purposes, patients = @patients,
                trained_until = @trainedUntil, is_administrator = @isAdministrator, is_locked = @isLocked, locale = @locale, password_hash = coalesce(@passwordHash, password_hash)
            where user_id = @id
            """,
            Parameters(user, newPasswordHash), cancellationToken) == 1 && await EndSessionsOfAsync(user.Id, cancellationToken);

    /// <summary>Removes an account with its sessions and keys. Audit records keep naming its id.</summary>
    /// <returns>False when there is none of that id.</returns>
    public async Task<bool> RemoveUserAsync(string id, CancellationToken cancellationToken)
    {
        await EndSessionsOfAsync(id, cancellationToken);
        await ExecuteAsync("delete from carelake_api_key where user_id = @id", new { id }, cancellationToken);
        return await ExecuteAsync("delete from carelake_user where user_id = @id", new { id }, cancellationToken) == 1;
    }

    /// <summary>Keeps a new password, and ends every session of the account.</summary>
    public async Task SetPasswordAsync(string userId, string passwordHash, CancellationToken cancellationToken)
    {
        await ExecuteAsync("update carelake_user set password_hash = @passwordHash where user_id = @userId", new { userId, passwordHash }, cancellationToken);
        await EndSessionsOfAsync(userId, cancellationToken);
    }

    /// <summary>What the password of an account is checked against; <see langword="null"/> when it has none.</summary>
    public async Task<string?> PasswordHashAsync(string userId, CancellationToken cancellationToken) =>
        (await QueryAsync<string?>("select password_hash from carelake_user where user_id = @userId", new { userId }, cancellationToken)).SingleOrDefault();

    /// <summary>Keeps a new secret of one-time codes, which count only when it is confirmed.</summary>
    public Task SetTotpAsync(string userId, string sealedSecret, CancellationToken cancellationToken) => ExecuteAsync(
        "update carelake_user set totp_secret = @sealedSecret, totp_confirmed = 0, totp_last_step = 0 where user_id = @userId", new { userId, sealedSecret }, cancellationToken);

    /// <summary>Takes the secret away, when the user has lost the device.</summary>
    public Task ClearTotpAsync(string userId, CancellationToken cancellationToken) => ExecuteAsync(
        "update carelake_user set totp_secret = null, totp_confirmed = 0, totp_last_step = 0 where user_id = @userId", new { userId }, cancellationToken);

    /// <summary>Uses up a code, and confirms the secret by it.</summary>
    /// <returns>False when that step, or a later one, was used meanwhile.</returns>
    public async Task<bool> UseTotpStepAsync(string userId, long step, CancellationToken cancellationToken) =>
        await ExecuteAsync("update carelake_user set totp_last_step = @step, totp_confirmed = 1 where user_id = @userId and totp_last_step < @step", new { userId, step }, cancellationToken) == 1;

    /// <summary>The account of a name, with what it is checked against.</summary>
    internal async Task<(UserAccount User, string? PasswordHash, string? TotpSecret, long TotpLastStep)?> CredentialsAsync(string userName, CancellationToken cancellationToken)
    {
        var row = (await QueryAsync<UserRow>($"select {UserColumns} from carelake_user where user_name = @userName", new { userName = NormalisedName(userName) }, cancellationToken)).SingleOrDefault();
        return row is null ? null : (row.ToAccount(), row.PasswordHash, row.TotpSecret, row.TotpLastStep);
    }

    /// <summary>The secret of one-time codes of an account, confirmed or not.</summary>
    internal async Task<(string? Secret, long LastStep)> TotpAsync(string userId, CancellationToken cancellationToken) =>
        (await QueryAsync<UserRow>($"select {UserColumns} from carelake_user where user_id = @userId", new { userId }, cancellationToken)).SingleOrDefault() is { } row
            ? (row.TotpSecret, row.TotpLastStep) : (null, 0);

    /// <summary>User names are compared without case.</summary>
    internal static string NormalisedName(string userName) => userName.Trim().ToLowerInvariant();

    private object Parameters(UserAccount user, string? passwordHash) => new
    {
        id = user.Id, userName = NormalisedName(user.UserName), name = user.Name, roles = List(user.Roles), facilities = List(user.Facilities), department = user.Department,
        purposes = List(user.Purposes), patients = List(user.Patients), trainedUntil = user.TrainedUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        isAdministrator = user.IsAdministrator ? 1L : 0L, isLocked = user.IsLocked ? 1L : 0L, locale = user.Locale, passwordHash, externalSubject = user.ExternalSubject,
        now = Text(_time.GetUtcNow()),
    };

    private sealed record UserRow
    {
        public string UserId { get; init; } = "";

        public string UserName { get; init; } = "";

        public string Name { get; init; } = "";

        public string Roles { get; init; } = "[]";

        public string Facilities { get; init; } = "[]";

        public string? Department { get; init; }

        public string Purposes { get; init; } = "[]";

        public string Patients { get; init; } = "[]";

        public string? TrainedUntil { get; init; }

        public long IsAdministrator { get; init; }

        public long IsLocked { get; init; }

        public string Locale { get; init; } = "";

        public string? PasswordHash { get; init; }

        public string? TotpSecret { get; init; }

        public long TotpConfirmed { get; init; }

        public long TotpLastStep { get; init; }

        public string? ExternalSubject { get; init; }

        public string? LastSignInAt { get; init; }

        public UserAccount ToAccount() => new()
        {
            Id = UserId, UserName = UserName, Name = Name, Roles = List(Roles), Facilities = List(Facilities), Department = Department, Purposes = List(Purposes),
            Patients = List(Patients), TrainedUntil = TrainedUntil is null ? null : DateOnly.ParseExact(TrainedUntil, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            IsAdministrator = IsAdministrator != 0, IsLocked = IsLocked != 0, Locale = Locale, HasTotp = TotpSecret is not null && TotpConfirmed != 0,
            ExternalSubject = ExternalSubject, LastSignIn = LastSignInAt is null ? null : Moment(LastSignInAt),
        };

        // The generated text would print digests.
        public override string ToString() => UserId;
    }
}
