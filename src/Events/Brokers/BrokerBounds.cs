using System.Runtime.InteropServices;

namespace Carelake.Events.Brokers;

/// <summary>The offsets that a partition has at a broker.</summary>
/// <param name="First">Of the oldest message kept; <paramref name="Next"/> when there is none.</param>
/// <param name="Next">Of the next message to come. A broker that does not tell it exactly gives less.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BrokerBounds(long First, long Next);
