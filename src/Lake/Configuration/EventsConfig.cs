using System.ComponentModel;

namespace Carelake.Lake.Configuration;

/// <summary>Where the event log is: what listeners take stands there before it is acknowledged.</summary>
[Description("Where the event log is: what listeners take stands there before it is acknowledged.")]
public sealed record EventsConfig
{
    /// <summary>The kind of its home.</summary>
    [Description("embedded: a file of the lake. kafka: a topic of Kafka, Azure Event Hubs, Amazon MSK or Redpanda. rabbitmq: streams of RabbitMQ.")]
    public EventsHome Home { get; init; } = EventsHome.Embedded;

    /// <summary>Servers of the broker.</summary>
    [Description("Servers of the broker to begin with, each host:port.")]
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>Name of the topic, or beginning of the names of the streams.</summary>
    [Description("Name of the topic, or beginning of the names of the streams; carelake-PROJECT when left out. One lake's own.")]
    public string? Name { get; init; }

    /// <summary>Partitions of a log that is made here.</summary>
    [Description("Partitions, 1 to 64, of a log that is made here; messages of one patient are in one.")]
    public int Partitions { get; init; } = 4;

    /// <summary>Copies of every message of a topic that is made here.</summary>
    [Description("Copies of every message on nodes of the broker, 1 to 9, of a log that is made here.")]
    public int Copies { get; init; } = 3;

    /// <summary>Days that a log made here keeps messages.</summary>
    [Description("Days that the broker keeps messages at least, 1 to 3650, of a log that is made here. What bronze has not taken by then is lost.")]
    public int KeptDays { get; init; } = 30;

    /// <summary>User name at the broker.</summary>
    [Description("User name at the broker; none when left out.")]
    public string? User { get; init; }

    /// <summary>Password of the user.</summary>
    [Description("Password of the user: env:NAME, file:PATH or keyvault:NAME.")]
    public SecretReference? Password { get; init; }

    /// <summary>Connections are encrypted.</summary>
    [Description("true encrypts connections, and asks the broker for a certificate that is valid for its name.")]
    public bool Tls { get; init; }

    /// <summary>Authorities of the broker's certificate.</summary>
    [Description("Certificates of the authorities that the broker's certificate may be of, a PEM file, relative to this file; those of the system when left out.")]
    public string? Authorities { get; init; }

    /// <summary>Virtual host of RabbitMQ.</summary>
    [Description("Virtual host of RabbitMQ.")]
    public string VirtualHost { get; init; } = "/";

    /// <summary>Further settings of the Kafka client.</summary>
    [Description("Further settings of the Kafka client, by their names in librdkafka, such as sasl.mechanism; a value may be a secret reference.")]
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

/// <summary>Where an event log can be.</summary>
public enum EventsHome
{
    /// <summary>A file of the lake.</summary>
    Embedded,

    /// <summary>A topic of Kafka, or of what speaks as it does.</summary>
    Kafka,

    /// <summary>Streams of RabbitMQ.</summary>
    Rabbitmq,
}
