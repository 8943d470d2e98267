using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation;

internal sealed partial class Walk
{
    private BundleIndex? _bundle;
    private string? _fullUrl;

    private void Typed(JsonElement json, FhirTypeInfo type, JsonNameTable.Entry entry)
    {
        switch (type.Name)
        {
            case "Reference": Reference(json, entry); break;
            case "Coding":
                KnownSystem(json);
                if (entry.Element.Binding is { } bound) Coding(json, bound);
                break;
            case "CodeableConcept" when entry.Element.Binding is { } binding: Concept(json, binding); break;
            case "Attachment": AttachmentRules.Check(this, json); break;
            case "Extension": Extension(json, entry); break;
        }
    }

    private void Reference(JsonElement json, JsonNameTable.Entry entry)
    {
        var reference = json.Get("reference"u8);
        if (reference.ValueKind != JsonValueKind.String) return;
        var text = Utf8Text.Of(reference);
        if (text.IsEmpty) return;
        if (text[0] == '#')
        {
            ContainedReference(reference, text, entry);
            return;
        }
        if (Primitives.HasSpace(text))
        {
            Report("FHIR-0117", "invalid", reference, "A reference is an address without white space.");
            return;
        }
        var named = ReferenceText.TypeOf(text);
        if (!named.IsEmpty && _document.Definitions.Resource(named) is { } target) Target(json, reference, target, entry);
        else if (ReferenceText.IsRelative(text)) Report("FHIR-0117", "invalid", reference, "A relative reference is written Type/id.");
        if (_resource?.Bundle is { } bundle) InBundle(bundle, reference, entry);
    }

    private void Target(JsonElement json, JsonElement reference, FhirTypeInfo target, JsonNameTable.Entry entry)
    {
        if (!entry.Choice.Targets.IsEmpty && !entry.Choice.Targets.Any(target.Is))
            Report("FHIR-0116", "invalid", reference, $"{entry.Element.Path} may not refer to {target.Name}.");
        if (json.String("type"u8) is { } said && said != target.Name && said != target.Url)
            Report("FHIR-0116", "invalid", reference, "The type that the reference says is not that of its address.");
    }

    // ref-1: what is referred to as #id is contained (R4, section 2.3.0.3).
    private void ContainedReference(JsonElement json, ReadOnlySpan<byte> text, JsonNameTable.Entry entry)
    {
        if (_resource?.Root is not { } root) return;
        var id = Utf8.GetString(text[1..]);
        if (id.Length == 0)
        {
            _refersToContainer = true;
            return;
        }
        (root.Fragments ??= new(StringComparer.Ordinal)).Add(id);
        if (root.ContainedIds?.Contains(id) != true)
            Report("FHIR-0118", "invariant", json, "ref-1: no contained resource has this id.");
        else if (!entry.Choice.Targets.IsEmpty && ContainedType(root.Json, id) is { } type && !entry.Choice.Targets.Any(type.Is))
            Report("FHIR-0116", "invalid", json, $"{entry.Element.Path} may not refer to {type.Name}.");
    }

    private FhirTypeInfo? ContainedType(JsonElement root, string id)
    {
        foreach (var contained in root.Get("contained"u8).Items())
            if (contained.Get("id"u8) is { ValueKind: JsonValueKind.String } own && own.ValueEquals(id))
                return _document.ResourceType(contained);
        return null;
    }

    private void InBundle(BundleIndex bundle, JsonElement reference, JsonNameTable.Entry entry)
    {
        // In a document and a message what the first entry refers to has to be there (R4, sections 2.42.1 and 2.41.3).
        var mustBeThere = BundleIndex.MustHold(bundle.Type, _resource!.Type.Name, entry.Element.Path);
        var found = bundle.Count(reference.GetString()!, _resource.FullUrl);
        if (found > 1)
            Report("FHIR-0138", "forbidden", reference, "Several entries of the bundle answer to this reference.");
        else if (found == 0 && mustBeThere)
            Report("FHIR-0119", "invalid", reference, $"A bundle of type {bundle.Type} holds what {entry.Element.Path} refers to; this has no entry.");
        else if (found == 0 && reference.GetString()!.StartsWith("urn:", StringComparison.Ordinal))
            Report("FHIR-0119", "not-found", reference, "No entry of the bundle has this address.", severity: Severity.Warning);
    }

    private void Coding(JsonElement json, FhirBinding binding)
    {
        if (_validator.ValueSet(binding.ValueSet) is not { IsComplete: true } set || IsIn(json, set)) return;
        if (!json.Has("code"u8) && !binding.IsRequired) return;
        NotInSet(json, binding);
    }

    private void Concept(JsonElement json, FhirBinding binding)
    {
        if (_validator.ValueSet(binding.ValueSet) is not { IsComplete: true } set) return;
        var count = 0;
        foreach (var coding in json.Get("coding"u8).Items())
        {
            if (IsIn(coding, set)) return;
            count++;
        }
        // Text alone says that no code fits, which an extensible binding allows.
        if (count > 0 || (binding.IsRequired && !json.Has("extension"u8))) NotInSet(json, binding);
    }

    private void NotInSet(JsonElement json, FhirBinding binding) =>
        Report("FHIR-0114", "code-invalid", json, binding.IsRequired
            ? $"No code is in the value set {binding.ValueSet}."
            : $"No code is in the value set {binding.ValueSet}; another is allowed only where none of it fits.",
            severity: binding.IsRequired ? Severity.Error : Severity.Information);

    private static bool IsIn(JsonElement coding, FhirValueSet set) =>
        coding.String("code"u8) is { } code && coding.String("system"u8) is { } system && set.Contains(system, code);
}
