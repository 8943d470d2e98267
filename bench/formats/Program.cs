using System.Text.Json;
using Carelake.FormatBench;

// Measures the format rooms inside one process, as their peers are measured inside theirs: WORK FILE…, then one JSON line.
// bench/formats/run.mjs starts this beside the peers.
if (args is ["operations-replay", var count])
{
    Console.WriteLine(JsonSerializer.Serialize(OperationsWork.Replay(long.Parse(count, System.Globalization.CultureInfo.InvariantCulture)), JsonSerializerOptions.Web));
    return 0;
}
if (args.Length < 2 || !Workloads.ByName.TryGetValue(args[0], out var prepare))
{
    Console.Error.WriteLine($"Usage: FormatBench {string.Join('|', Workloads.ByName.Keys)} FILE…");
    return 2;
}
Console.WriteLine(JsonSerializer.Serialize(Measurement.Of(prepare(args[1..])), JsonSerializerOptions.Web));
return 0;
