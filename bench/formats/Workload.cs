namespace Carelake.FormatBench;

/// <summary>One round of work over everything that was given.</summary>
/// <param name="Items">Messages, transactions or resources in a round.</param>
/// <param name="SizeBytes">Bytes read in a round.</param>
/// <param name="Round">Does the round on the calling thread; its answer is summed, so that no work can be optimised away.</param>
internal sealed record Workload(long Items, long SizeBytes, Func<long> Round);
