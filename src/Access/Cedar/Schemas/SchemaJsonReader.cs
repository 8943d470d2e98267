using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>Reads schemas in Cedar's JSON form (Cedar 4, "JSON schema format").</summary>
/// <param name="place">Name of the file, for issues.</param>
internal sealed class SchemaJsonReader(string place)
{
    private readonly ImmutableArray<Issue>.Builder _issues = ImmutableArray.CreateBuilder<Issue>();

    /// <summary>What a schema declares.</summary>
    public Parsed<SchemaDeclarations> Read(JsonElement root)
    {
        var entities = ImmutableArray.CreateBuilder<EntityDeclaration>();
        var actions = ImmutableArray.CreateBuilder<ActionDeclaration>();
        var types = ImmutableArray.CreateBuilder<CommonTypeDeclaration>();
        foreach (var (space, content) in Members(root, "the schema"))
        {
            foreach (var (name, type) in Members(content, "commonTypes", space)) types.Add(new(space, name, Type(type, name)));
            foreach (var (name, entity) in Members(content, "entityTypes", space)) entities.Add(Entity(space, name, entity));
            foreach (var (name, action) in Members(content, "actions", space)) actions.Add(Action(space, name, action));
        }
        return new(new(entities.ToImmutable(), actions.ToImmutable(), types.ToImmutable()), _issues.ToImmutable());
    }

    private EntityDeclaration Entity(string space, string name, JsonElement entity)
    {
        ImmutableArray<string>? ids = TryGet(entity, "enum", out var choices) ? Texts(choices, name) : null;
        return new(
            space, name, TryGet(entity, "memberOfTypes", out var parents) ? Texts(parents, name) : [],
            TryGet(entity, "shape", out var shape) ? Type(shape, name) : null, TryGet(entity, "tags", out var tags) ? Type(tags, name) : null, ids);
    }

    private ActionDeclaration Action(string space, string name, JsonElement action)
    {
        var memberOf = ImmutableArray.CreateBuilder<(string?, string)>();
        if (TryGet(action, "memberOf", out var parents) && parents.ValueKind == JsonValueKind.Array)
            foreach (var parent in parents.EnumerateArray())
                memberOf.Add((TryGet(parent, "type", out var type) ? type.ToString() : null, TryGet(parent, "id", out var id) ? id.ToString() : ""));
        if (!TryGet(action, "appliesTo", out var scope)) return new(space, name, memberOf.ToImmutable(), [], [], null);
        return new(
            space, name, memberOf.ToImmutable(),
            TryGet(scope, "principalTypes", out var principals) ? Texts(principals, name) : [],
            TryGet(scope, "resourceTypes", out var resources) ? Texts(resources, name) : [],
            TryGet(scope, "context", out var context) ? Type(context, name) : null);
    }

    private TypeDeclaration Type(JsonElement type, string where)
    {
        // JsonDocument itself bounds nesting at 64 levels.
        if (!TryGet(type, "type", out var kind) || kind.ValueKind != JsonValueKind.String) return Wrong(where);
        var name = TryGet(type, "name", out var given) ? given.ToString() : "";
        switch (kind.GetString()!)
        {
            case "String" or "Long" or "Boolean" or "Bool":
                return new NamedTypeDeclaration($"__cedar::{(kind.GetString() == "Boolean" ? "Bool" : kind.GetString())}");
            case "Set":
                return TryGet(type, "element", out var element) ? new SetTypeDeclaration(Type(element, where)) : Wrong(where);
            case "Entity":
                return new NamedTypeDeclaration(name, IsEntity: true);
            case "EntityOrCommon":
                return new NamedTypeDeclaration(name);
            case "Extension":
                return new NamedTypeDeclaration($"__cedar::{name}");
            case "Record":
                return new RecordTypeDeclaration([.. Members(type, "attributes", where).Select(item =>
                    (string.Intern(item.Name), Type(item.Value, item.Name),
                        !(TryGet(item.Value, "required", out var required) && required.ValueKind == JsonValueKind.False)))]);
            default:
                return new NamedTypeDeclaration(kind.GetString()!);
        }
    }

    private KnownTypeDeclaration Wrong(string where)
    {
        _issues.Add(SchemaResolver.Problem(place, $"a type of {CedarText.Quote(where)} is not one of the format"));
        return new(CedarType.Bool);
    }

    private List<(string Name, JsonElement Value)> Members(JsonElement parent, string member, string where) =>
        TryGet(parent, member, out var value) ? Members(value, $"{member} of {CedarText.Quote(where)}") : [];

    private List<(string Name, JsonElement Value)> Members(JsonElement value, string what)
    {
        if (value.ValueKind == JsonValueKind.Object) return [.. value.EnumerateObject().Select(member => (member.Name, member.Value))];
        _issues.Add(SchemaResolver.Problem(place, $"{what} is not a JSON object"));
        return [];
    }

    private ImmutableArray<string> Texts(JsonElement value, string where)
    {
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        _issues.Add(SchemaResolver.Problem(place, $"a list of {CedarText.Quote(where)} is not one of texts"));
        return [];
    }

    private static bool TryGet(JsonElement value, string name, out JsonElement member)
    {
        member = default;
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out member);
    }
}
