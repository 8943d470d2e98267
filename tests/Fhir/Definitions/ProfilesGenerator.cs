using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Carelake.Tests.Fhir.Definitions;

/// <summary>
/// Makes the profiles that are part of the product from packages as published: one resource a line, with what a validation reads and no texts,
/// mappings, displays or snapshots.
/// </summary>
internal static class ProfilesGenerator
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Kept =
    [
        "resourceType", "url", "type", "kind", "abstract", "baseDefinition", "derivation", "content", "context", "differential", "compose", "concept",
        "element", "id", "path", "sliceName", "min", "max", "slicing", "discriminator", "rules", "binding", "strength", "valueSet", "constraint",
        "key", "severity", "human", "expression", "code", "profile", "targetProfile", "include", "exclude", "system", "version", "filter", "property", "op", "value",
        "contentReference",
    ];

    /// <summary>The profiles and extensions of R4 itself, from the unpacked npm package that holds them.</summary>
    public static string Core(string folder) => Lines(
        Directory.EnumerateFiles(folder, "StructureDefinition-*.json"),
        definition => Text(definition, "derivation") == "constraint" && Text(definition, "fhirVersion") == "4.0.1");

    /// <summary>Profiles, value sets and code systems of a guide.</summary>
    public static string Guide(string folder) => Lines(Directory.EnumerateFiles(folder, "*.json"), _ => true);

    private static string Lines(IEnumerable<string> files, Func<JsonElement, bool> isWanted)
    {
        var text = new StringBuilder();
        foreach (var file in files.OrderBy(file => Path.GetFileName(file), StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            if (!isWanted(document.RootElement)) continue;
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, Options)) Slim(document.RootElement, writer);
            text.Append(Encoding.UTF8.GetString(buffer.ToArray())).Append('\n');
        }
        return text.ToString();
    }

    private static void Slim(JsonElement json, Utf8JsonWriter writer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in json.EnumerateObject())
                {
                    var isValue = property.Name.StartsWith("fixed", StringComparison.Ordinal) || property.Name.StartsWith("pattern", StringComparison.Ordinal);
                    if (!isValue && !Kept.Contains(property.Name)) continue;
                    // A rule's severity and key say all of it; the resource's own id and version say nothing that its address does not.
                    if (property.Name == "id" && json.TryGetProperty("resourceType", out _)) continue;
                    writer.WritePropertyName(property.Name);
                    if (isValue) property.Value.WriteTo(writer);
                    else Slim(property.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray()) Slim(item, writer);
                writer.WriteEndArray();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
