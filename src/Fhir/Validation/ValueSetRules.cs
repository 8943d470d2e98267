using System.Text.Json;

namespace Carelake.Fhir.Validation;

/// <summary>What a value set says of code systems (FHIR R4, section 4.9.10).</summary>
internal static class ValueSetRules
{
    public static void Check(Walk walk, JsonElement set, FhirValidator validator)
    {
        var index = 0;
        foreach (var include in set.Get("compose"u8).Get("include"u8).Items())
        {
            var place = $"compose.include[{index++}]";
            if (include.String("system"u8) is not { } system) continue;
            if (!system.Contains(':', StringComparison.Ordinal))
                walk.ReportAt("FHIR-0142", "invalid", include, place, "The address of a code system is absolute.");
            var number = 0;
            foreach (var filter in include.Get("filter"u8).Items())
                Filter(walk, filter, $"{place}.filter[{number++}]", system, validator);
        }
    }

    private static void Filter(Walk walk, JsonElement filter, string place, string system, FhirValidator validator)
    {
        if (filter.String("property"u8) is not { } property || filter.String("value"u8) is not { } value) return;
        if (property == "notSelectable" && value is not ("true" or "false"))
            walk.ReportAt("FHIR-0144", "invalid", filter, place, "The property notSelectable is true or false.");
        if (validator.Profiles.CodeSystem(system) is not { } known || known.PropertyType(property) != "Coding" || filter.String("op"u8) is not ("=" or "is-a")) return;
        var hash = value.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0)
            walk.ReportAt("FHIR-0144", "invalid", filter, place, "The property is a coding: the value of its filter is written system#code.");
        else if (validator.Profiles.CodeSystem(value[..hash].Split('|')[0]) is { IsComplete: true } other && !other.Contains(value[(hash + 1)..]))
            walk.ReportAt("FHIR-0144", "invalid", filter, place, $"The code system {other.Url} has no such code.");
    }
}
