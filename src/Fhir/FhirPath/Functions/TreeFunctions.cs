using Carelake.Fhir.FhirPath.Evaluation;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>What lies below (N1, section 5.8), and the extensions of an element (FHIR R4, section 2.1.20.5).</summary>
internal static class TreeFunctions
{
    public static IEnumerable<Function> All { get; } =
    [
        new("children", 0, 0, Children),
        new("descendants", 0, 0, Descendants),
        new("extension", 1, 1, Extension),
        // No function of the standard, but a search parameter of R4 uses it.
        new("hasExtension", 1, 1, null, call =>
        {
            Extension(call);
            return Truths.Of(call.Machine.Count > call.Start);
        }),
    ];

    private static void Children(Call call)
    {
        PushChildren(call.Machine, call.Start, call.End);
        call.Machine.Remove(call.Start, call.End);
    }

    // Level by level: what a level finds is the next one.
    private static void Descendants(Call call)
    {
        var (from, to) = (call.Start, call.End);
        while (from < to && call.Machine.Error is null)
        {
            PushChildren(call.Machine, from, to);
            (from, to) = (to, call.Machine.Count);
        }
        call.Machine.Remove(call.Start, call.End);
    }

    private static void PushChildren(Machine machine, int start, int end)
    {
        for (var index = start; index < end; index++)
            if (machine[index].IsElement)
                machine.PushChildren(index);
    }

    private static void Extension(Call call)
    {
        var url = call.TextArgument(0);
        var machine = call.Machine;
        for (var index = call.Start; index < call.End; index++)
            if (machine[index].IsElement)
                machine.PushChildren(index, "extension");
        machine.Remove(call.Start, call.End);
        var kept = call.Start;
        for (var index = call.Start; index < machine.Count; index++)
            if (url is not null && machine[index].Element["url"].Text == url)
                machine.Move(index, kept++);
        machine.Truncate(kept);
    }
}
