namespace Carelake.Events.Brokers;

/// <summary>Bounds of a log at a broker.</summary>
public sealed record BrokerLogOptions
{
    /// <summary>Bytes of events that may wait for the broker; appending waits beyond it. One larger event is let in when nothing else waits.</summary>
    public long MostQueuedBytes { get; init; } = 64L << 20;

    /// <summary>Events that a consumer group may be behind before <see cref="IEventLog.IsBehind"/>.</summary>
    public long MostLag { get; init; } = 1_000_000;

    /// <summary>Bytes read at once; a single event may be larger.</summary>
    public long MostReadBytes { get; init; } = 16L << 20;

    /// <summary>Bytes of the newest events kept in memory, over all partitions.</summary>
    public long MostRecentBytes { get; init; } = 32L << 20;

    /// <summary>How long the broker may take to keep an event before its sender is told to send it again.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause before a broker that went away is tried again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Measures time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
