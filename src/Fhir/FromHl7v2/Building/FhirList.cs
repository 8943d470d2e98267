using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Carelake.Fhir.FromHl7v2.Building;

/// <summary>The values of an element that repeats.</summary>
internal sealed class FhirList : FhirNode, IEnumerable<FhirNode>
{
    private FhirNode[] _items;
    private int _count;

    public FhirList() => _items = [];

    public FhirList(FhirNode only) => (_items, _count) = ([only], 1);

    public int Count => _count;

    public FhirNode this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    public void Add(FhirNode item)
    {
        // Most lists have one item.
        if (_count == _items.Length) Array.Resize(ref _items, Math.Max(1, _count * 2));
        _items[_count++] = item;
    }

    public void RemoveAt(int index)
    {
        _count--;
        Array.Copy(_items, index + 1, _items, index, _count - index);
    }

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in Items) item.WriteTo(writer);
        writer.WriteEndArray();
    }

    public override void WriteTo(JsonBytes json)
    {
        json.Sign('[');
        for (var index = 0; index < _count; index++)
        {
            if (index > 0) json.Sign(',');
            _items[index].WriteTo(json);
        }
        json.Sign(']');
    }

    public override JsonNode ToJson()
    {
        var made = new JsonArray();
        foreach (var item in Items) made.Add(item.ToJson());
        return made;
    }

    public override FhirNode Copy()
    {
        var copy = new FhirList();
        foreach (var item in Items) copy.Add(item.Copy());
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
        foreach (var item in Items) hash.Add(item.WrittenHash());
        return hash.ToHashCode();
    }

    public IEnumerator<FhirNode> GetEnumerator() => _items.Take(_count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ReadOnlySpan<FhirNode> Items => _items.AsSpan(0, _count);
}
