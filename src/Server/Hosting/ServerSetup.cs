using System.Security.Cryptography.X509Certificates;
using Carelake.Server.Identity;
using Carelake.Server.Live;
using Carelake.Server.Tenants;
using Microsoft.Extensions.Logging;

namespace Carelake.Server.Hosting;

/// <summary>What a server is started with.</summary>
public sealed record ServerSetup
{
    /// <summary>Where it listens, such as <c>http://127.0.0.1:8080</c>; port 0 takes a free one.</summary>
    public required string Url { get; init; }

    /// <summary>Whom it serves; at least one.</summary>
    public required IReadOnlyList<Tenant> Tenants { get; init; }

    /// <summary>Clock of everything.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The simulated group is served, with its demo users.</summary>
    public bool IsDemo { get; init; }

    /// <summary>The certificate of an address that begins with <c>https:</c>; not needed for others.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>How much one client, and all of a tenant, may ask.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>Folder of the built dashboard.</summary>
    public string WebFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "web");

    /// <summary>Where traces, metrics and logs go by OTLP; nowhere when <see langword="null"/>.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>How much the server's log tells; a line for each request from <c>Information</c> on.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>How passwords are kept and checked.</summary>
    public Passwords Passwords { get; init; } = new();

    /// <summary>Where people sign in instead of with a password; <see langword="null"/> for local accounts only.</summary>
    public OpenIdSetup? OpenId { get; init; }

    /// <summary>What live boards of each tenant are made from, by its id; a tenant that is not here has none.</summary>
    public IReadOnlyDictionary<string, LiveFeeds> Live { get; init; } = new Dictionary<string, LiveFeeds>();

    /// <summary>Told each line that a person at the console should read: a one-time link. Says nothing by default.</summary>
    public Action<string> Say { get; init; } = _ => { };
}
