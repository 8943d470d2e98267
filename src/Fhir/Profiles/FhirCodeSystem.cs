using System.Collections.Frozen;
using System.Text.Json;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Profiles;

/// <summary>A code system as a package gives it (FHIR R4, CodeSystem).</summary>
internal sealed class FhirCodeSystem
{
    private readonly FrozenSet<string> _codes;
    private readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal);

    public FhirCodeSystem(JsonElement json)
    {
        Url = ProfileReader.Canonical(json.String("url"u8) ?? "");
        IsSupplement = json.String("content"u8) == "supplement" || json.Has("supplements"u8);
        IsComplete = json.String("content"u8) == "complete";
        var codes = new HashSet<string>(json.Get("caseSensitive"u8).ValueKind == JsonValueKind.False ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        Collect(json, codes);
        _codes = codes.ToFrozenSet(codes.Comparer);
        foreach (var property in json.Get("property"u8).Items())
            if (property.String("code"u8) is { } code)
                _properties[code] = property.String("type"u8) ?? "";
    }

    public string Url { get; }

    /// <summary>It only says more of the codes of another.</summary>
    public bool IsSupplement { get; }

    /// <summary>All its codes are known here.</summary>
    public bool IsComplete { get; }

    public bool Contains(string code) => _codes.Contains(code);

    public string? PropertyType(string property) => _properties.GetValueOrDefault(property);

    private static void Collect(JsonElement holder, HashSet<string> codes)
    {
        foreach (var concept in holder.Get("concept"u8).Items())
        {
            if (concept.String("code"u8) is { } code) codes.Add(code);
            Collect(concept, codes);
        }
    }
}
