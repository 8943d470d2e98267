using System.Runtime.InteropServices;

namespace Carelake.Events;

/// <summary>The place of an event in a log.</summary>
/// <param name="Partition">From 0; events of one partition key are in one partition, in the order they were appended.</param>
/// <param name="Offset">From 1, rising within the partition; gaps are possible.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LogPosition(int Partition, long Offset);
