using Carelake.Fhir.FhirPath.Evaluation;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>Items by their place (N1, section 5.3).</summary>
internal static class SubsetFunctions
{
    public static IEnumerable<Function> All { get; } =
    [
        new("single", 0, 0, call => call.Machine.Single(call.Start)),
        new("first", 0, 0, call => Keep(call, 0, 1)),
        new("last", 0, 0, call => Keep(call, call.Count - 1, call.Count)),
        new("tail", 0, 0, call => Keep(call, 1, call.Count)),
        new("skip", 1, 1, call => Keep(call, call.WholeArgument(0) ?? 0, call.Count)),
        new("take", 1, 1, call => Keep(call, 0, call.WholeArgument(0) ?? 0)),
    ];

    private static void Keep(Call call, int first, int end)
    {
        first = Math.Clamp(first, 0, call.Count);
        end = Math.Clamp(end, first, call.Count);
        call.Machine.Truncate(call.Start + end);
        call.Machine.Remove(call.Start, call.Start + first);
    }
}
