using System.Collections.Frozen;
using System.Text.Json;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>The types and actions that policies may speak of.</summary>
public sealed class CedarSchema
{
    internal CedarSchema(IEnumerable<EntityTypeSchema> types, IEnumerable<ActionSchema> actions)
    {
        Types = types.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        Actions = actions.ToFrozenDictionary(action => action.Uid);
    }

    internal FrozenDictionary<string, EntityTypeSchema> Types { get; }

    internal FrozenDictionary<EntityUid, ActionSchema> Actions { get; }

    /// <summary>Reads a schema in Cedar's own syntax.</summary>
    /// <param name="source">The text.</param>
    /// <param name="place">Name of the file, for issues; empty when there is none.</param>
    /// <returns>An empty schema beside an issue <c>ACC-0102</c> when it cannot be read.</returns>
    public static Parsed<CedarSchema> Parse(string source, string place = "")
    {
        var declarations = SchemaParser.Parse(source, place);
        return declarations.IsUsable ? SchemaResolver.Resolve(declarations.Value, place) : new(Empty, declarations.Issues);
    }

    /// <summary>Reads a schema in Cedar's JSON form.</summary>
    /// <param name="json">The text.</param>
    /// <param name="place">Name of the file, for issues; empty when there is none.</param>
    /// <returns>An empty schema beside an issue <c>ACC-0102</c> when it cannot be read.</returns>
    public static Parsed<CedarSchema> ParseJson(string json, string place = "")
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            return new(Empty, [SchemaResolver.Problem(place, $"the schema is not JSON (line {exception.LineNumber + 1})")]);
        }
        using (document)
        {
            var declarations = new SchemaJsonReader(place).Read(document.RootElement);
            return declarations.IsUsable ? SchemaResolver.Resolve(declarations.Value, place) : new(Empty, declarations.Issues);
        }
    }

    private static CedarSchema Empty { get; } = new([], []);

    /// <summary>An entity of the one type may be of, or below one of, the other.</summary>
    internal bool MayBeIn(string type, string ancestor) => type == ancestor || (Types.TryGetValue(type, out var known) && known.Ancestors.Contains(ancestor));

    /// <summary>The actions as entities, so that policies can ask for groups of them.</summary>
    internal IEnumerable<Entity> ActionEntities() =>
        Actions.Values.Select(action => new Entity(action.Uid, CedarRecord.Empty, action.Parents, CedarRecord.Empty));
}
