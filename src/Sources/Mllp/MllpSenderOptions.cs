using System.Net.Security;

namespace Carelake.Sources.Mllp;

/// <summary>How a test sender sends.</summary>
public sealed record MllpSenderOptions
{
    /// <summary>Name or address of the receiver.</summary>
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    public required int Port { get; init; }

    /// <summary>Connections, each with its share of the messages.</summary>
    public int Connections { get; init; } = 1;

    /// <summary>Messages a second over all connections; 0 for as fast as answers come.</summary>
    public double Rate { get; init; }

    /// <summary>Messages of a connection that may wait for their answer; 1 is what MLLP asks for unless agreed otherwise.</summary>
    public int Window { get; init; } = 1;

    /// <summary>How long an answer may take; then the connection is closed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What was not answered, or answered with "later" (CE, or error 207), is sent again over a new connection, until it is. Otherwise it counts as lost.</summary>
    public bool Resends { get; init; }

    /// <summary>The longest pause before connecting again.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How TLS is spoken; <see langword="null"/> for plain connections.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }
}
