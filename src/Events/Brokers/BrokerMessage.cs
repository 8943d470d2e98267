using System.Runtime.InteropServices;

namespace Carelake.Events.Brokers;

/// <summary>A message as a broker has it.</summary>
/// <param name="Partition">From 0.</param>
/// <param name="Offset">From 0, rising; gaps are possible.</param>
/// <param name="Bytes">Its bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BrokerMessage(int Partition, long Offset, ReadOnlyMemory<byte> Bytes);
