using System.Collections.Immutable;

namespace Carelake.Server.Identity;

/// <summary>What a machine signs in with: the rights of a user, narrowed to scopes, until a day. Its secret is shown once and kept as a digest.</summary>
public sealed record ApiKey
{
    /// <summary>Everything that <see cref="Scopes"/> may hold.</summary>
    public static ImmutableArray<string> AllScopes { get; } = ["admin", "api", "fhir", "ingest", "metrics"];

    /// <summary>Public part of the key; also the <c>client_id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The user whose rights it has.</summary>
    public required string UserId { get; init; }

    /// <summary>What it is for, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Which parts of the server it opens; some of <see cref="AllScopes"/>.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working, in UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>About when it was last used, to the minute; <see langword="null"/> before.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
