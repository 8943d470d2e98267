namespace Carelake.Events.Embedded;

/// <summary>Bounds of the embedded log.</summary>
public sealed record EmbeddedLogOptions
{
    /// <summary>Bytes of events that may wait to be written; appending waits beyond it. One larger event is let in when nothing else waits.</summary>
    public long MostQueuedBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of events written with one sync of the disk.</summary>
    public long MostGroupBytes { get; init; } = 8L << 20;

    /// <summary>Events that a consumer group may be behind before <see cref="IEventLog.IsBehind"/>.</summary>
    public long MostLag { get; init; } = 1_000_000;

    /// <summary>Bytes read at once; a single event may be larger.</summary>
    public long MostReadBytes { get; init; } = 64L << 20;

    /// <summary>Stamps dead letters.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
