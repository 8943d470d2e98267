using System.Collections.Immutable;

namespace Carelake.Server.Identity;

public sealed partial class IdentityStore
{
    private const string KeyColumns =
        "key_id as KeyId, secret_hash as SecretHash, user_id as UserId, name as Name, scopes as Scopes, created_at as CreatedAt, expires_at as ExpiresAt, last_used_at as LastUsedAt";

    /// <summary>Makes an API key.</summary>
    /// <returns>The key, and its secret text, which is shown once and kept nowhere.</returns>
    public async Task<(ApiKey Key, string Secret)> AddKeyAsync(string userId, string name, ImmutableArray<string> scopes, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var secret = SecretToken.New();
        var key = new ApiKey { Id = SecretToken.NewId(), UserId = userId, Name = name, Scopes = scopes, CreatedAt = now, ExpiresAt = now + lasts };
        await ExecuteAsync(
            "insert into carelake_api_key (key_id, secret_hash, user_id, name, scopes, created_at, expires_at) values (@id, @hash, @userId, @name, @scopes, @created, @expires)",
            new { id = key.Id, hash = SecretToken.Digest(secret), userId, name, scopes = List(scopes), created = Text(now), expires = Text(key.ExpiresAt) }, cancellationToken);
        return (key, secret);
    }

    /// <summary>The keys of a user, or with <see langword="null"/> of all, the newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> KeysAsync(string? userId, CancellationToken cancellationToken) =>
    [
        .. (await QueryAsync<KeyRow>(
            userId is null ? $"select {KeyColumns} from carelake_api_key order by created_at desc" : $"select {KeyColumns} from carelake_api_key where user_id = @userId order by created_at desc",
            new { userId }, cancellationToken)).Select(row => row.ToKey()),
    ];

    /// <summary>The key of an id, when the secret is its own, it has not run out, and its user may sign in.</summary>
    public async Task<(ApiKey Key, UserAccount User)?> KeyAsync(string id, string secret, CancellationToken cancellationToken)
    {
        var row = (await QueryAsync<KeyRow>($"select {KeyColumns} from carelake_api_key where key_id = @id", new { id }, cancellationToken)).SingleOrDefault();
        if (row is null || !SecretToken.Matches(secret, row.SecretHash)) return null;
        return await UsableAsync(row, cancellationToken);
    }

    /// <summary>Removes a key, with the access tokens that were had for it.</summary>
    /// <returns>False when there is none of that id, or it is another user's.</returns>
    public async Task<bool> RemoveKeyAsync(string id, string? userId, CancellationToken cancellationToken)
    {
        var removed = await ExecuteAsync(
            userId is null ? "delete from carelake_api_key where key_id = @id" : "delete from carelake_api_key where key_id = @id and user_id = @userId", new { id, userId }, cancellationToken);
        if (removed == 1) await ExecuteAsync("delete from carelake_session where key_id = @id", new { id }, cancellationToken);
        return removed == 1;
    }

    /// <summary>The key behind an access token.</summary>
    internal async Task<(ApiKey Key, UserAccount User)?> KeyOfSessionAsync(string id, CancellationToken cancellationToken) =>
        (await QueryAsync<KeyRow>($"select {KeyColumns} from carelake_api_key where key_id = @id", new { id }, cancellationToken)).SingleOrDefault() is { } row
            ? await UsableAsync(row, cancellationToken) : null;

    private async Task<(ApiKey Key, UserAccount User)?> UsableAsync(KeyRow row, CancellationToken cancellationToken)
    {
        var key = row.ToKey();
        var now = _time.GetUtcNow();
        if (key.ExpiresAt <= now) return null;
        if (await UserAsync(key.UserId, cancellationToken) is not { IsLocked: false } user) return null;
        if (key.LastUsedAt is not { } used || now - used >= SeenEvery)
            await ExecuteAsync("update carelake_api_key set last_used_at = @now where key_id = @id", new { id = key.Id, now = Text(now) }, cancellationToken);
        return (key, user);
    }

    private sealed record KeyRow
    {
        public string KeyId { get; init; } = "";

        public string SecretHash { get; init; } = "";

        public string UserId { get; init; } = "";

        public string Name { get; init; } = "";

        public string Scopes { get; init; } = "[]";

        public string CreatedAt { get; init; } = "";

        public string ExpiresAt { get; init; } = "";

        public string? LastUsedAt { get; init; }

        public ApiKey ToKey() => new()
        {
            Id = KeyId, UserId = UserId, Name = Name, Scopes = List(Scopes), CreatedAt = Moment(CreatedAt), ExpiresAt = Moment(ExpiresAt),
            LastUsedAt = LastUsedAt is null ? null : Moment(LastUsedAt),
        };

        public override string ToString() => KeyId;
    }
}
