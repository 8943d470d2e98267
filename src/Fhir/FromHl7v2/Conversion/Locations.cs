using Carelake.Fhir.FromHl7v2.Building;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>
/// HL7 v2 PL (section 2.A.53): one Location for each level that was sent, each part of the one above; the most precise is the one referred to.
/// </summary>
internal static class Locations
{
    private const string PhysicalType = "http://terminology.hl7.org/CodeSystem/location-physical-type";

    private static readonly (int Component, string Code, string Display)[] Levels =
    [
        (4, "si", "Site"), (7, "bu", "Building"), (8, "lvl", "Level"), (1, "wa", "Ward"), (2, "ro", "Room"), (3, "bd", "Bed"),
    ];

    /// <summary>A reference to the most precise location; <see langword="null"/> when only parts were sent that are no place.</summary>
    public static FhirObject? Reference(MessageConversion conversion, V2Value value)
    {
        ResourceEntry? above = null;
        var key = "";
        foreach (var (component, code, display) in Levels)
        {
            var part = value.Part(component);
            if (!part.HasValue || part.Text() is not { Length: > 0 } name) continue;
            key = $"{key}|{code}:{name.Replace("|", "||", StringComparison.Ordinal)}";
            above = Level(conversion, part, key, above, code, display);
        }
        if (above is null) return null;
        Describe(value, above.Node);
        return new() { ["reference"] = above.Reference };
    }

    /// <summary>What kind of place the most precise level is.</summary>
    public static FhirObject? Level(V2Value value)
    {
        for (var index = Levels.Length - 1; index >= 0; index--)
            if (value.Part(Levels[index].Component).HasValue) return Concept(Levels[index].Code, Levels[index].Display);
        return null;
    }

    private static ResourceEntry Level(MessageConversion conversion, V2Value part, string key, ResourceEntry? above, string code, string display)
    {
        var entry = conversion.GetOrAdd("Location", above is null && code != "si" ? $"{conversion.Systems.Sender}{key}" : key);
        if (entry.Runs++ > 0) return entry;
        var identifiers = new FhirList(new FhirObject { ["value"] = part.Text() });
        if (MapFunctions.UniversalId(part) is { } universal) identifiers.Add(universal);
        entry.Node["identifier"] = identifiers;
        entry.Node["name"] = part.Text();
        entry.Node["mode"] = "instance";
        entry.Node["physicalType"] = Concept(code, display);
        if (above is not null) entry.Node["partOf"] = new FhirObject { ["reference"] = above.Reference };
        return entry;
    }

    private static void Describe(V2Value value, FhirObject node)
    {
        if (value.Part(9).Text() is { Length: > 0 } description) node["description"] = description;
        if (value.Part(6).Text() is { Length: > 0 } kind)
            node["type"] = new FhirList(new FhirObject { ["coding"] = new FhirList(new FhirObject { ["code"] = kind }) });
        var identifier = value.Part(10);
        if (!identifier.HasValue || node["identifier"] is not FhirList identifiers) return;
        JsonPlacement.Append(identifiers, new FhirObject { ["value"] = identifier.Text() });
    }

    private static FhirObject Concept(string code, string display) => new()
    {
        ["coding"] = new FhirList(new FhirObject { ["system"] = PhysicalType, ["code"] = code, ["display"] = display }),
    };
}
