namespace Carelake.Events.RabbitMq;

/// <summary>Where a log in RabbitMQ is.</summary>
public sealed record RabbitMqOptions
{
    /// <summary>Nodes, each <c>host:port</c>.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>Beginning of the names of the streams: <c>NAME-0</c> is the first partition.</summary>
    public required string Name { get; init; }

    /// <summary>Partitions, one stream each.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>Nodes that have a copy of each stream, when it is made here.</summary>
    public int Copies { get; init; } = 3;

    /// <summary>How long a stream keeps messages at least, when it is made here.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>User name.</summary>
    public string User { get; init; } = "guest";

    /// <summary>Password.</summary>
    public string Password { get; init; } = "guest";

    /// <summary>Virtual host.</summary>
    public string VirtualHost { get; init; } = "/";

    /// <summary>Connections are encrypted, and the node must show a certificate that is valid for its name.</summary>
    public bool IsTls { get; init; }

    /// <summary>Authorities of that certificate, a PEM file; those of the system when null.</summary>
    public string? Authorities { get; init; }

    /// <summary>How long a node may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The streams; never the password.</summary>
    public override string ToString() => $"{string.Join(",", Servers)}/{Name}";
}
