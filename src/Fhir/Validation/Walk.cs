using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Validation;

/// <summary>One pass over one document: each object is compared with the table of its type. Linear in the size of the text.</summary>
internal sealed partial class Walk
{
    private readonly FhirValidator _validator;
    private readonly FhirValidationOptions _options;
    private readonly ElementPath _path;
    private readonly List<FhirIssue> _issues = [];
    private FhirDocument _document;
    private bool _isFull;

    public Walk(FhirDocument document, FhirValidator validator)
        : this(document, validator, RootName(document.Root)) { }

    /// <summary>A walk that begins at a name, whatever the document's root is.</summary>
    public Walk(FhirDocument document, FhirValidator validator, string root)
    {
        _document = document;
        _validator = validator;
        _options = validator.Options;
        _path = new ElementPath(root);
    }

    public List<FhirIssue> Run()
    {
        var root = _document.Root;
        if (root.Json.ValueKind != JsonValueKind.Object)
            Report("FHIR-0102", "structure", root.Json, "A resource is a JSON object.", "");
        else if (root.Type is { IsResource: false } part)
            Object(root.Json, part, null, -1);
        else
            Resource(root.Json, null, -1, isContained: false);
        return _issues;
    }

    // An unknown resource type is its own place; what cannot be a type's name is not repeated.
    private static string RootName(FhirElement root) =>
        root.Type?.Name ?? (root.Json.String("resourceType"u8) is { Length: <= 64 } named && named.All(char.IsAsciiLetterOrDigit) ? named : "");

    /// <summary>Tells an issue at the place the walk has reached.</summary>
    public void Report(
        string code, string type, JsonElement json, string message, string? expression = null, Severity severity = Severity.Error)
    {
        if (!_isFull) Report(code, type, _document.OffsetOf(json), message, expression, severity);
    }

    private void Report(string code, string type, int offset, string message, string? expression, Severity severity)
    {
        if (_isFull) return;
        expression ??= _path.ToString();
        _isFull = _issues.Count >= _options.MaxIssues;
        _issues.Add(_isFull
            ? new FhirIssue("FHIR-0199", Severity.Information, "incomplete", "", _document.PositionAt(0), "There are more issues than asked for; the rest are left out.")
            : new FhirIssue(code, severity, type, expression, _document.PositionAt(offset), message));
    }

    private void ReportBelow(string code, string type, JsonElement json, string below, string message, Severity severity = Severity.Error)
    {
        if (_isFull) return;
        var path = _path.ToString();
        Report(code, type, json, message, path.Length > 0 ? $"{path}.{below}" : below, severity);
    }

    /// <summary>The element where the walk stands.</summary>
    private FhirElement Here(JsonElement json, JsonElement companion, FhirTypeInfo type, FhirElementInfo? element, int index) =>
        new(_document, json, companion, element, type, null, index);

    private void Object(JsonElement json, FhirTypeInfo type, FhirElementInfo? element, int index)
    {
        if (_isFull) return;
        var names = type.JsonNames;
        Span<ulong> seen = stackalloc ulong[(names.Count >> 6) + 1];
        Span<ulong> seenElements = stackalloc ulong[(type.Elements.Length >> 6) + 1];
        var count = 0;
        var hasCompanions = false;
        foreach (var property in json.EnumerateObject())
        {
            var name = Utf8Text.Name(property);
            if (names.Find(name) is not { } entry)
            {
                Unknown(property, type);
                continue;
            }
            count++;
            if (!Mark(seen, entry.Index)) continue;
            if (entry.IsCompanion)
            {
                hasCompanions = true;
                continue;
            }
            if (!Mark(seenElements, entry.Element.Index))
                ReportBelow("FHIR-0111", "structure", property.Value, entry.Element.Name + "[x]", "Only one of the types of a choice may be given.");
            Value(json, property.Value, entry);
        }
        if (hasCompanions) Companions(json, type, seenElements);
        Missing(json, type, seenElements);
        if (count == 0 && !type.IsResource)
            Report("FHIR-0120", "invariant", json, "ele-1: an element has a value or children.");
        else if (_options.ChecksInvariants)
            Invariants(json, default, type, element, index);
        Special(json, type);
    }

