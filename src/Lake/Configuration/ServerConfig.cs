using System.ComponentModel;

namespace Carelake.Lake.Configuration;

/// <summary>How the server of API and dashboard is reached, and how people sign in.</summary>
[Description("How the server of API and dashboard is reached, and how people sign in.")]
public sealed record ServerConfig
{
    /// <summary>Where it listens.</summary>
    [Description("Where it listens, such as https://0.0.0.0:8443. By default only programs on this machine are answered.")]
    public string Url { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Certificate of an https address.</summary>
    [Description("Certificate of an https address.")]
    public ServerTlsConfig? Tls { get; init; }

    /// <summary>Name of the organisation, for people.</summary>
    [Description("Name of the organisation, for people; the project's name when left out.")]
    public string? Name { get; init; }

    /// <summary>Host names of the organisation.</summary>
    [Description("Host names by which this organisation is reached, when the server serves several.")]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Where traces, metrics and logs go.</summary>
    [Description("Where traces, metrics and logs go by OpenTelemetry (OTLP over gRPC), such as http://collector:4317; nowhere when left out.")]
    public Uri? Telemetry { get; init; }

    /// <summary>The provider that people sign in with.</summary>
    [Description("The OpenID Connect provider that people sign in with; local accounts when left out.")]
    public OpenIdConfig? OpenId { get; init; }

    /// <summary>Requests of one client a second.</summary>
    [Description("Requests of one client (an API key, a session, an address) a second in the long run, 1 to 100000.")]
    public int ClientPerSecond { get; init; } = 200;

    /// <summary>Requests of a tenant a second.</summary>
    [Description("Requests of all clients of an organisation a second in the long run, 1 to 1000000.")]
    public int TenantPerSecond { get; init; } = 2000;

    /// <summary>Attempts to sign in from one address a minute.</summary>
    [Description("Attempts to sign in from one address a minute, 1 to 10000.")]
    public int SignInsPerMinute { get; init; } = 30;

    /// <summary>Rows of tables that are copied for fast reading.</summary>
    [Description("Rows of all tables together of which the server keeps copies for fast reading, in a file in the lake's folder _carelake/reading that goes with the server; none when left out.")]
    public long KeptRows { get; init; }
}

/// <summary>Certificate of the server.</summary>
[Description("Certificate of the server.")]
public sealed record ServerTlsConfig
{
    /// <summary>The certificate with its chain.</summary>
    [Description("The certificate with its chain, a PEM file, relative to this file.")]
    public required string Certificate { get; init; }

    /// <summary>Its private key.</summary>
    [Description("The private key, a PEM file, relative to this file; readable by this user only.")]
    public required string Key { get; init; }

    /// <summary>Password of the private key.</summary>
    [Description("Password of the private key: env:NAME, file:PATH or keyvault:NAME; left out when it has none.")]
    public SecretReference? Password { get; init; }
}

/// <summary>An OpenID Connect provider.</summary>
[Description("An OpenID Connect provider; register CALLBACK = the server's address with /signin-oidc there.")]
public sealed record OpenIdConfig
{
    /// <summary>Name for people.</summary>
    [Description("Name for people, on the button.")]
    public required string Name { get; init; }

    /// <summary>The issuer.</summary>
    [Description("The issuer, such as https://login.hospital.example/realms/staff.")]
    public required Uri Authority { get; init; }

    /// <summary>What this server is called there.</summary>
    [Description("What this server is called there.")]
    public required string ClientId { get; init; }

    /// <summary>This server's secret there.</summary>
    [Description("This server's secret there: env:NAME, file:PATH or keyvault:NAME; left out for a public client.")]
    public SecretReference? ClientSecret { get; init; }

    /// <summary>The claim that lists groups.</summary>
    [Description("The claim that lists a user's groups.")]
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Roles by group.</summary>
    [Description("What each group is here: a role of the policies, or administrator. Whoever is in none of them does not get in.")]
    public IReadOnlyDictionary<string, string> Groups { get; init; } = new Dictionary<string, string>();

    /// <summary>Facilities of those who come by it.</summary>
    [Description("Facilities that those who come by it work for; all when left out.")]
    public IReadOnlyList<string> Facilities { get; init; } = [];

    /// <summary>Passwords are not taken.</summary>
    [Description("true takes no passwords: everyone signs in with the provider.")]
    public bool Only { get; init; }
}

/// <summary>A further organisation.</summary>
[Description("A further organisation: a project with its own lake, operational database, keys and policies.")]
public sealed record TenantConfig
{
    /// <summary>Its carelake.yaml.</summary>
    [Description("Its carelake.yaml, relative to this file. Its `server:` names it and its hosts; the rest of that section does not count.")]
    public required string Config { get; init; }
}
