using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath.Evaluation;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>What FHIR adds (R4, section 2.1.20.5); most of it only the caller can answer.</summary>
internal static class FhirFunctions
{
    private const string DefinitionBase = "http://hl7.org/fhir/StructureDefinition/";

    public static IEnumerable<Function> All { get; } =
    [
        new("getValue", 0, 0, call => call.Return(call.Count == 1 && call.Machine[call.Start].Element.IsPrimitive ? call.Machine[call.Start].AsSystem : null)),
        new("resolve", 0, 0, Resolve),
        new("memberOf", 1, 1, null, MemberOf),
        new("conformsTo", 1, 1, null, ConformsTo),
        new("htmlChecks", 0, 0, null, HtmlChecks),
    ];

    private static void Resolve(Call call)
    {
        var machine = call.Machine;
        for (var index = call.Start; index < call.End; index++)
        {
            var item = machine[index];
            var reference = item.IsElement && !item.Element.IsPrimitive ? item.Element["reference"].Text : item.Text;
            if (reference is null || machine.Environment.Resolve?.Invoke(reference, item.Element) is not { IsNone: false } found) continue;
            machine.Push(found);
        }
        machine.Remove(call.Start, call.End);
    }

    private static Truth MemberOf(Call call)
    {
        if (call.Machine.Single(call.Start) is not { } index || call.TextArgument(0) is not { } set) return Truth.Empty;
        return Truths.Of(call.Machine.Environment.MemberOf?.Invoke(call.Machine[index], set));
    }

    // Without a validator an element conforms to the definitions of its own type and bases, and to no other type's.
    private static Truth ConformsTo(Call call)
    {
        if (call.Machine.Single(call.Start) is not { } index || call.TextArgument(0) is not { } profile || !call.Machine[index].IsElement) return Truth.Empty;
        FhirElement element = call.Machine[index].Element;
        if (call.Machine.Environment.ConformsTo is { } conforms) return Truths.Of(conforms(element, profile));
        var name = profile.StartsWith(DefinitionBase, StringComparison.Ordinal) ? profile[DefinitionBase.Length..] : "";
        return Definitions.FhirDefinitions.R4.Type(name) is null ? Truth.Empty : Truths.Of(element.Is(name));
    }

    private static Truth HtmlChecks(Call call)
    {
        if (call.Machine.Single(call.Start) is not { } index || call.Machine[index].Text is not { } html) return Truth.Empty;
        return Truths.Of(call.Machine.Environment.HtmlChecks?.Invoke(html));
    }
}
