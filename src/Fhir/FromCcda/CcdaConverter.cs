using System.Text.Json.Nodes;
using System.Xml.Linq;
using Carelake.Core;

namespace Carelake.Fhir.FromCcda;

/// <summary>
/// Reads C-CDA documents (HL7 CDA R2 with the C-CDA 2.1 templates) into FHIR R4: patient, authors and organisations, encounters, problems, procedures,
/// medications, allergies, results, immunisations, vital signs, family history, devices, payers, goals and plans. Never throws on any input.
/// </summary>
public static class CcdaConverter
{
    /// <summary>Converts one document.</summary>
    /// <param name="xml">The document's bytes.</param>
    /// <param name="limits">What is accepted; the default when null.</param>
    /// <returns>The transaction and what became of each entry; <see langword="null"/> with an error when it is no C-CDA document.</returns>
    public static Parsed<CcdaConversion?> Convert(ReadOnlyMemory<byte> xml, CcdaLimits? limits = null)
    {
        if (CcdaXml.Read(xml, limits ?? CcdaLimits.Default, out var issue) is not { Root: { } root }) return new(null, issue is null ? [] : [issue]);
        if (root.Name.LocalName != "ClinicalDocument" || root.Child("recordTarget") is null)
            return new(null, [new Issue("FHIR-0702", Severity.Error, root.Name.LocalName, "This is no clinical document of CDA with a patient.")]);
        var conversion = Convert(root);
        var left = conversion.Coverage.Count(row => row.Resources.Length == 0);
        return new(conversion, left == 0 ? [] : [new Issue("FHIR-0703", Severity.Information, "ClinicalDocument", $"{left} statements are in the narrative only; the coverage list names them.")]);
    }

    private static CcdaConversion Convert(XElement root)
    {
        var id = root.Child("id");
        var writer = new CcdaWriter($"{id.Value("root")}|{id.Value("extension")}");
        var values = new CcdaValues(new CcdaNarrative(root), Offset(root.Child("effectiveTime")));
        var header = new CcdaHeader(writer, values);
        header.Read(root);
        var body = root.At("component", "structuredBody");
        var sections = new List<JsonObject>();
        foreach (var section in body.All("component").Select(component => component.Child("section")).OfType<XElement>())
            sections.Add(new CcdaSections(writer, values, header).Read(section));
        if (root.At("component", "nonXMLBody", "text") is { } text) header.ReadUnstructured(root, text);
        header.AddComposition(root, sections);
        return new CcdaConversion(writer.Bundle(), writer.Coverage);
    }

    private static string? Offset(XElement? time)
    {
        var text = time.Value("value") ?? "";
        var sign = text.AsSpan().IndexOfAny('+', '-');
        return sign < 0 ? null : CcdaValues.Zone(text[sign..]);
    }
}
