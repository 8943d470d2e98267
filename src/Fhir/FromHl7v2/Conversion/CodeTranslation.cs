using System.Text.Json.Nodes;
using Carelake.Core;
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
    public static void Apply(JsonObject made, string codes, MessageConversion conversion, V2Value value)
    {
        if (conversion.Tables.CodeMap(codes) is not { } map) return;
        var coding = made["coding"] is JsonArray { Count: > 0 } codings ? codings[0] as JsonObject : made;
        if (coding is null || MapFunctions.TextOf(coding["code"]) is not { } code || !IsOfTable(coding, map.SourceTable)) return;
        if (map.Find(code) is { } target)
        {
            var display = MapFunctions.TextOf(coding["display"]);
            if (target.Code != code && display is not null && !made.ContainsKey("text") && made.ContainsKey("coding")) made["text"] = display;
            // System, code and display stand in this order, whatever the sender gave.
            var system = target.System.Length > 1 ? target.System : MapFunctions.TextOf(coding["system"]);
            foreach (var name in Rebuilt) coding.Remove(name);
            if (system is not null) coding["system"] = system;
            coding["code"] = target.Code;
            if ((target.Display.Length > 0 ? target.Display : display) is { } shown) coding["display"] = shown;
        }
        else if (!coding.ContainsKey("system"))
        {
            conversion.Report("FHIR-0505", Severity.Information, value.Path, $"The code is not in the code map {codes}; it is kept without a system.");
        }
    }

    private static bool IsOfTable(JsonObject coding, string table)
    {
        if (MapFunctions.TextOf(coding["system"]) is not { } system) return true;
        if (system.StartsWith("urn:id:", StringComparison.Ordinal)) return true;
        return table.StartsWith("HL7", StringComparison.Ordinal) && system == TablePrefix + table[3..];
    }
}
