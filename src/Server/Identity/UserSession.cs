namespace Carelake.Server.Identity;

/// <summary>A signed-in browser, or the access token of a machine.</summary>
/// <param name="TokenHash">Digest of the token; the token itself is kept by the browser alone.</param>
/// <param name="UserId">Whose.</param>
/// <param name="KeyId">The API key that a machine exchanged for it; <see langword="null"/> for a person's.</param>
/// <param name="Purpose">What data is asked for for.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="ExpiresAt">When it ends whatever is done.</param>
/// <param name="BreakGlass">Emergency access while it lasts; <see langword="null"/> for none.</param>
public sealed record UserSession(
    string TokenHash, string UserId, string? KeyId, string Purpose, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, BreakGlassGrant? BreakGlass)
{
    /// <summary>A session on which nothing moves for so long ends.</summary>
    public static TimeSpan IdleTime { get; } = TimeSpan.FromMinutes(30);

    /// <summary>The longest that a session lasts.</summary>
    public static TimeSpan LongestTime { get; } = TimeSpan.FromHours(12);

    /// <summary>How long the access token of a machine lasts.</summary>
    public static TimeSpan MachineTime { get; } = TimeSpan.FromHours(1);

    /// <summary>Whose it is; never the digest.</summary>
    public override string ToString() => UserId;
}

/// <summary>Emergency access, granted for minutes.</summary>
/// <param name="Reason">What the user gave as reason.</param>
/// <param name="Until">When it ends, in UTC.</param>
public sealed record BreakGlassGrant(string Reason, DateTimeOffset Until)
{
    /// <summary>The longest grant.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(60);

    /// <summary>When it ends; the reason may tell of a patient.</summary>
    public override string ToString() => $"until {Until:O}";
}
