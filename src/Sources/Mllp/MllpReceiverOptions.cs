using System.Net;
using System.Net.Security;

namespace Carelake.Sources.Mllp;

/// <summary>Where an MLLP receiver listens, and its bounds.</summary>
public sealed record MllpReceiverOptions
{
    /// <summary>Address and port; port 0 takes a free one.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>How TLS is spoken; <see langword="null"/> for plain connections.</summary>
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>The longest message, in bytes.</summary>
    public int LongestMessage { get; init; } = 16 << 20;

    /// <summary>Bytes of unfinished messages that all connections may hold together; the one that goes over it is closed.</summary>
    public long MostHeldBytes { get; init; } = 256L << 20;

    /// <summary>Connections at the same time; more are closed as they come.</summary>
    public int MostConnections { get; init; } = 2000;

    /// <summary>Messages of a connection that may wait for their answer; a sender that does not wait for answers is slowed down beyond it.</summary>
    public int Window { get; init; } = 64;

    /// <summary>A connection on which nothing moves for so long is closed. Senders keep connections open over night.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The longest that one message may take from its first byte to its last, an answer to be taken, or the TLS handshake.</summary>
    public TimeSpan FrameTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A frame whose end lacks its carriage return ends its message when nothing follows for so long.</summary>
    public TimeSpan LenientEnd { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Frames must end as the standard says.</summary>
    public bool IsStrict { get; init; }

    /// <summary>How long a stop waits for messages that are on the way.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
