using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Carelake.Fhir.FromHl7v2.Building;

/// <summary>The values of an element that repeats.</summary>
internal sealed class FhirList : FhirNode, IEnumerable<FhirNode>
{
    private readonly List<FhirNode> _items;

    public FhirList() => _items = [];

    public FhirList(FhirNode only) => _items = [only];

    public int Count => _items.Count;

    public FhirNode this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    public void Add(FhirNode item) => _items.Add(item);

    public void RemoveAt(int index) => _items.RemoveAt(index);

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in _items) item.WriteTo(writer);
        writer.WriteEndArray();
    }

    public override JsonNode ToJson()
    {
        var made = new JsonArray();
        foreach (var item in _items) made.Add(item.ToJson());
        return made;
    }

    public override FhirNode Copy()
    {
        var copy = new FhirList();
        foreach (var item in _items) copy.Add(item.Copy());
        return copy;
    }

    public override bool Says(FhirNode? other)
    {
        if (other is not FhirList it || it.Count != Count) return false;
        for (var index = 0; index < Count; index++)
            if (!_items[index].Says(it[index])) return false;
        return true;
    }

    public override bool IsWrittenAs(FhirNode? other)
    {
        if (other is not FhirList it || it.Count != Count) return false;
        for (var index = 0; index < Count; index++)
            if (!_items[index].IsWrittenAs(it[index])) return false;
        return true;
    }

    public override int WrittenHash()
    {
        var hash = new HashCode();
        foreach (var item in _items) hash.Add(item.WrittenHash());
        return hash.ToHashCode();
    }

    public IEnumerator<FhirNode> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
