namespace Carelake.Server.Identity;

/// <summary>The OpenID Connect provider that people sign in with.</summary>
public sealed record OpenIdSetup
{
    /// <summary>Where the browser goes to sign in with the provider.</summary>
    public const string SignInPath = "/api/v1/session/open-id";

    /// <summary>Where the provider sends the browser back to; to be registered there.</summary>
    public const string CallbackPath = "/signin-oidc";

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The issuer.</summary>
    public required Uri Authority { get; init; }

    /// <summary>What this server is called there.</summary>
    public required string ClientId { get; init; }

    /// <summary>This server's secret there; <see langword="null"/> for a public client, which PKCE alone protects.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The claim that lists a user's groups.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>What each group is here: a role of the policies, or <c>administrator</c>. Whoever is in none of them does not get in.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; init; } = new Dictionary<string, string>();

    /// <summary>The facilities of those who come by it.</summary>
    public IReadOnlyList<string> Facilities { get; init; } = [];

    /// <summary>The provider may be on the organisation's own networks, or on this machine.</summary>
    public bool AllowsPrivateAddresses { get; init; } = true;

    /// <summary>Passwords are not taken.</summary>
    public bool IsOnly { get; init; }

    /// <summary>The provider answers by plain HTTP; for tests on one machine.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Never the secret.</summary>
    public override string ToString() => Name;
}
