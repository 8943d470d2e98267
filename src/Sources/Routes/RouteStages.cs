using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Carelake.Core;
using Carelake.Fhir.FromHl7v2;
using Carelake.Hl7v2;

namespace Carelake.Sources.Routes;

/// <summary>The stages that a route can have: check, transform, enrich.</summary>
public static class RouteStages
{
    /// <summary>Puts aside what has an error by a profile (<c>SRC-0401</c>).</summary>
    public static RouteStage Validate(ValidationProfile profile)
    {
        var validator = new MessageValidator(profile);
        return routed =>
        {
            var errors = validator.Validate(routed.Message).Where(finding => finding.Severity == Severity.Error).ToList();
            return errors.Count == 0
                ? new(routed)
                : StageResult.Aside("SRC-0401", $"the message does not fulfil the route's profile: {string.Join(", ", errors.Select(error => $"{error.Code} at {error.Path}").Distinct().Take(5))}.");
        };
    }

    /// <summary>Makes a FHIR R4 transaction; puts aside what gives none (<c>SRC-0402</c>).</summary>
    public static RouteStage ToFhir(FromHl7v2Converter converter) => routed =>
    {
        var converted = converter.Convert(routed.Message);
        return converted.Value.Bundle["entry"] is JsonArray { Count: > 0 }
            ? new(routed with { Bundle = converted.Value.Bundle })
            : StageResult.Aside("SRC-0402", "no FHIR resource is made of this message.");
    };

    /// <summary>Adds to every coding of the bundle the one that a table has for it, unless it is there.</summary>
    /// <param name="codes">Codings to add, by system and code.</param>
    public static RouteStage AddCodes(IReadOnlyDictionary<(string System, string Code), RouteCode> codes)
    {
        var known = codes.ToFrozenDictionary();
        return routed =>
        {
            if (routed.Bundle is not { } bundle) return new(routed);
            AddTo(bundle, known);
            return new(routed);
        };
    }

    private static void AddTo(JsonNode? node, FrozenDictionary<(string, string), RouteCode> codes)
    {
        switch (node)
        {
            case JsonObject value:
                if (value["coding"] is JsonArray codings) AddTo(codings, codes);
                foreach (var (_, child) in value) AddTo(child, codes);
                break;
            case JsonArray values:
                foreach (var child in values) AddTo(child, codes);
                break;
        }
    }

    private static void AddTo(JsonArray codings, FrozenDictionary<(string, string), RouteCode> codes)
    {
        var present = codings.OfType<JsonObject>().Select(coding => (System: Text(coding["system"]), Code: Text(coding["code"]))).ToHashSet();
        foreach (var coding in present.ToList())
        {
            if (!codes.TryGetValue(coding, out var added) || !present.Add((added.System, added.Code))) continue;
            var beside = new JsonObject { ["system"] = added.System, ["code"] = added.Code };
            if (added.Display.Length > 0) beside["display"] = added.Display;
            codings.Add(beside);
        }
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

/// <summary>A coding that a route adds.</summary>
/// <param name="System">Its system.</param>
/// <param name="Code">The code.</param>
/// <param name="Display">What it means; may be empty.</param>
public sealed record RouteCode(string System, string Code, string Display);
