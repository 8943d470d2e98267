using System.Text.Json;
using Carelake.FormatBench;

// Measures the format rooms inside one process, as their peers are measured inside theirs: WORK FILE…, then one JSON line.
// bench/formats/run.mjs starts this beside the peers.
if (args.Length < 2 || !Workloads.ByName.TryGetValue(args[0], out var prepare))
{
    Console.Error.WriteLine($"Usage: FormatBench {string.Join('|', Workloads.ByName.Keys)} FILE…");
    return 2;
}
Console.WriteLine(JsonSerializer.Serialize(Measurement.Of(prepare(args[1..])), JsonSerializerOptions.Web));
return 0;
