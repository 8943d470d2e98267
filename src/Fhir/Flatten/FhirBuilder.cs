using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Flatten;

/// <summary>Rows of the common data model as resources: the other direction of <see cref="FhirFlattener"/>, by the same definition.</summary>
public static class FhirBuilder
{
    /// <summary>The resource of a row. It holds what the row does, and what the definition fixes; R4 may ask for more that no column has.</summary>
    public static JsonObject Build(FlatRow row)
    {
        var table = row.Table;
        var resource = new JsonObject { ["resourceType"] = table.Resource };
        if (FhirDefinitions.R4.Type(table.Resource) is not { } type) return resource;
        // Filters and fixed values of a list item come last: what picks the item is written when a column first asks for it.
        for (var index = 0; index < table.Columns.Length; index++)
            if (row.Values[index] is { Length: > 0 } value)
                Write(resource, type, table.Columns[index], value);
        foreach (var constant in table.Filters.Concat(table.Fixed))
            if (constant.Path.All(step => step.Key.Length == 0) || Exists(resource, constant.Path[0]))
                Set(resource, type, constant.Path, JsonOf(constant.Name));
        return resource;
    }

    private static void Write(JsonObject resource, FhirTypeInfo type, FlatColumn column, string value)
    {
        switch (column.Kind)
        {
            case FlatKind.Integer or FlatKind.Decimal:
                if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) Set(resource, type, column.Path, JsonValue.Create(number));
                break;
            case FlatKind.Day:
                Set(resource, type, column.Path, value + "T00:00:00Z");
                break;
            case FlatKind.Timestamp:
                if (FlatTime.Moment(value) is { } moment)
                    Set(resource, type, column.Path, Get(resource, column.Path) is { Length: 10 } day ? FlatTime.OnDay(moment, day) : FlatTime.Utc(moment));
                break;
            case FlatKind.Reference:
                Set(resource, type, column.Path, $"{column.Argument}/{value}");
                break;
            case FlatKind.Code:
                Set(resource, type, column.Path, column.Codes.Where(pair => pair.Value == value).Select(pair => pair.Key).FirstOrDefault() ?? value);
                break;
            default:
                Set(resource, type, column.Path, value);
                break;
        }
    }

    private static JsonNode JsonOf(string constant) => constant switch { "true" => true, "false" => false, _ => constant };

    private static bool Exists(JsonObject resource, FlatStep step) =>
        resource[step.Name] is JsonArray items && items.Any(item => item is JsonObject found && Get(found, step.Key) == step.Value);

    private static string? Get(JsonObject target, ImmutableArray<FlatStep> path)
    {
        JsonNode? node = target;
        foreach (var step in path)
        {
            node = (node as JsonObject)?[step.Name];
            if (node is JsonArray items)
                node = step.Key.Length > 0 ? items.FirstOrDefault(item => item is JsonObject found && Get(found, step.Key) == step.Value) : items.ElementAtOrDefault(step.Index);
        }
        return node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }

    // The definitions say where JSON has a list.
    private static void Set(JsonObject target, FhirTypeInfo? type, ImmutableArray<FlatStep> path, JsonNode value)
    {
        for (var index = 0; index < path.Length; index++)
        {
            var step = path[index];
            var (isList, next) = Element(type, step.Name);
            if (index == path.Length - 1)
            {
                if (isList) Place(target, step.Name, step.Index, value);
                else target[step.Name] = value;
                return;
            }
            target = isList ? Item((JsonArray)(target[step.Name] ??= new JsonArray()), step, next) : (JsonObject)(target[step.Name] ??= new JsonObject());
            type = next;
        }
    }

    private static (bool IsList, FhirTypeInfo? Type) Element(FhirTypeInfo? type, string jsonName)
    {
        var element = type?.Elements.FirstOrDefault(candidate => candidate.Types.Any(choice => choice.JsonName == jsonName));
        return (element?.IsRepeating == true, element?.Types.First(choice => choice.JsonName == jsonName).Type);
    }

    // A place before it that has no value holds null, and beside it the reason, as FHIR asks (R4, section 2.6.2.3).
    private static void Place(JsonObject target, string name, int index, JsonNode value)
    {
        var items = (JsonArray)(target[name] ??= new JsonArray());
        while (items.Count <= index) items.Add(null);
        items[index] = value;
        target.Remove("_" + name);
        if (items.Any(item => item is null)) target["_" + name] = new JsonArray([.. items.Select(item => item is null ? AbsentReason() : null)]);
    }

    private static JsonObject AbsentReason() => new()
    {
        ["extension"] = new JsonArray(new JsonObject { ["url"] = "http://hl7.org/fhir/StructureDefinition/data-absent-reason", ["valueCode"] = "unknown" }),
    };

    private static JsonObject Item(JsonArray items, FlatStep step, FhirTypeInfo? type)
    {
        if (step.Key.Length == 0)
        {
            while (items.Count <= step.Index) items.Add(new JsonObject());
            return (JsonObject)items[step.Index]!;
        }
        if (items.FirstOrDefault(item => item is JsonObject candidate && Get(candidate, step.Key) == step.Value) is JsonObject found) return found;
        var made = new JsonObject();
        Set(made, type, step.Key, step.Value);
        items.Add(made);
        return made;
    }
}
