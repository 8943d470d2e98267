using System.Collections.Immutable;

namespace Carelake.Events;

/// <summary>How a log stands.</summary>
/// <param name="FirstOffsets">Offset of the oldest event kept, by partition; the next one to come where there is none.</param>
/// <param name="LastOffsets">Offset of the newest event, by partition; 0 where there is none.</param>
/// <param name="Lag">Events that a consumer group has not committed yet, by group.</param>
/// <param name="DeadLetters">Events put aside.</param>
/// <param name="QueuedBytes">Bytes that wait to be written.</param>
public sealed record LogMetrics(
    ImmutableArray<long> FirstOffsets, ImmutableArray<long> LastOffsets, ImmutableSortedDictionary<string, long> Lag, long DeadLetters, long QueuedBytes);
