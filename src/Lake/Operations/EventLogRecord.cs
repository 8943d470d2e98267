namespace Carelake.Lake.Operations;

/// <summary>An event log at a broker, as the operational database knows it.</summary>
/// <param name="Id">Names it for ever.</param>
/// <param name="PartitionCount">Partitions it had when it was made.</param>
public sealed record EventLogRecord(string Id, int PartitionCount);

/// <summary>How far a consumer group got in a partition of an event log.</summary>
/// <param name="Group">The group.</param>
/// <param name="Partition">From 0.</param>
/// <param name="Offset">The last offset it has.</param>
public sealed record EventPosition(string Group, int Partition, long Offset);

/// <summary>An event that was put aside.</summary>
/// <param name="Id">From 1, rising, never given twice.</param>
/// <param name="Group">The group that could not take it.</param>
/// <param name="Partition">From 0.</param>
/// <param name="Offset">Where it stands in its partition.</param>
/// <param name="Reason">A code and a sentence.</param>
/// <param name="At">When it was put aside.</param>
/// <param name="Sealed">The event, encrypted.</param>
public sealed record EventLetter(long Id, string Group, int Partition, long Offset, string Reason, DateTimeOffset At, ReadOnlyMemory<byte> Sealed);
