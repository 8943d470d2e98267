using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation;

internal sealed partial class Walk
{
    private void Invariants(JsonElement json, JsonElement companion, FhirTypeInfo type, FhirElementInfo? element, int index)
    {
        Check(type.AllConstraints, json, companion, type, element, index);
        if (element is not null && !element.Constraints.IsEmpty) Check(element.Constraints, json, companion, type, element, index);
    }

    private void Check(
        ImmutableArray<FhirConstraint> constraints, JsonElement json, JsonElement companion, FhirTypeInfo type, FhirElementInfo? element, int index)
    {
        foreach (var constraint in constraints)
        {
            var isSatisfied = constraint.Native?.Invoke(json, _resource?.Json ?? default)
                ?? _validator.Holds(constraint, Here(json, companion, type, element, index), HereResource());
            if (!isSatisfied) Broken(constraint, json.ValueKind == JsonValueKind.Undefined ? companion : json);
        }
    }

    private void Broken(FhirConstraint constraint, JsonElement json) => Report(
        "FHIR-0120", "invariant", json, constraint.Human.Length > 0 ? $"{constraint.Key}: {constraint.Human}" : $"{constraint.Key}: not satisfied: {constraint.Expression}",
        severity: constraint.Key == BestPractice ? Severity.Information : constraint.Severity);

    // R4 marks it as a good habit, not as a rule; told as a warning it would hide the others.
    private const string BestPractice = "dom-6";

    // What FHIRPath cannot say, and every element of a type has to satisfy.
    private void Special(JsonElement json, FhirTypeInfo type)
    {
        if (type.Name == "Extension") ExtensionShape(json);
    }

    // ext-1 (R4, section 2.5.0).
    private void ExtensionShape(JsonElement json)
    {
        var hasNested = json.Has("extension"u8);
        var hasValue = false;
        foreach (var property in json.EnumerateObject())
        {
            var name = Utf8Text.Name(property);
            hasValue |= name.StartsWith("value"u8) || name.StartsWith("_value"u8);
        }
        if (hasNested && hasValue) Report("FHIR-0120", "invariant", json, "ext-1: an extension has a value or extensions, never both.");
        else if (!hasNested && !hasValue) Report("FHIR-0120", "invariant", json, "ext-1: an extension has a value or extensions.");
    }
}
