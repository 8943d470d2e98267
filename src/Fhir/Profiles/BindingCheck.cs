using Carelake.Core;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Profiles;

/// <summary>Compares codes with the value set that a profile binds them to. An open value set, of which not every code is known here, decides nothing.</summary>
internal static class BindingCheck
{
    public delegate void Report(string code, string type, FhirElement element, string expression, string message, Severity severity);

    public static void Run(FhirValidator validator, FhirBinding binding, FhirElement element, Report report)
    {
        if (!binding.IsRequired || validator.ValueSet(binding.ValueSet) is not { IsComplete: true } set) return;
        if (!IsIn(set, element)) report("FHIR-0114", "code-invalid", element, element.Path, $"No code is in the value set {binding.ValueSet}.", Severity.Error);
    }

    /// <summary>One of an element's codes is in a value set; true for what has no code to look at.</summary>
    public static bool IsIn(FhirValueSet set, FhirElement element) => element.Type?.Name switch
    {
        "CodeableConcept" => element.Children("coding") is { Count: > 0 } codings ? codings.Any(coding => Holds(set, coding)) : element["text"].IsNone && !element["extension"].IsNone,
        "Coding" or "Quantity" => Holds(set, element),
        _ => element.Text is not { } code || set.Contains(code),
    };

    private static bool Holds(FhirValueSet set, FhirElement coding) =>
        coding["code"].Text is { } code && (coding["system"].Text is { } system ? set.Contains(system, code) : set.Contains(code));
}
