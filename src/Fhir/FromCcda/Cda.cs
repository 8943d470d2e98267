using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>Navigation in CDA (HL7 CDA R2): elements of the namespace <c>urn:hl7-org:v3</c>, and data types by <c>xsi:type</c>.</summary>
internal static class Cda
{
    private static readonly XNamespace Hl7 = "urn:hl7-org:v3";
    private static readonly XNamespace Sdtc = "urn:hl7-org:sdtc";
    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Names of the elements that are statements of their own (CDA R2, clinicalStatement).</summary>
    public static readonly string[] Statements = ["act", "encounter", "observation", "organizer", "procedure", "substanceAdministration", "supply"];

    /// <summary>The first child of a name.</summary>
    public static XElement? Child(this XElement? element, string name) => element?.Element(Hl7 + name);

    /// <summary>The element at a path of names.</summary>
    public static XElement? At(this XElement? element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path) element = element.Child(name);
        return element;
    }

    /// <summary>The children of a name.</summary>
    public static IEnumerable<XElement> All(this XElement? element, string name) => element?.Elements(Hl7 + name) ?? [];

    /// <summary>Children added by the C-CDA extension of the schema.</summary>
    public static IEnumerable<XElement> Added(this XElement? element, string name) => element?.Elements(Sdtc + name) ?? [];

    /// <summary>All descendants of a name.</summary>
    public static IEnumerable<XElement> Below(this XElement element, string name) => element.Descendants(Hl7 + name);

    /// <summary>An attribute without surrounding space; null when absent or blank.</summary>
    public static string? Value(this XElement? element, string attribute) =>
        element?.Attribute(attribute)?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Data type that <c>xsi:type</c> says, without a prefix; empty when it says none.</summary>
    public static string DataType(this XElement element)
    {
        var type = element.Attribute(Xsi + "type")?.Value.Trim() ?? "";
        return type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>Text content, white space collapsed; null when blank.</summary>
    public static string? Text(this XElement? element)
    {
        var text = element is null ? "" : string.Join(' ', element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 0 ? new string([.. text.Where(letter => letter >= ' ')]) : null;
    }

    /// <summary>The element's template ids have this root.</summary>
    public static bool HasTemplate(this XElement element, string root) => element.All("templateId").Any(template => template.Value("root") == root);

    /// <summary>It is the local name of a statement.</summary>
    public static bool IsStatement(XElement element) => element.Name.Namespace == Hl7 && Array.IndexOf(Statements, element.Name.LocalName) >= 0;

    /// <summary>The statement in an entry, an entryRelationship or a component.</summary>
    public static XElement? Statement(this XElement holder) => holder.Elements().FirstOrDefault(IsStatement);

    /// <summary>Statements related to another one: in entryRelationship and component, one level down.</summary>
    public static IEnumerable<XElement> Related(this XElement statement) =>
        statement.All("entryRelationship").Concat(statement.All("component")).Select(Statement).OfType<XElement>();

    /// <summary>The negation indicator is set.</summary>
    public static bool IsNegated(this XElement statement) => statement.Value("negationInd") == "true";
}
