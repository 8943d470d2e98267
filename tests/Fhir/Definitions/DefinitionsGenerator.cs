using System.Text;
using System.Text.Json;

namespace Carelake.Tests.Fhir.Definitions;

/// <summary>
/// Makes the tables that <c>FhirDefinitions</c> reads, from the definitions as published (R4 core, CC0-1.0): one line a type (T), an element (E)
/// or a rule (C), fields parted by tabs.
/// </summary>
internal static class DefinitionsGenerator
{
    /// <summary>Types and their elements.</summary>
    public static string Types(string definitions)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(definitions, "types"), "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            Type(text, document.RootElement);
        }
        return text.ToString();
    }

    /// <summary>Value sets of required and extensible bindings: V address, then S system and its codes.</summary>
    public static string ValueSets(string definitions)
    {
        var text = new StringBuilder();
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(definitions, "valuesets-required-extensible.json")));
        foreach (var set in document.RootElement.EnumerateObject().OrderBy(set => set.Name, StringComparer.Ordinal))
        {
            Line(text, "V", set.Name);
            foreach (var system in set.Value.GetProperty("codes").EnumerateObject())
                Line(text, ["S", system.Name, .. system.Value.EnumerateArray().Select(code => code.GetString()!)]);
        }
        return text.ToString();
    }

    private static void Type(StringBuilder text, JsonElement type)
    {
        Line(text, "T", Text(type, "name"), Text(type, "kind"), type.GetProperty("abstract").GetBoolean() ? "1" : "", Text(type, "base"), Text(type, "url"), Text(type, "regex"));
        foreach (var element in type.GetProperty("elements").EnumerateArray())
        {
            var path = Text(element, "path");
            if (path.Contains('.', StringComparison.Ordinal)) Element(text, element, path);
            if (!element.TryGetProperty("constraints", out var constraints)) continue;
            foreach (var constraint in constraints.EnumerateArray())
                Line(text, "C", Text(constraint, "key"), Text(constraint, "severity"), Text(constraint, "expression"));
        }
    }

    private static void Element(StringBuilder text, JsonElement element, string path)
    {
        var types = element.TryGetProperty("types", out var found)
            ? string.Join('|', found.EnumerateArray().Select(type => type.TryGetProperty("targets", out var targets)
                ? $"{Text(type, "code")}({string.Join(',', targets.EnumerateArray().Select(target => target.GetString()))})"
                : Text(type, "code")))
            : "";
        var flags = (Flag(element, "isModifier") ? "M" : "") + (Flag(element, "isSummary") ? "S" : "");
        var binding = element.TryGetProperty("binding", out var bound) ? bound : default;
        Line(
            text, "E", path, element.GetProperty("min").GetRawText(), Text(element, "max"), types, flags,
            binding.ValueKind == JsonValueKind.Object ? Text(binding, "strength") : "",
            binding.ValueKind == JsonValueKind.Object ? Text(binding, "valueSet").Split('|')[0] : "",
            Text(element, "contentReference"), element.TryGetProperty("maxLength", out var length) ? length.GetRawText() : "");
    }

    private static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    private static void Line(StringBuilder text, params IEnumerable<string> fields) => text.AppendJoin('\t', fields).Append('\n');
}
