using System.Globalization;
using System.Text.Json.Nodes;

namespace Carelake.Tests.Fhir.FromHl7v2;

/// <summary>One leaf of a resource, whatever its place among its siblings.</summary>
/// <param name="Element">Without indexes: <c>Patient.name.given</c>.</param>
/// <param name="Value">Normalised: times in UTC, references as type and business identifier.</param>
internal sealed record Fact(string Element, string Value);

/// <summary>
/// A bundle as comparable facts: ids, narrative and the vendors' own extensions are left out, references are resolved to (type, identifier), order does
/// not matter.
/// </summary>
internal sealed class BundleFacts
{
    private static readonly string[] VendorExtensions = ["reportstream.cdc.gov", "hl7.org/fhir/StructureDefinition/contactpoint", "urn:carelake:"];
    private static readonly string[] NamespacePrefixes = ["urn:id:", "http://example.com/v2-to-fhir-converter/"];
    private readonly Dictionary<string, JsonObject> _byReference = new(StringComparer.Ordinal);

    private BundleFacts(JsonObject bundle)
    {
        foreach (var resource in ResourcesOf(bundle))
            _byReference[$"{resource["resourceType"]}/{resource["id"]}"] = resource;
    }

    /// <summary>The facts of each resource, by type.</summary>
    public static ILookup<string, IReadOnlyList<Fact>> Of(JsonObject bundle)
    {
        var facts = new BundleFacts(bundle);
        return ResourcesOf(bundle).ToLookup(resource => (string)resource["resourceType"]!, IReadOnlyList<Fact> (resource) => facts.OfResource(resource));
    }

    private static IEnumerable<JsonObject> ResourcesOf(JsonObject bundle) =>
        (bundle["entry"] as JsonArray ?? []).Select(entry => entry!["resource"]!.AsObject());

    private List<Fact> OfResource(JsonObject resource)
    {
        var facts = new List<Fact>();
        var type = (string)resource["resourceType"]!;
        foreach (var (name, value) in resource)
            if (name is not ("resourceType" or "id" or "text")) Walk($"{type}.{name}", value, facts);
        return facts;
    }

    private void Walk(string element, JsonNode? node, List<Fact> facts)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array) Walk(element, item, facts);
                break;
            case JsonObject reference when element.EndsWith(".assigner", StringComparison.Ordinal) || reference.ContainsKey("reference"):
                facts.Add(new(element, Identity(reference)));
                break;
            case JsonObject extension when element.EndsWith("xtension", StringComparison.Ordinal) && extension["url"] is { } url:
                if (VendorExtensions.Any(vendor => ((string)url!).Contains(vendor, StringComparison.Ordinal))) break;
                foreach (var (name, value) in extension)
                    if (name != "url") Walk($"{element}({((string)url!).Split('/')[^1]}).{name}", value, facts);
                break;
            case JsonObject child:
                foreach (var (name, value) in child)
                    if (name is not "id") Walk($"{element}.{name}", value, facts);
                break;
            case JsonValue value:
                facts.Add(new(element, Normalised(value)));
                break;
        }
    }

    private string Identity(JsonObject reference)
    {
        var target = (string?)reference["reference"] ?? "";
        if (_byReference.TryGetValue(target.Replace("urn:uuid:", "", StringComparison.Ordinal), out var resource))
            return $"{resource["resourceType"]}({Name(resource)})";
        if (reference["identifier"] is JsonObject identifier)
        {
            var names = new[] { (string?)identifier["value"], (string?)reference["display"] }.OfType<string>();
            return $"Organization({First(names)})";
        }
        return target.Contains('/', StringComparison.Ordinal) ? $"{target.Split('/')[0]}(?)" : "?";
    }

    /// <summary>The business identifier of a resource, else its name.</summary>
    private static string Name(JsonObject resource)
    {
        var identifiers = (resource["identifier"] as JsonArray ?? []).Select(identifier => (string?)identifier!["value"]).OfType<string>();
        var first = First(identifiers);
        if (first.Length > 0) return first;
        return resource["name"] switch
        {
            JsonValue name => (string)name!,
            JsonArray names => (string?)names[0]!["family"] ?? "",
            _ => "",
        };
    }

    private static string First(IEnumerable<string> names) =>
        names.OrderBy(name => name.StartsWith("urn:", StringComparison.Ordinal) ? 1 : 0).ThenBy(name => name, StringComparer.Ordinal).FirstOrDefault() ?? "";

    private static string Normalised(JsonValue value)
    {
        var text = value.ToString();
        if (text.Length >= 19 && text[4] == '-' && text[10] == 'T'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && value.GetValueKind() == System.Text.Json.JsonValueKind.Number)
            return number.ToString("G29", CultureInfo.InvariantCulture);
        // A namespace that is no URI: each converter has its own way to make one of it.
        foreach (var prefix in NamespacePrefixes)
            if (text.StartsWith(prefix, StringComparison.Ordinal)) return $"namespace {Uri.UnescapeDataString(text.Split(prefix)[^1].Split('/')[^1])}";
        return text.Trim();
    }
}
