using System.Text.Json;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>Entities by name, each knowing everything above it. A small store of one request can stand before a large one that all share.</summary>
public sealed class EntityStore
{
    private readonly Dictionary<EntityUid, Entity> _entities = [];
    private readonly EntityStore? _beneath;

    /// <summary>Makes a store.</summary>
    /// <param name="entities">In any order; of two with one name the last counts.</param>
    /// <param name="beneath">Asked for what is not among them, and for what those belong to.</param>
    public EntityStore(IEnumerable<Entity> entities, EntityStore? beneath = null)
    {
        _beneath = beneath;
        foreach (var entity in entities) _entities[entity.Uid] = entity;
        foreach (var entity in _entities.Values) entity.Ancestors = [.. Above(entity)];
    }

    /// <summary>A store of nothing.</summary>
    public static EntityStore Empty { get; } = new([]);

    /// <summary>The entities of this store, those beneath left out, in no promised order.</summary>
    public IReadOnlyCollection<Entity> Entities => _entities.Values;

    /// <summary>Reads entities in Cedar's JSON form.</summary>
    /// <param name="json">The text.</param>
    /// <param name="schema">Says which texts are extension values, and which actions there are; <see langword="null"/> to read as written.</param>
    /// <param name="place">Name of the file, for issues; empty when there is none.</param>
    /// <returns>What could be read, with an issue <c>ACC-0103</c> for each entity that could not.</returns>
    public static Parsed<EntityStore> ParseJson(string json, CedarSchema? schema, string place = "")
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            return new(Empty, [CedarJson.Problem(place, $"the entities are not JSON (line {exception.LineNumber + 1})")]);
        }
        using (document)
        {
            var reader = new EntityJsonReader(schema, place);
            var entities = reader.Read(document.RootElement);
            return new(new EntityStore(schema is null ? entities : [.. entities, .. schema.ActionEntities()]), reader.Issues);
        }
    }

    internal Entity? Find(EntityUid uid) => _entities.TryGetValue(uid, out var entity) ? entity : _beneath?.Find(uid);

    /// <summary>The entities of this store and of those beneath that it does not replace.</summary>
    internal IEnumerable<Entity> All() => _beneath is null
        ? _entities.Values
        : _entities.Values.Concat(_beneath.All().Where(entity => !_entities.ContainsKey(entity.Uid)));

    private HashSet<EntityUid> Above(Entity start)
    {
        var above = new HashSet<EntityUid>();
        var open = new Stack<EntityUid>(start.Parents);
        while (open.TryPop(out var next))
        {
            if (!above.Add(next) || Find(next) is not { } parent) continue;
            foreach (var further in parent.Parents) open.Push(further);
        }
        return above;
    }
}
