namespace Carelake.FormatBench;

/// <summary>The work that can be measured, by the name that run.mjs uses. Each is given files and answers what one round does.</summary>
internal static class Workloads
{
    public static IReadOnlyDictionary<string, Func<string[], Workload>> ByName { get; } = new SortedDictionary<string, Func<string[], Workload>>(StringComparer.Ordinal)
    {
        ["fhir-core"] = FhirWork.Core,
        ["fhir-profiles"] = FhirWork.Profiles,
        ["hl7-adt"] = Hl7Work.Adt,
        ["hl7-index"] = Hl7Work.Index,
        ["hl7-texts"] = Hl7Work.Texts,
        ["operations-messages"] = OperationsWork.Messages,
        ["v2-to-fhir"] = V2ToFhirWorkload.Prepare,
        ["x12-loops"] = X12Work.Loops,
        ["x12-segments"] = X12Work.Segments,
        ["x12-snip4"] = X12Work.Snip4,
    };
}
