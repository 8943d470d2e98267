using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>Reads entities in Cedar's JSON form.</summary>
/// <param name="schema">Types of attributes; <see langword="null"/> to read as written.</param>
/// <param name="place">Name of the file, for issues.</param>
internal sealed class EntityJsonReader(CedarSchema? schema, string place)
{
    private readonly ImmutableArray<Issue>.Builder _issues = ImmutableArray.CreateBuilder<Issue>();

    public ImmutableArray<Issue> Issues => _issues.ToImmutable();

    /// <summary>Every entity that could be read.</summary>
    public List<Entity> Read(JsonElement root)
    {
        var entities = new List<Entity>();
        if (root.ValueKind != JsonValueKind.Array)
        {
            _issues.Add(CedarJson.Problem(place, "the entities are not a JSON array"));
            return entities;
        }
        foreach (var (index, json) in root.EnumerateArray().Index())
        {
            if (ReadOne(json) is { } entity) entities.Add(entity);
            else _issues.Add(CedarJson.Problem(place, $"entity number {index + 1} is not of the format, or a value of it is not of its type"));
        }
        return entities;
    }

    private Entity? ReadOne(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("uid", out var name) || CedarJson.Entity(name) is not { } uid) return null;
        var type = schema?.Types.GetValueOrDefault(uid.Type);
        var attributes = Record(json, "attrs", attribute => type is not null && type.Attributes.Attributes.TryGetValue(attribute, out var known) ? known.Type : null);
        var tags = Record(json, "tags", _ => type?.Tags);
        var parents = ImmutableArray.CreateBuilder<EntityUid>();
        if (json.TryGetProperty("parents", out var list))
        {
            if (list.ValueKind != JsonValueKind.Array) return null;
            foreach (var item in list.EnumerateArray())
            {
                if (CedarJson.Entity(item) is not { } parent) return null;
                parents.Add(parent);
            }
        }
        return attributes is null || tags is null ? null : new(uid, attributes, parents.ToImmutable(), tags);
    }

    private static CedarRecord? Record(JsonElement json, string member, Func<string, CedarType?> type)
    {
        if (!json.TryGetProperty(member, out var attributes)) return CedarRecord.Empty;
        if (attributes.ValueKind != JsonValueKind.Object) return null;
        var values = new List<KeyValuePair<string, CedarValue>>();
        foreach (var attribute in attributes.EnumerateObject())
        {
            if (!CedarJson.TryValue(attribute.Value, type(attribute.Name), out var value)) return null;
            values.Add(new(attribute.Name, value));
        }
        return new(values);
    }
}
