using System.Diagnostics;

namespace Carelake.FormatBench;

/// <summary>How fast a workload ran on one core, once it was warm.</summary>
/// <param name="ItemsPerSecond">Median of the rounds.</param>
/// <param name="BytesPerSecond">Median of the rounds.</param>
/// <param name="AllocatedBytesPerItem">Managed memory allocated for each item.</param>
/// <param name="ItemsPerCpuSecond">Of all rounds, by the CPU time of the process: what a loaded machine does not change much.</param>
/// <param name="Rounds">Rounds measured.</param>
/// <param name="Checksum">What the rounds answered, added up: equal on every run of the same work.</param>
internal sealed record Measurement(double ItemsPerSecond, double BytesPerSecond, double AllocatedBytesPerItem, double ItemsPerCpuSecond, int Rounds, long Checksum)
{
    // On one core the compiler shares it with the work, and takes seconds to have seen enough.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    public static Measurement Of(Workload workload)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < WarmUp;)
            workload.Round();

        var seconds = new List<double>();
        long checksum = 0;
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Measured || seconds.Count < 3;)
        {
            var start = Stopwatch.GetTimestamp();
            checksum = workload.Round();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        cpu = Environment.CpuUsage.TotalTime - cpu;

        seconds.Sort();
        var median = seconds[seconds.Count / 2];
        return new(
            workload.Items / median, workload.SizeBytes / median, (double)allocated / seconds.Count / workload.Items,
            (double)workload.Items * seconds.Count / cpu.TotalSeconds, seconds.Count, checksum);
    }
}
