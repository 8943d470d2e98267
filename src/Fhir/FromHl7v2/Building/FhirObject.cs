using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Carelake.Fhir.FromHl7v2.Building;

/// <summary>A resource, or an element with elements below it, in the order in which they were added. Few have more than a dozen: they are found one by one.</summary>
internal sealed class FhirObject : FhirNode, IEnumerable<KeyValuePair<string, FhirNode>>
{
    private const int Few = 3;
    private KeyValuePair<string, FhirNode>[] _elements;
    private int _count;

    public FhirObject() => _elements = [];

    /// <summary>Room for so many elements at once.</summary>
    public FhirObject(int capacity) => _elements = new KeyValuePair<string, FhirNode>[capacity];

    public int Count => _count;

    /// <summary>An element by name; <see langword="null"/> when there is none. Setting one that is there keeps its place; nothing takes it out.</summary>
    [DisallowNull]
    public FhirNode? this[string name]
    {
        get => IndexOf(name) is >= 0 and var index ? _elements[index].Value : null;
        set
        {
            var index = IndexOf(name);
            if (index >= 0) _elements[index] = new(name, value);
            else Add(name, value);
        }
    }

    /// <summary>The value of the element after that many others.</summary>
    public FhirNode ValueAt(int index) => _elements[index].Value;

    public bool ContainsKey(string name) => IndexOf(name) >= 0;

    /// <summary>Adds an element that is not there.</summary>
    public void Add(string name, FhirNode value)
    {
        if (_count == _elements.Length) Array.Resize(ref _elements, Math.Max(Few, _count * 2));
        _elements[_count++] = new(name, value);
    }

    public void Add(KeyValuePair<string, FhirNode> element) => Add(element.Key, element.Value);

    public void Remove(string name)
    {
        var index = IndexOf(name);
        if (index < 0) return;
        _count--;
        Array.Copy(_elements, index + 1, _elements, index, _count - index);
    }

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (ref readonly var element in Elements)
        {
            writer.WritePropertyName(element.Key);
            element.Value.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    public override void WriteTo(JsonBytes json)
    {
        json.Sign('{');
        for (var index = 0; index < _count; index++)
        {
            ref readonly var element = ref _elements[index];
            json.Name(element.Key, isFirst: index == 0);
            element.Value.WriteTo(json);
        }
        json.Sign('}');
    }

    public override JsonNode ToJson() => ToJsonObject();

    public JsonObject ToJsonObject()
    {
        var made = new JsonObject();
        foreach (ref readonly var element in Elements) made.Add(element.Key, element.Value.ToJson());
        return made;
    }

    public override FhirNode Copy()
    {
        var copy = new FhirObject();
        foreach (ref readonly var element in Elements) copy.Add(element.Key, element.Value.Copy());
        return copy;
    }

    public override bool Says(FhirNode? other)
    {
        if (other is not FhirObject it || it._count != _count) return false;
        foreach (ref readonly var element in Elements)
            if (!element.Value.Says(it[element.Key])) return false;
        return true;
    }

    public override bool IsWrittenAs(FhirNode? other)
    {
        if (other is not FhirObject it || it._count != _count) return false;
        for (var index = 0; index < _count; index++)
            if (_elements[index].Key != it._elements[index].Key || !_elements[index].Value.IsWrittenAs(it._elements[index].Value)) return false;
        return true;
    }

    public override int WrittenHash()
    {
        var hash = new HashCode();
        foreach (ref readonly var element in Elements)
        {
            hash.Add(element.Key, StringComparer.Ordinal);
            hash.Add(element.Value.WrittenHash());
        }
        return hash.ToHashCode();
    }

    public IEnumerator<KeyValuePair<string, FhirNode>> GetEnumerator() => _elements.Take(_count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ReadOnlySpan<KeyValuePair<string, FhirNode>> Elements => _elements.AsSpan(0, _count);

    private int IndexOf(string name)
    {
        for (var index = 0; index < _count; index++)
            if (_elements[index].Key == name) return index;
        return -1;
    }
}
