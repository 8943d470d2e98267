using Carelake.Core;
using Carelake.Fhir.FromHl7v2.Building;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>OBX-5, whose type OBX-2 names (HL7 v2.5.1 section 7.4.2), as <c>value[x]</c> or, when it repeats, as components.</summary>
internal static class ObservationValues
{
    private const string AttachmentExtension = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Observation.value";
    private static readonly string[] TextTypes = ["", "ST", "FT", "TX"];

    /// <summary>Places the value on the observation; answers nothing for the rule to place.</summary>
    public static FhirNode? Place(MessageConversion conversion, V2Value value, FhirObject node)
    {
        var type = TypeOf(conversion);
        var values = value.Siblings().Where(sibling => sibling.HasValue).ToList();
        if (values.Count == 0) return null;
        if (TextTypes.Contains(type, StringComparer.Ordinal))
        {
            Set(node, "valueString", new FhirText(Primitives.Printable(string.Join('\n', values.Select(part => part.WholeText())).Trim())));
            return null;
        }
        if (values.Count == 1 || type == "NA")
        {
            PlaceOne(conversion, type, values[0], node);
            foreach (var more in values.Skip(1)) more.MarkRead();
            return null;
        }
        foreach (var one in values)
        {
            var component = new FhirObject();
            if (node["code"] is { } code) component["code"] = code.Copy();
            PlaceOne(conversion, type, one, component);
            if (node["component"] is not FhirList components) node["component"] = components = [];
            components.Add(component);
        }
        return null;
    }

    /// <summary>The unit of OBX-6 added to a quantity.</summary>
    public static FhirObject WithUnit(MessageConversion conversion, FhirObject quantity)
    {
        if (conversion.Segment("OBX")?.Field(6) is not [var first, ..] || conversion.Tables.Map("CWE.Quantity") is not { } map) return quantity;
        conversion.Runner.Run(map.Rules, new(first), quantity);
        return quantity;
    }

    private static string TypeOf(MessageConversion conversion)
    {
        if (conversion.Segment("OBX")?.Field(2) is not [var first, ..]) return "";
        return new V2Value(first).Text().ToUpperInvariant();
    }

    private static void PlaceOne(MessageConversion conversion, string type, V2Value value, FhirObject node)
    {
        var placed = type switch
        {
            "NM" => Set(node, "valueQuantity", Number(conversion, value)),
            "SN" => PlaceStructured(conversion, value, node),
            "CE" or "CWE" or "CNE" or "CF" or "IS" or "ID" or "CX" => Set(node, "valueCodeableConcept", Mapped(conversion, "CWE", value)),
            "DT" or "TS" or "DTM" => Set(node, "valueDateTime", FhirTime.DateTime(value.Text(), conversion.Zone)),
            "TM" => Set(node, "valueTime", FhirTime.TimeOfDay(value.Text())),
            "DR" => Set(node, "valuePeriod", Mapped(conversion, "DR", value)),
            "NR" => Set(node, "valueRange", Range(conversion, value.Part(1), value.Part(2))),
            "VR" => Set(node, "valueString", $"{value.Part(1).Text()}-{value.Part(2).Text()}"),
            "CQ" => Set(node, "valueQuantity", Mapped(conversion, "CQ", value)),
            "ED" => Attach(node, Attachments.FromEd(value)),
            "RP" => Attach(node, Attachments.FromRp(value)),
            _ => false,
        };
        if (placed) return;
        var text = Primitives.Printable(value.WholeText().Trim());
        if (text.Length == 0) return;
        if (type is "NM" or "SN" or "DT" or "TS" or "DTM" or "TM" or "DR" or "NR" or "CQ")
            conversion.Report("FHIR-0504", Severity.Warning, value.Path, $"The value is no {type} as OBX-2 says; it is kept as text.");
        Set(node, "valueString", text);
    }

    private static bool PlaceStructured(MessageConversion conversion, V2Value value, FhirObject node)
    {
        var comparator = value.Part(1).Text();
        var separator = value.Part(3).Text();
        var second = value.Part(4).Text();
        if (comparator == "<>" || separator == "+") return false;
        if (separator is ":" or "/")
        {
            if (Amount(conversion, value.Part(2)) is not { } numerator || Amount(conversion, value.Part(4)) is not { } denominator) return false;
            AddComparator(numerator, comparator);
            return Set(node, "valueRatio", new FhirObject { ["numerator"] = numerator, ["denominator"] = denominator });
        }
        if (separator == "-") return second.Length > 0 && Set(node, "valueRange", Range(conversion, value.Part(2), value.Part(4)));
        if (Amount(conversion, value.Part(2)) is not { } quantity) return false;
        AddComparator(quantity, comparator);
        return Set(node, "valueQuantity", quantity);
    }

    private static void AddComparator(FhirObject quantity, string comparator)
    {
        if (comparator is "<" or "<=" or ">" or ">=") quantity["comparator"] = comparator;
    }

    private static FhirObject? Range(MessageConversion conversion, V2Value low, V2Value high)
    {
        var range = new FhirObject();
        if (Amount(conversion, low) is { } from) range["low"] = from;
        if (Amount(conversion, high) is { } to) range["high"] = to;
        return range.Count > 0 ? range : null;
    }

    private static FhirObject? Number(MessageConversion conversion, V2Value value)
    {
        var text = value.Text();
        var comparator = text.StartsWith("<=", StringComparison.Ordinal) || text.StartsWith(">=", StringComparison.Ordinal) ? text[..2]
            : text.StartsWith('<') || text.StartsWith('>') ? text[..1] : "";
        if (Primitives.Number(text[comparator.Length..].Trim()) is not { } number) return null;
        var quantity = WithUnit(conversion, new() { ["value"] = number });
        AddComparator(quantity, comparator);
        return quantity;
    }

    private static FhirObject? Amount(MessageConversion conversion, V2Value value) =>
        Primitives.Number(value.Text()) is { } number ? WithUnit(conversion, new() { ["value"] = number }) : null;

    private static FhirObject? Mapped(MessageConversion conversion, string name, V2Value value)
    {
        if (conversion.Tables.Map(name) is not { } map) return null;
        var made = new FhirObject();
        conversion.Runner.Run(map.Rules, value, made);
        return made.Count > 0 ? made : null;
    }

    /// <summary>R4 observations hold no attachment: an extension with the R5 element's name does.</summary>
    private static bool Attach(FhirObject node, FhirObject? attachment)
    {
        if (attachment is null) return false;
        if (node["extension"] is not FhirList extensions) node["extension"] = extensions = [];
        extensions.Add(new FhirObject { ["url"] = AttachmentExtension, ["valueAttachment"] = attachment });
        return true;
    }

    private static bool Set(FhirObject node, string name, FhirNode? value)
    {
        if (value is null) return false;
        node[name] = value;
        return true;
    }
}
