using System.Text;
using System.Text.Json;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Validation;

/// <summary>What the text of R4 asks of bundles (section 2.36).</summary>
internal static class BundleRules
{
    public static void Check(Walk walk, JsonElement bundle, FhirDocument document)
    {
        Links(walk, bundle);
        var type = bundle.String("type"u8);
        var searched = type == "searchset" ? SearchedType(bundle) : null;
        var index = 0;
        foreach (var entry in bundle.Get("entry"u8).Items())
        {
            Entry(walk, entry, index, type, document);
            if (type == "searchset") Match(walk, entry, index, searched);
            index++;
        }
    }

    private static void Links(Walk walk, JsonElement bundle)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var link in bundle.Get("link"u8).Items())
        {
            if (link.String("relation"u8) is "self" or "first" or "last" or "next" or "previous" && !seen.Add(link.String("relation"u8)!))
                walk.ReportAt("FHIR-0133", "invalid", link, $"link[{index}]", "A bundle has one link of each of these relations.");
            index++;
        }
    }

    private static void Entry(Walk walk, JsonElement entry, int index, string? type, FhirDocument document)
    {
        var resource = entry.Get("resource"u8);
        if (entry.String("fullUrl"u8) is not { Length: > 0 } url)
        {
            if (type is "document" or "message" && resource.ValueKind == JsonValueKind.Object)
                walk.ReportAt("FHIR-0134", "required", entry, $"entry[{index}]", "An entry of such a bundle has a fullUrl.");
            return;
        }
        if (!url.Contains(':', StringComparison.Ordinal))
        {
            walk.ReportAt("FHIR-0134", "invalid", entry, $"entry[{index}]", "The fullUrl of an entry is absolute.");
            return;
        }
        if (!IsRestful(url, document, out var last) || resource.String("id"u8) is not { } id || resource.String("resourceType"u8) is not { } named) return;
        if (last != $"{named}/{id}")
            walk.ReportAt("FHIR-0135", "invalid", entry, $"entry[{index}]", "The fullUrl is that of a server, but does not end with the type and id of the resource.");
    }

    private static bool IsRestful(string url, FhirDocument document, out string last)
    {
        last = "";
        if (!url.StartsWith("http", StringComparison.Ordinal)) return false;
        var named = ReferenceText.TypeOf(Encoding.UTF8.GetBytes(url));
        if (named.IsEmpty || document.Definitions.Resource(named) is not { } type) return false;
        last = url[(url.LastIndexOf($"/{type.Name}/", StringComparison.Ordinal) + 1)..];
        return true;
    }

    private static void Match(Walk walk, JsonElement entry, int index, string? searched)
    {
        var resource = entry.Get("resource"u8);
        if (resource.String("resourceType"u8) is not { } type || type == "OperationOutcome" || entry.Get("search"u8).String("mode"u8) is "include" or "outcome") return;
        if (!resource.Has("id"u8))
            walk.ReportAt("FHIR-0136", "invalid", resource, $"entry[{index}].resource", "A resource that a search found has an id.");
        if (searched is not null && type != searched)
            walk.ReportAt("FHIR-0137", "invalid", resource, $"entry[{index}].resource", $"The search was for {searched}; what it found is of that type.");
    }

    // base/Patient?name=test was a search for Patient.
    private static string? SearchedType(JsonElement bundle)
    {
        foreach (var link in bundle.Get("link"u8).Items())
        {
            if (link.String("relation"u8) != "self" || link.String("url"u8) is not { } url) continue;
            var path = url.Split('?')[0].TrimEnd('/');
            var name = path[(path.LastIndexOf('/') + 1)..];
            return Definitions.FhirDefinitions.R4.Type(name) is { IsResource: true, IsAbstract: false } ? name : null;
        }
        return null;
    }
}
