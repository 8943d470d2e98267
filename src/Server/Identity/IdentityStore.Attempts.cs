namespace Carelake.Server.Identity;

public sealed partial class IdentityStore
{
    /// <summary>Wrong passwords or codes in a row before a name is locked out.</summary>
    public const int MostFailures = 5;

    /// <summary>How long a name is locked out.</summary>
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan SetupTime = TimeSpan.FromHours(24);

    /// <summary>How long a name is still locked out; zero when it is not. Names that nobody has are counted as others are, so that the answer tells nothing.</summary>
    public async Task<TimeSpan> LockedOutAsync(string userName, CancellationToken cancellationToken)
    {
        var until = (await QueryAsync<string?>("select locked_until from carelake_sign_in_failure where name_hash = @hash", new { hash = HashOf(userName) }, cancellationToken)).SingleOrDefault();
        var left = until is null ? TimeSpan.Zero : Moment(until) - _time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Counts an attempt that failed.</summary>
    /// <returns>How long the name is locked out by it; zero when it is not yet.</returns>
    public async Task<TimeSpan> FailedAsync(string userName, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        // Old failures are forgotten, and so are names that were only tried once long ago.
        await ExecuteAsync("delete from carelake_sign_in_failure where last_at < @old", new { old = Text(now - LockOut) }, cancellationToken);
        var hash = HashOf(userName);
        await ExecuteAsync(
            """
            insert into carelake_sign_in_failure (name_hash, failures, last_at) values (@hash, 1, @now)
            on conflict (name_hash) do update set failures = carelake_sign_in_failure.failures + 1, last_at = excluded.last_at
            """,
            new { hash, now = Text(now) }, cancellationToken);
        await ExecuteAsync(
            "update carelake_sign_in_failure set locked_until = @until, failures = 0 where name_hash = @hash and failures >= @most",
            new { hash, until = Text(now + LockOut), most = (long)MostFailures }, cancellationToken);
        return await LockedOutAsync(userName, cancellationToken);
    }

    /// <summary>Forgets the failures of a name, after a sign-in or by an administrator.</summary>
    public Task ForgetFailuresAsync(string userName, CancellationToken cancellationToken) =>
        ExecuteAsync("delete from carelake_sign_in_failure where name_hash = @hash", new { hash = HashOf(userName) }, cancellationToken);

    /// <summary>Makes the token of the one-time link by which the first administrator is made; an earlier one ends.</summary>
    /// <returns><see langword="null"/> when there is an account already.</returns>
    public async Task<string?> NewSetupTokenAsync(CancellationToken cancellationToken)
    {
        if (await HasUsersAsync(cancellationToken)) return null;
        var token = SecretToken.New();
        await ExecuteAsync(
            """
            insert into carelake_setup (id, token_hash, expires_at) values (1, @hash, @expires)
            on conflict (id) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at
            """,
            new { hash = SecretToken.Digest(token), expires = Text(_time.GetUtcNow() + SetupTime) }, cancellationToken);
        return token;
    }

    /// <summary>Uses up the token of the one-time link.</summary>
    /// <returns>False when it is wrong, used or has run out.</returns>
    public async Task<bool> UseSetupTokenAsync(string token, CancellationToken cancellationToken) =>
        !await HasUsersAsync(cancellationToken)
        && await ExecuteAsync("delete from carelake_setup where token_hash = @hash and expires_at > @now", new { hash = SecretToken.Digest(token), now = Text(_time.GetUtcNow()) }, cancellationToken) == 1;

    // Something else than a user name is often typed into the field: a password.
    private static string HashOf(string userName) => SecretToken.Digest(NormalisedName(userName.Length > 200 ? userName[..200] : userName));
}
