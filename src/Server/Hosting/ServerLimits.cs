namespace Carelake.Server.Hosting;

/// <summary>How much may be asked of a server.</summary>
public sealed record ServerLimits
{
    /// <summary>Requests of one client (an API key, a session or an address) that may come at once.</summary>
    public int ClientBurst { get; init; } = 1000;

    /// <summary>Requests of one client a second in the long run.</summary>
    public int ClientPerSecond { get; init; } = 200;

    /// <summary>Requests of all clients of a tenant a second in the long run; at once may come twice as many.</summary>
    public int TenantPerSecond { get; init; } = 2000;

    /// <summary>Attempts to sign in from one address a minute.</summary>
    public int SignInsPerMinute { get; init; } = 30;

    /// <summary>The longest body of a request, but for what receivers take.</summary>
    public long LongestBody { get; init; } = 1 << 20;

    /// <summary>The longest body that a receiver takes.</summary>
    public long LongestMessage { get; init; } = 64 << 20;
}
