namespace Carelake.Events.Kafka;

/// <summary>Where a log at Kafka is.</summary>
public sealed record KafkaOptions
{
    /// <summary>Servers to begin with, each <c>host:port</c>.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>Partitions of the topic, when it is made here.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>Copies of every message, when the topic is made here.</summary>
    public short Copies { get; init; } = 3;

    /// <summary>How long the broker keeps messages, when the topic is made here.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Further settings by their names in librdkafka: security.protocol, sasl.mechanism, ssl.ca.location. May hold secrets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the broker may take to answer, and a message to be kept.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The topic; never the settings.</summary>
    public override string ToString() => $"{string.Join(",", Servers)}/{Topic}";
}
