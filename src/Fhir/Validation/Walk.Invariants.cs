using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Elements;

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
            var place = json.ValueKind == JsonValueKind.Undefined ? companion : json;
            var isSatisfied = constraint.Native?.Invoke(json, _resource?.Json ?? default);
            if (isSatisfied is null) Evaluate(constraint, Here(json, companion, type, element, index), place);
            else if (isSatisfied == false) Broken(constraint, place);
        }
    }

    private void Evaluate(FhirConstraint constraint, FhirElement element, JsonElement place)
    {
        var test = _validator.Test(constraint, element, Element(_resource), Element(_resource?.Root));
        if (test.Error is not null)
            Report("FHIR-0121", "exception", place, $"{constraint.Key}: the rule could not be evaluated.", severity: Severity.Warning);
        // An empty result leaves open whether the rule holds.
        else if (test.Holds == false)
            Broken(constraint, place);
    }

    private FhirElement Element(ResourceFrame? frame) => frame is null ? default : new(_document, frame.Json, default, null, frame.Type, null, -1);

    private void Broken(FhirConstraint constraint, JsonElement json) =>
        Report("FHIR-0120", "invariant", json, TextOf(constraint), severity: SeverityOf(constraint));

    private static string TextOf(FhirConstraint constraint) => constraint.Message;

    private static Severity SeverityOf(FhirConstraint constraint) => constraint.Key == BestPractice ? Severity.Information : constraint.Severity;

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
