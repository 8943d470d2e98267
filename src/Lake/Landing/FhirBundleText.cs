using System.Text.Json;

namespace Carelake.Lake.Landing;

/// <summary>Takes the resources of one type out of a FHIR bundle, one compact JSON line each, in the bundle's order.</summary>
internal static class FhirBundleText
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>Writes the lines.</summary>
    /// <param name="source">UTF-8 JSON: a bundle, or a resource by itself.</param>
    /// <param name="target">NDJSON.</param>
    /// <param name="resourceType">Type to take; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static async Task ToNdjsonAsync(Stream source, Stream target, string? resourceType, CancellationToken cancellationToken)
    {
        using var document = await JsonDocument.ParseAsync(source, cancellationToken: cancellationToken);
        foreach (var resource in Resources(document.RootElement).Where(resource => resourceType is null || TypeOf(resource) == resourceType))
        {
            await JsonSerializer.SerializeAsync(target, resource, cancellationToken: cancellationToken);
            await target.WriteAsync(NewLine, cancellationToken);
        }
    }

    private static IEnumerable<JsonElement> Resources(JsonElement root)
    {
        if (TypeOf(root) != "Bundle")
            return root.ValueKind == JsonValueKind.Object ? [root] : throw new JsonException("Not a FHIR resource.");
        return !root.TryGetProperty("entry", out var entries) || entries.ValueKind != JsonValueKind.Array
            ? []
            : entries.EnumerateArray()
                .Where(entry => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("resource", out _))
                .Select(entry => entry.GetProperty("resource"));
    }

    private static string? TypeOf(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object
        && resource.TryGetProperty("resourceType", out var type) && type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : null;
}
