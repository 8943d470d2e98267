using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Carelake.Tests.Fuzz;

/// <summary>
/// Makes resources with something wrong in them out of good ones, which are JSON still: members removed, renamed, moved, doubled and taken from
/// other resources; every other one stands in a bundle.
/// </summary>
public sealed class ResourceMutator
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };
    private readonly Random _random;
    private readonly List<JsonObject> _resources = [];
    private readonly List<(string Name, JsonNode Value)> _parts = [];

    /// <summary>Reads the good ones.</summary>
    public ResourceMutator(int seed, IEnumerable<byte[]> corpus)
    {
        _random = new Random(seed);
        foreach (var file in corpus)
        {
            try
            {
                if (JsonNode.Parse(file, documentOptions: Deep) is not JsonObject resource) continue;
                _parts.AddRange(Members(resource).Where(member => member.Holder[member.Name] is not null).Select(member => (member.Name, member.Holder[member.Name]!)).ToList());
                _resources.Add(resource);
            }
            catch (Exception exception) when (exception is JsonException or ArgumentException)
            {
                // Files that are no JSON, or have a member twice, have tests of their own.
            }
        }
    }

    /// <summary>The next one.</summary>
    public byte[] Next()
    {
        var resource = Pick();
        if (_random.Next(2) == 0)
        {
            var entries = new JsonArray();
            for (var count = _random.Next(1, 4); count > 0; count--) entries.Add(Entry(count == 1 ? resource : Pick()));
            resource = new JsonObject { ["resourceType"] = "Bundle", ["type"] = _random.Next(8) == 0 ? "searchset" : "collection", ["entry"] = entries };
        }
        for (var changes = _random.Next(0, 5); changes > 0; changes--) Change(resource);
        return Encoding.UTF8.GetBytes(resource.ToJsonString());
    }

    private JsonObject Pick() => (JsonObject)_resources[_random.Next(_resources.Count)].DeepClone();

    private JsonObject Entry(JsonObject resource) => new()
    {
        ["fullUrl"] = _random.Next(2) == 0 ? $"urn:uuid:00000000-0000-4000-8000-{_random.Next():d12}" : $"http://host/fhir/{(string?)resource["resourceType"]}/{(string?)resource["id"]}",
        ["resource"] = resource,
    };

    private void Change(JsonObject resource)
    {
        var members = Members(resource).ToList();
        if (members.Count == 0) return;
        var (holder, name) = members[_random.Next(members.Count)];
        var (otherName, other) = _parts[_random.Next(_parts.Count)];
        switch (_random.Next(8))
        {
            case 0: holder.Remove(name); break;
            case 1: holder[name] = other.DeepClone(); break;
            case 2: holder[otherName] = other.DeepClone(); break;
            case 3: holder[name] = new JsonArray(holder[name]?.DeepClone()); break;
            case 4 when holder[name] is JsonArray { Count: > 0 } array: array.Add(array[_random.Next(array.Count)]?.DeepClone()); break;
            case 5 when holder[name] is JsonArray { Count: > 0 } array: array.RemoveAt(_random.Next(array.Count)); break;
            case 6: holder["_" + name] = new JsonObject { ["id"] = "a" }; break;
            default: Write(holder, name); break;
        }
    }

    private void Write(JsonObject holder, string name)
    {
        var text = holder[name] is JsonValue value && value.TryGetValue(out string? own) ? own : "a";
        holder[name] = _random.Next(10) switch
        {
            0 => text + " ",
            1 => text + "<b>x</b>",
            2 => "#" + text,
            3 => text.ToUpperInvariant(),
            4 => "",
            5 => "Patient/1",
            6 => text + "\"\n",
            7 => _random.Next(100),
            8 => true,
            _ => "2024-02-30",
        };
    }

    private static IEnumerable<(JsonObject Holder, string Name)> Members(JsonNode? node)
    {
        if (node is JsonObject holder)
            foreach (var (name, value) in holder)
            {
                yield return (holder, name);
                foreach (var below in Members(value)) yield return below;
            }
        else if (node is JsonArray array)
            foreach (var item in array)
                foreach (var below in Members(item)) yield return below;
    }
}
