using Carelake.Fhir.FromHl7v2.Building;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>
/// PID-10 and PID-22: with codes of the US CDC set, the US Core extensions for race and ethnicity (one each, however often the field repeats); any
/// other code, the product's own extension, one for each.
/// </summary>
internal static class Ethnicities
{
    private const string UsCore = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-";
    private const string CdcSystem = "urn:oid:2.16.840.1.113883.6.238";
    private static readonly string[] RaceCategories = ["1002-5", "2028-9", "2054-5", "2076-8", "2106-3"];
    private static readonly string[] EthnicityCategories = ["2135-2", "2186-5"];

    private static readonly Dictionary<string, (string Code, string Display)> OfTable0189 = new(StringComparer.Ordinal)
    {
        ["H"] = ("2135-2", "Hispanic or Latino"), ["N"] = ("2186-5", "Not Hispanic or Latino"), ["NH"] = ("2186-5", "Not Hispanic or Latino"),
    };

    public static FhirNode? PlaceRace(MessageConversion conversion, V2Value value, FhirObject node)
    {
        Place(conversion, value, node, "race", RaceCategories);
        return null;
    }

    public static FhirNode? PlaceEthnicity(MessageConversion conversion, V2Value value, FhirObject node)
    {
        Place(conversion, value, node, "ethnicity", EthnicityCategories);
        return null;
    }

    private static void Place(MessageConversion conversion, V2Value value, FhirObject node, string name, string[] categories)
    {
        var parts = new FhirList();
        var texts = new List<string>();
        foreach (var one in value.Siblings().Where(sibling => sibling.HasValue))
        {
            var code = one.Part(1).Text();
            var display = one.Part(2).Text();
            if (name == "ethnicity" && OfTable0189.TryGetValue(code, out var known)) (code, display) = known;
            if (!IsCdc(code))
            {
                PlaceOwn(conversion, one, node, name);
                continue;
            }
            one.Part(3).MarkRead();
            var isCategory = categories.Contains(code, StringComparer.Ordinal);
            var coding = new FhirObject { ["system"] = CdcSystem, ["code"] = code };
            if (display.Length > 0) coding["display"] = display;
            if (!parts.Any(part => coding.Says(((FhirObject)part)["valueCoding"])))
                parts.Add(new FhirObject { ["url"] = isCategory ? "ombCategory" : "detailed", ["valueCoding"] = coding });
            texts.Add(display.Length > 0 ? display : code);
        }
        if (parts.Count == 0) return;
        parts.Add(new FhirObject { ["url"] = "text", ["valueString"] = string.Join(", ", texts.Distinct(StringComparer.Ordinal)) });
        Extensions(node).Add(new FhirObject { ["extension"] = parts, ["url"] = UsCore + name });
    }

    private static void PlaceOwn(MessageConversion conversion, V2Value value, FhirObject node, string name)
    {
        if (conversion.Tables.Map("CWE") is not { } map) return;
        var concept = new FhirObject();
        conversion.Runner.Run(map.Rules, value, concept);
        if (concept.Count == 0) return;
        var url = name == "race" ? "urn:carelake:hl7v2:PID-10" : "urn:carelake:hl7v2:PID-22";
        Extensions(node).Add(new FhirObject { ["url"] = url, ["valueCodeableConcept"] = concept });
    }

    private static FhirList Extensions(FhirObject node)
    {
        if (node["extension"] is FhirList extensions) return extensions;
        extensions = [];
        node["extension"] = extensions;
        return extensions;
    }

    private static bool IsCdc(string code) =>
        code.Length == 6 && code[4] == '-' && code.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && char.IsAsciiDigit(code[5]);
}
