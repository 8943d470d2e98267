using Carelake.Server.Tenants;

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
}
