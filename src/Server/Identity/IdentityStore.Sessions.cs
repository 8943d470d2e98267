namespace Carelake.Server.Identity;

public sealed partial class IdentityStore
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>Begins a session.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="keyId">The key that a machine gave for it; <see langword="null"/> for a person.</param>
    /// <param name="lasts">How long it lasts at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The session, and the token that is given out and kept nowhere.</returns>
    public async Task<(UserSession Session, string Token)> BeginSessionAsync(UserAccount user, string? keyId, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var token = SecretToken.New();
        var now = _time.GetUtcNow();
        var session = new UserSession(SecretToken.Digest(token), user.Id, keyId, user.FirstPurpose, now, now + lasts, BreakGlass: null);
        await ExecuteAsync(
            """
            insert into carelake_session (token_hash, user_id, key_id, purpose, created_at, last_seen_at, expires_at)
            values (@hash, @user, @key, @purpose, @now, @now, @expires)
            """,
            new { hash = session.TokenHash, user = user.Id, key = keyId, purpose = session.Purpose, now = Text(now), expires = Text(session.ExpiresAt) }, cancellationToken);
        if (keyId is null)
            await ExecuteAsync("update carelake_user set last_sign_in_at = @now where user_id = @id", new { id = user.Id, now = Text(now) }, cancellationToken);
        // What has ended is of no more use to anyone.
        await ExecuteAsync("delete from carelake_session where expires_at < @now or last_seen_at < @idle", new { now = Text(now), idle = Text(now - UserSession.LongestTime) }, cancellationToken);
        return (session, token);
    }

    /// <summary>The session of a token with its user, while neither has ended; seeing it keeps it from ending.</summary>
    public async Task<(UserSession Session, UserAccount User)?> SessionAsync(string token, CancellationToken cancellationToken)
    {
        var hash = SecretToken.Digest(token);
        var now = _time.GetUtcNow();
        var found = (await QueryAsync<SessionRow>(
            """
            select token_hash as TokenHash, user_id as UserId, key_id as KeyId, purpose as Purpose, created_at as CreatedAt, last_seen_at as LastSeenAt, expires_at as ExpiresAt,
                break_glass_reason as BreakGlassReason, break_glass_until as BreakGlassUntil
            from carelake_session where token_hash = @hash
            """,
            new { hash }, cancellationToken)).SingleOrDefault();
        if (found is null || Moment(found.ExpiresAt) <= now || (found.KeyId is null && Moment(found.LastSeenAt) + UserSession.IdleTime <= now)) return null;
        if (await UserAsync(found.UserId, cancellationToken) is not { IsLocked: false } user) return null;
        if (now - Moment(found.LastSeenAt) >= SeenEvery)
            await ExecuteAsync("update carelake_session set last_seen_at = @now where token_hash = @hash", new { hash, now = Text(now) }, cancellationToken);
        return (found.ToSession(now), user);
    }

    /// <summary>A session has not ended. Asking does not keep it from ending.</summary>
    public async Task<bool> IsAliveAsync(string tokenHash, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        return (await QueryAsync<long>(
            "select count(*) from carelake_session where token_hash = @tokenHash and expires_at > @now and (key_id is not null or last_seen_at > @idle)",
            new { tokenHash, now = Text(now), idle = Text(now - UserSession.IdleTime) }, cancellationToken))[0] > 0;
    }

    /// <summary>Ends a session.</summary>
    public Task EndSessionAsync(string tokenHash, CancellationToken cancellationToken) =>
        ExecuteAsync("delete from carelake_session where token_hash = @tokenHash", new { tokenHash }, cancellationToken);

    /// <summary>Changes what a session asks for data for.</summary>
    public Task SetPurposeAsync(string tokenHash, string purpose, CancellationToken cancellationToken) => ExecuteAsync(
        "update carelake_session set purpose = @purpose where token_hash = @tokenHash", new { tokenHash, purpose }, cancellationToken);

    /// <summary>Grants, or with <see langword="null"/> ends, emergency access of a session.</summary>
    public Task SetBreakGlassAsync(string tokenHash, BreakGlassGrant? grant, CancellationToken cancellationToken) => ExecuteAsync(
        "update carelake_session set break_glass_reason = @reason, break_glass_until = @until where token_hash = @tokenHash",
        new { tokenHash, reason = grant?.Reason, until = grant is null ? null : Text(grant.Until) }, cancellationToken);

    private async Task<bool> EndSessionsOfAsync(string userId, CancellationToken cancellationToken)
    {
        await ExecuteAsync("delete from carelake_session where user_id = @userId", new { userId }, cancellationToken);
        return true;
    }

    private sealed record SessionRow
    {
        public string TokenHash { get; init; } = "";

        public string UserId { get; init; } = "";

        public string? KeyId { get; init; }

        public string Purpose { get; init; } = "";

        public string CreatedAt { get; init; } = "";

        public string LastSeenAt { get; init; } = "";

        public string ExpiresAt { get; init; } = "";

        public string? BreakGlassReason { get; init; }

        public string? BreakGlassUntil { get; init; }

        public UserSession ToSession(DateTimeOffset now) => new(
            TokenHash, UserId, KeyId, Purpose, Moment(CreatedAt), Moment(ExpiresAt),
            BreakGlassReason is { } reason && BreakGlassUntil is { } until && Moment(until) > now ? new(reason, Moment(until)) : null);

        public override string ToString() => UserId;
    }
}
