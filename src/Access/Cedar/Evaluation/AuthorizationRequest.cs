using System.Text.Json;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>The question: may this principal take this action on this resource?</summary>
/// <param name="Principal">Who asks.</param>
/// <param name="Action">What for.</param>
/// <param name="Resource">On what.</param>
/// <param name="Context">Circumstances of this request alone.</param>
public sealed record AuthorizationRequest(EntityUid Principal, EntityUid Action, EntityUid Resource, CedarRecord Context)
{
    /// <summary>Reads a context in Cedar's JSON form.</summary>
    /// <param name="json">A JSON object.</param>
    /// <param name="action">The action of the request, whose context the schema describes.</param>
    /// <param name="schema">Says which texts are extension values; <see langword="null"/> to read as written.</param>
    /// <returns>An empty context beside an issue <c>ACC-0103</c> when it cannot be read.</returns>
    public static Parsed<CedarRecord> ParseContext(JsonElement json, EntityUid action, CedarSchema? schema)
    {
        var type = schema?.Actions.GetValueOrDefault(action)?.Context;
        return json.ValueKind == JsonValueKind.Object && CedarJson.TryValue(json, type, out var value) && value.Kind == CedarValueKind.Record
            ? new(value.Record, [])
            : new(CedarRecord.Empty, [CedarJson.Problem("context", "the context is not a JSON object of values of their types")]);
    }
}
