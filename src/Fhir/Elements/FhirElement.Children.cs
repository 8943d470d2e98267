using System.Runtime.InteropServices;
using System.Text.Json;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Elements;

public readonly partial struct FhirElement
{
    /// <summary>The first child of a name; none when there is none.</summary>
    /// <param name="name">As FHIRPath says it: <c>value</c>, not <c>valueQuantity</c>.</param>
    public FhirElement this[string name]
    {
        get
        {
            var found = new List<FhirElement>(1);
            AddChildren(name, found);
            return found.Count > 0 ? found[0] : default;
        }
    }

    /// <summary>The children of a name, in order; empty when there are none.</summary>
    /// <param name="name">As FHIRPath says it: <c>value</c>, not <c>valueQuantity</c>; of an unknown element, its JSON name.</param>
    public IReadOnlyList<FhirElement> Children(string name)
    {
        var found = new List<FhirElement>();
        AddChildren(name, found);
        return found;
    }

    /// <summary>Adds the children of a name to a list: <see cref="Children(string)"/> for those who keep lists.</summary>
    /// <param name="name">As FHIRPath says it.</param>
    /// <param name="into">Where they go.</param>
    public void AddChildren(string name, ICollection<FhirElement> into)
    {
        var holder = ChildHolder;
        if (holder.ValueKind != JsonValueKind.Object) return;
        if (Type is null || !Type.TryGetElement(name, out var element))
        {
            // resourceType names the type and is no element.
            if (name != "resourceType" && holder.TryGetProperty(name, out var unknown) && IsUnknown(name))
                AddAll(into, unknown, Property(holder, "_" + name), null, null, name);
            return;
        }
        foreach (var choice in element.Types)
        {
            var json = Property(holder, choice.Utf8Name);
            var companion = choice.Type.IsPrimitive ? Property(holder, choice.Utf8Companion) : default;
            AddAll(into, json, companion, element, choice.Type, null);
        }
    }

    /// <summary>All children, in the order of the text. A primitive's are its id and extensions. Unknown ones have no type.</summary>
    public IReadOnlyList<FhirElement> Children()
    {
        var found = new List<FhirElement>();
        AddChildren(found);
        return found;
    }

    /// <summary>Adds all children to a list: <see cref="Children()"/> for those who keep lists.</summary>
    /// <param name="into">Where they go.</param>
    public void AddChildren(ICollection<FhirElement> into)
    {
        var holder = ChildHolder;
        if (holder.ValueKind != JsonValueKind.Object) return;
        foreach (var property in holder.EnumerateObject())
        {
            var raw = JsonMarshal.GetRawUtf8PropertyName(property);
            if (Type?.JsonNames.Find(raw) is { } entry)
                AddKnown(into, holder, property.Value, entry);
            else if (!property.NameEquals("resourceType"u8))
                AddUnknown(into, holder, property);
        }
    }

    /// <summary>Every element below, depth first, in the order of the text; not the element itself.</summary>
    public IEnumerable<FhirElement> Descendants()
    {
        var waiting = new Stack<FhirElement>();
        var children = new List<FhirElement>();
        for (var element = this; ;)
        {
            children.Clear();
            element.AddChildren(children);
            for (var index = children.Count - 1; index >= 0; index--) waiting.Push(children[index]);
            if (!waiting.TryPop(out element)) yield break;
            yield return element;
        }
    }

    // A primitive's children stand beside it, everything else's inside it.
    private JsonElement ChildHolder => IsPrimitive ? Companion : Json;

    private void AddKnown(ICollection<FhirElement> into, JsonElement holder, JsonElement json, JsonNameTable.Entry entry)
    {
        var type = entry.Choice.Type;
        if (!entry.IsCompanion)
        {
            AddAll(into, json, type.IsPrimitive ? Property(holder, entry.Choice.Utf8Companion) : default, entry.Element, type, null);
        }
        else if (!holder.TryGetProperty(entry.Choice.Utf8Name, out _))
        {
            AddAll(into, default, json, entry.Element, type, null);
        }
    }

    private void AddUnknown(ICollection<FhirElement> into, JsonElement holder, JsonProperty property)
    {
        var name = property.Name;
        if (name.StartsWith('_') && holder.TryGetProperty(name.AsSpan(1), out _)) return;
        AddAll(into, property.Value, Property(holder, "_" + name), null, null, name);
    }

    private bool IsUnknown(string name) => Type is null || Type.JsonNames.Find(System.Text.Encoding.UTF8.GetBytes(name)) is null;

    private void AddAll(ICollection<FhirElement> into, JsonElement json, JsonElement companion, FhirElementInfo? element, FhirTypeInfo? type, string? unknownName)
    {
        if (json.ValueKind == JsonValueKind.Array || (json.ValueKind == JsonValueKind.Undefined && companion.ValueKind == JsonValueKind.Array))
            AddItems(into, json, companion, element, type, unknownName);
        else
            Add(into, json, companion, element, type, unknownName, -1);
    }

    private void AddItems(ICollection<FhirElement> into, JsonElement json, JsonElement companion, FhirElementInfo? element, FhirTypeInfo? type, string? unknownName)
    {
        var count = json.ValueKind == JsonValueKind.Array ? json.GetArrayLength() : 0;
        var besides = companion.ValueKind == JsonValueKind.Array ? companion.GetArrayLength() : 0;
        var values = count > 0 ? json.EnumerateArray() : default;
        var companions = besides > 0 ? companion.EnumerateArray() : default;
        for (var index = 0; index < Math.Max(count, besides); index++)
        {
            var value = index < count && values.MoveNext() ? values.Current : default;
            var beside = index < besides && companions.MoveNext() ? companions.Current : default;
            Add(into, value, beside, element, type, unknownName, index);
        }
    }

    private void Add(ICollection<FhirElement> into, JsonElement json, JsonElement companion, FhirElementInfo? element, FhirTypeInfo? type, string? unknownName, int index)
    {
        // null holds a place in an array of primitives; it is no value.
        if (json.ValueKind == JsonValueKind.Null) json = default;
        if (companion.ValueKind != JsonValueKind.Object) companion = default;
        if (json.ValueKind == JsonValueKind.Undefined && companion.ValueKind == JsonValueKind.Undefined) return;
        if (type is { IsResource: true }) type = Document.ResourceType(json);
        into.Add(new FhirElement(Document, json, companion, element, type, unknownName, index));
    }

    private static JsonElement Property(JsonElement holder, ReadOnlySpan<byte> name) => holder.TryGetProperty(name, out var found) ? found : default;

    private static JsonElement Property(JsonElement holder, string name) => holder.TryGetProperty(name, out var found) ? found : default;
}