    private void Unknown(JsonProperty property, FhirTypeInfo type)
    {
        if (type.IsResource && property.NameEquals("resourceType"u8)) return;
        ReportBelow("FHIR-0101", "structure", property.Value, property.Name, $"{type.Name} has no such element.");
    }

    private void Missing(JsonElement json, FhirTypeInfo type, ReadOnlySpan<ulong> seen)
    {
        foreach (var required in type.Required)
            if ((seen[required.Index >> 6] & (1UL << (required.Index & 63))) == 0)
                ReportBelow("FHIR-0109", "required", json, required.IsChoice ? required.Name + "[x]" : required.Name, $"{required.Path} must be given.");
    }

    private static bool Mark(Span<ulong> seen, int index)
    {
        var bit = 1UL << (index & 63);
        var isNew = (seen[index >> 6] & bit) == 0;
        seen[index >> 6] |= bit;
        return isNew;
    }

    private void Value(JsonElement holder, JsonElement json, JsonNameTable.Entry entry)
    {
        var element = entry.Element;
        if (json.ValueKind == JsonValueKind.Array)
        {
            if (!element.IsRepeating)
            {
                ReportBelow("FHIR-0105", "structure", json, element.Name, "This element does not repeat: JSON writes no array.");
                return;
            }
            Items(holder, json, entry);
            return;
        }
        if (element.IsRepeating)
        {
            ReportBelow("FHIR-0105", "structure", json, element.Name, "This element repeats: JSON always writes an array.");
            return;
        }
        Item(json, entry, -1);
    }

    private void Items(JsonElement holder, JsonElement json, JsonNameTable.Entry entry)
    {
        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            // null holds a place for extensions; Companions looks whether there are any.
            if (item.ValueKind != JsonValueKind.Null || !entry.Choice.Type.IsPrimitive) Item(item, entry, index);
            else if (!HasCompanion(holder, entry, index)) NullItem(item, entry, index);
            index++;
        }
        if (index == 0) ReportBelow("FHIR-0106", "structure", json, entry.Element.Name, "An array may not be empty: leave the element out.");
    }

    private void NullItem(JsonElement item, JsonNameTable.Entry entry, int index)
    {
        _path.Push(entry.Element, entry.Choice.Type, index);
        Report("FHIR-0107", "structure", item, "null stands only where extensions stand beside it.");
        _path.Pop();
    }

    private static bool HasCompanion(JsonElement holder, JsonNameTable.Entry entry, int index) =>
        holder.Get(entry.Choice.Utf8Companion) is { ValueKind: JsonValueKind.Array } beside
        && index < beside.GetArrayLength() && beside[index].ValueKind == JsonValueKind.Object;

    private void Item(JsonElement json, JsonNameTable.Entry entry, int index)
    {
        var type = entry.Choice.Type;
        _path.Push(entry.Element, type, index);
        if (json.ValueKind == JsonValueKind.Null)
            Report("FHIR-0107", "structure", json, "null is not allowed: leave the element out.");
        else if (type.IsPrimitive)
            Primitive(json, entry.Element, type, index);
        else if (json.ValueKind != JsonValueKind.Object)
            Report("FHIR-0104", "structure", json, $"{type.Name} is written as a JSON object.");
        else if (type.IsResource)
            Resource(json, entry.Element, index, isContained: entry.Element.Name == "contained");
        else if (type.Name == "Bundle.entry")
            Entry(json, type, entry.Element, index);
        else
        {
            Object(json, type, entry.Element, index);
            Typed(json, type, entry);
        }
        _path.Pop();
    }

    // References of the resource are resolved against the address of its entry.
    private void Entry(JsonElement json, FhirTypeInfo type, FhirElementInfo element, int index)
    {
        var outer = _fullUrl;
        _fullUrl = json.String("fullUrl"u8);
        Object(json, type, element, index);
        _fullUrl = outer;
    }
}
