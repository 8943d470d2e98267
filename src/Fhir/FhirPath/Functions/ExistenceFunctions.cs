using Carelake.Fhir.FhirPath.Evaluation;
using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>Whether something is there (N1, section 5.1).</summary>
internal static class ExistenceFunctions
{
    public static IEnumerable<Function> All { get; } =
    [
        new("empty", 0, 0, null, call => Truths.Of(call.Count == 0)),
        new("exists", 0, 1, null, Exists),
        new("all", 1, 1, null, call => Truths.Of(IsEach(call, Truth.True))),
        new("allTrue", 0, 0, null, call => Flags(call, wanted: true, isAny: false)),
        new("anyTrue", 0, 0, null, call => Flags(call, wanted: true, isAny: true)),
        new("allFalse", 0, 0, null, call => Flags(call, wanted: false, isAny: false)),
        new("anyFalse", 0, 0, null, call => Flags(call, wanted: false, isAny: true)),
        new("not", 0, 0, null, Not),
        new("count", 0, 0, call => call.Return(new IntegerValue(call.Count))),
        new("subsetOf", 1, 1, null, call => Truths.Of(IsSubset(call, isTurned: false))),
        new("supersetOf", 1, 1, null, call => Truths.Of(IsSubset(call, isTurned: true))),
        new("distinct", 0, 0, call => Collections.Distinct(call.Machine, call.Start)),
        new("isDistinct", 0, 0, null, IsDistinct),
        new("hasValue", 0, 0, null, call => Truths.Of(call.Count == 1 && call.Machine[call.Start].IsElement && call.Machine[call.Start].Element is { IsPrimitive: true, HasValue: true })),
    ];

    private static Truth Exists(Call call)
    {
        if (call.Arguments.Length == 0) return Truths.Of(call.Count > 0);
        for (var index = 0; index < call.Count; index++)
            if (call.Test(call.Arguments[0], call.Start + index, index) == Truth.True)
                return Truth.True;
        return Truth.False;
    }

    private static bool IsEach(Call call, Truth wanted)
    {
        for (var index = 0; index < call.Count; index++)
            if (call.Test(call.Arguments[0], call.Start + index, index) != wanted)
                return false;
        return true;
    }

    private static Truth Flags(Call call, bool wanted, bool isAny)
    {
        for (var index = call.Start; index < call.End; index++)
        {
            if (call.Machine[index].Boolean is not { } flag)
            {
                call.Machine.Fail("FHIR-0611", "Every item must be a Boolean here.");
                return Truth.Empty;
            }
            if ((flag == wanted) == isAny) return Truths.Of(isAny);
        }
        return Truths.Of(!isAny);
    }

    private static Truth Not(Call call) =>
        call.Machine.Single(call.Start) is { } index ? Truths.Of(call.Machine[index].Boolean == false) : Truth.Empty;

    private static bool IsSubset(Call call, bool isTurned)
    {
        call.Arguments[0].Evaluate(call.Machine);
        var end = call.Machine.Count;
        return isTurned
            ? Collections.IsSubset(call.Machine, call.End, end, call.Start, call.End)
            : Collections.IsSubset(call.Machine, call.Start, call.End, call.End, end);
    }

    private static Truth IsDistinct(Call call)
    {
        Collections.Distinct(call.Machine, call.Start);
        return Truths.Of(call.Machine.Count == call.End);
    }
}
