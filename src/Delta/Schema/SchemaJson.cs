using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Carelake.Core;

namespace Carelake.Delta.Schema;

/// <summary>The schema of a table to and from <c>schemaString</c> of its metadata.</summary>
public static class SchemaJson
{
    private const string Decimal = "decimal";

    /// <summary>The schema that a text describes.</summary>
    /// <exception cref="CarelakeException">DELTA-0206: not a schema, or it has a type that this program does not know.</exception>
    public static StructType Parse(string json)
    {
        try
        {
            return ParseType(JsonNode.Parse(json)) as StructType ?? throw Unknown("the schema is not a struct");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Unknown("the schema is not well formed", e);
        }
    }

    /// <summary>The text that describes a schema.</summary>
    public static string Write(StructType schema) => TypeNode(schema).ToJsonString();

    internal static DeltaType ParseType(JsonNode? node) => node switch
    {
        JsonValue value => ParsePrimitive(value.GetValue<string>()),
        JsonObject json => json["type"]?.GetValue<string>() switch
        {
            "struct" => new StructType([.. Part<JsonArray>(json, "fields").Select(ParseField)]),
            "array" => new ArrayType(ParseType(json["elementType"]), Flag(json, "containsNull")),
            "map" => new MapType(ParseType(json["keyType"]), ParseType(json["valueType"]), Flag(json, "valueContainsNull")),
            var name => throw Unknown($"the type {name ?? "without a name"} is not known"),
        },
        _ => throw Unknown("a type is missing"),
    };

    internal static JsonNode TypeNode(DeltaType type) => type switch
    {
        PrimitiveType primitive => JsonValue.Create(primitive.Name),
        DecimalType => JsonValue.Create(type.SparkName),
        ArrayType array => new JsonObject
        {
            ["type"] = "array", ["elementType"] = TypeNode(array.Element), ["containsNull"] = array.ContainsNull,
        },
        MapType map => new JsonObject
        {
            ["type"] = "map", ["keyType"] = TypeNode(map.Key), ["valueType"] = TypeNode(map.Value),
            ["valueContainsNull"] = map.ValueContainsNull,
        },
        StructType fields => new JsonObject
        {
            ["type"] = "struct", ["fields"] = new JsonArray([.. fields.Fields.Select(FieldNode)]),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a Delta type."),
    };

    private static DeltaType ParsePrimitive(string name)
    {
        if (PrimitiveType.Of(name) is { } type) return type;
        if (!name.StartsWith(Decimal, StringComparison.Ordinal)) throw Unknown($"the type {name} is not known");

        // A bare "decimal" is Spark's default.
        if (name.Length == Decimal.Length) return new DecimalType(10, 0);
        var parts = name[Decimal.Length..].Trim('(', ')').Split(',');
        return new DecimalType(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
    }

    private static StructField ParseField(JsonNode? node)
    {
        var json = node as JsonObject ?? throw Unknown("a field is not an object");
        var metadata = json["metadata"] as JsonObject;
        return new StructField(Part<JsonValue>(json, "name").GetValue<string>(), ParseType(json["type"]), Flag(json, "nullable"))
        {
            Metadata = (metadata ?? []).ToImmutableSortedDictionary(
                pair => pair.Key, pair => pair.Value?.ToJsonString() ?? "null", StringComparer.Ordinal),
        };
    }

    private static JsonObject FieldNode(StructField field)
    {
        var metadata = new JsonObject();
        foreach (var (key, value) in field.Metadata) metadata[key] = JsonNode.Parse(value);
        return new JsonObject
        {
            ["name"] = field.Name, ["type"] = TypeNode(field.Type), ["nullable"] = field.Nullable, ["metadata"] = metadata,
        };
    }

    private static bool Flag(JsonObject json, string name) => json[name]?.GetValue<bool>() ?? true;

    private static T Part<T>(JsonObject json, string name) where T : JsonNode =>
        json[name] as T ?? throw Unknown($"the member {name} is missing");

    private static CarelakeException Unknown(string what, Exception? inner = null) => new(
        "DELTA-0206", $"The table's schema cannot be read: {what}.", "",
        "Read the table with the program that wrote it, and write it anew without this type.", inner);
}

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
internal sealed partial class SchemaJsonContext : JsonSerializerContext;
