using System.Text.Json;

namespace Carelake.Fhir.Validation;

/// <summary>The vital signs that R4 asks every Observation with these LOINC codes to follow (FHIR R4, section 10.1.17).</summary>
internal static class VitalSigns
{
    private const string Base = "http://hl7.org/fhir/StructureDefinition/";

    private static readonly Dictionary<string, string> ByCode = new(StringComparer.Ordinal)
    {
        ["85353-1"] = Base + "vitalspanel",
        ["9279-1"] = Base + "resprate",
        ["8867-4"] = Base + "heartrate",
        ["2708-6"] = Base + "oxygensat",
        ["8310-5"] = Base + "bodytemp",
        ["8302-2"] = Base + "bodyheight",
        ["9843-4"] = Base + "headcircum",
        ["29463-7"] = Base + "bodyweight",
        ["39156-5"] = Base + "bmi",
        ["85354-9"] = Base + "bp",
    };

    /// <summary>The profile of an Observation by its code; null when it is no vital sign.</summary>
    public static string? ProfileOf(JsonElement observation)
    {
        if (!IsVitalSign(observation)) return null;
        foreach (var coding in observation.Get("code"u8).Get("coding"u8).Items())
            if (coding.Get("system"u8).Is("http://loinc.org"u8) && coding.String("code"u8) is { } code && ByCode.TryGetValue(code, out var profile))
                return profile;
        return null;
    }

    /// <summary>The profile of a LOINC code; null when it is no vital sign.</summary>
    public static string? ProfileOf(ReadOnlySpan<byte> code) => code.Length is >= 6 and <= 8 && ByCode.TryGetValue(System.Text.Encoding.UTF8.GetString(code), out var profile) ? profile : null;

    private static bool IsVitalSign(JsonElement observation)
    {
        foreach (var category in observation.Get("category"u8).Items())
            foreach (var coding in category.Get("coding"u8).Items())
                if (coding.Get("code"u8).Is("vital-signs"u8))
                    return true;
        return false;
    }
}
