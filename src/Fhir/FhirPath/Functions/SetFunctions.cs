using Carelake.Fhir.FhirPath.Evaluation;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>Two collections made one (N1, sections 5.3.8, 5.3.9 and 5.4).</summary>
internal static class SetFunctions
{
    public static IEnumerable<Function> All { get; } =
    [
        new("union", 1, 1, call =>
        {
            call.Arguments[0].Evaluate(call.Machine);
            Collections.Distinct(call.Machine, call.Start);
        }),
        new("combine", 1, 2, call => call.Arguments[0].Evaluate(call.Machine)),
        new("intersect", 1, 1, call =>
        {
            call.Arguments[0].Evaluate(call.Machine);
            Collections.Filter(call.Machine, call.Start, call.End, isKeptWhenFound: true);
            Collections.Distinct(call.Machine, call.Start);
        }),
        new("exclude", 1, 1, call =>
        {
            call.Arguments[0].Evaluate(call.Machine);
            Collections.Filter(call.Machine, call.Start, call.End, isKeptWhenFound: false);
        }),
    ];
}
