using Carelake.Core;
using Carelake.Fhir.FromHl7v2.Building;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>Translates the codes of a CodeableConcept or Coding by a code map.</summary>
internal static class CodeTranslation
{
    private static readonly string[] Rebuilt = ["system", "code", "display"];
    private const string TablePrefix = "http://terminology.hl7.org/CodeSystem/v2-";

    /// <summary>
    /// The first coding becomes the map's target, when the sender took it from the map's table or names no code system; a code of another system stays
    /// as it is.
    /// </summary>
    public static void Apply(FhirObject made, CodeMap map, MessageConversion conversion, V2Value value)
    {
        var coding = made["coding"] is FhirList { Count: > 0 } codings ? codings[0] as FhirObject : made;
        if (coding is null || (string?)coding["code"] is not { } code || !IsOfTable(coding, map.SourceTable)) return;
        if (map.Find(code) is { } target)
        {
            var display = coding["display"];
            if (target.Code != code && display is not null && !made.ContainsKey("text") && made.ContainsKey("coding")) made["text"] = display;
            // System, code and display stand in this order, whatever the sender gave.
            var system = target.System.Length > 1 ? target.SystemText : coding["system"];
            foreach (var name in Rebuilt) coding.Remove(name);
            if (system is not null) coding["system"] = system;
            coding["code"] = target.CodeText;
            if ((target.Display.Length > 0 ? target.DisplayText : display) is { } shown) coding["display"] = shown;
        }
        else if (!coding.ContainsKey("system"))
        {
            conversion.Report("FHIR-0505", Severity.Information, value.Path, $"The code is not in the code map {map.Name}; it is kept without a system.");
        }
    }

    private static bool IsOfTable(FhirObject coding, string table)
    {
        if ((string?)coding["system"] is not { } system) return true;
        if (system.StartsWith("urn:id:", StringComparison.Ordinal)) return true;
        return table.StartsWith("HL7", StringComparison.Ordinal) && system == TablePrefix + table[3..];
    }
}
