using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>Results, vital signs, social history and any other observation (C-CDA 2.1, Result Organizer 22.4.1, Vital Signs Organizer 22.4.26 and the rest).</summary>
internal sealed class CcdaObservations(CcdaWriter writer, CcdaValues values, CcdaHeader header)
{
    private const string ResultOrganizer = "2.16.840.1.113883.10.20.22.4.1";
    private const string Categories = "http://terminology.hl7.org/CodeSystem/observation-category";

    /// <summary>Reads a group: a DiagnosticReport for results, an Observation with members for other groups that have a code.</summary>
    public List<string> ReadOrganizer(string section, XElement organizer)
    {
        writer.MarkRead(organizer);
        var isResult = organizer.HasTemplate(ResultOrganizer);
        var members = new List<string>();
        foreach (var component in organizer.Related().Where(related => related.Name.LocalName == "observation"))
            members.AddRange(Read(section, component, organizer));
        if (members.Count == 0) return [];
        var group = new JsonObject { ["resourceType"] = isResult ? "DiagnosticReport" : "Observation" };
        group.Put("identifier", CcdaValues.Identifiers(organizer));
        group["status"] = Status(organizer);
        group.Append("category", isResult ? Json.Concept("http://terminology.hl7.org/CodeSystem/v2-0074", "LAB") : Json.Concept(Categories, Category(section)));
        group["code"] = Category(section) == "vital-signs" ? Json.Concept("http://loinc.org", "85353-1", "Vital signs, weight, height, head circumference, oxygen saturation and BMI panel") : values.RequiredConcept(organizer.Child("code"));
        group["subject"] = writer.Subject();
        PutTime(group, organizer.Child("effectiveTime") ?? organizer.Related().Select(related => related.Child("effectiveTime")).FirstOrDefault(time => time is not null));
        foreach (var member in members) group.Append(isResult ? "result" : "hasMember", CcdaWriter.Reference(member));
        members.Insert(0, writer.Add(group, organizer));
        return members;
    }

    /// <summary>Reads one observation.</summary>
    public List<string> Read(string section, XElement observation, XElement? organizer = null)
    {
        writer.MarkRead(observation);
        var result = new JsonObject { ["resourceType"] = "Observation" };
        result.Put("identifier", CcdaValues.Identifiers(observation));
        result["status"] = Status(observation);
        if (Category(section) is { Length: > 0 } category) result.Append("category", Json.Concept(Categories, category));
        result["code"] = values.RequiredConcept(observation.Child("code"));
        result["subject"] = writer.Subject();
        PutTime(result, observation.Child("effectiveTime") ?? organizer.Child("effectiveTime"));
        if (header.Performer((observation.Child("author") ?? organizer.Child("author")).Child("assignedAuthor")) is { } performer)
            result.Append("performer", CcdaWriter.Reference(performer));
        PutValue(result, observation);
        foreach (var interpretation in observation.All("interpretationCode").Select(values.Concept)) result.Append("interpretation", interpretation);
        result.Put("bodySite", values.Concept(observation.Child("targetSiteCode"))).Put("method", values.Concept(observation.Child("methodCode")));
        foreach (var range in observation.All("referenceRange").Select(range => Range(range.Child("observationRange")))) result.Append("referenceRange", range);
        return [writer.Add(result, observation)];
    }

    private static string Category(string section) => section switch
    {
        "8716-3" => "vital-signs",
        "30954-2" => "laboratory",
        "29762-2" => "social-history",
        "47420-5" or "10190-7" => "survey",
        "59776-5" => "procedure",
        _ => "exam",
    };

    private static string Status(XElement statement) => statement.Child("statusCode").Value("code") switch
    {
        "active" => "preliminary",
        "aborted" or "cancelled" => "cancelled",
        "held" or "suspended" or "new" => "registered",
        "nullified" => "entered-in-error",
        _ => "final",
    };

    private void PutTime(JsonObject target, XElement? time)
    {
        if (values.Timing(time) is { } timing) target["effective" + timing.Type] = timing.Value;
        else if (target["category"]?[0]?["coding"]?[0]?["code"]?.GetValue<string>() == "vital-signs")
            target["_effectiveDateTime"] = CcdaValues.AbsentPrimitive(time);
    }

    // Only the first of several values is the value; R4 has one. Others of the same kind stand in components (obs-7: with the observation's code there is no value).
    private void PutValue(JsonObject target, XElement observation)
    {
        var value = observation.Child("value");
        if (value is null) return;
        var (name, node) = value.DataType() switch
        {
            "PQ" => ("valueQuantity", CcdaValues.Quantity(value)),
            "IVL_PQ" => Interval(value),
            "INT" => Whole(value),
            "REAL" => ("valueQuantity", CcdaValues.Quantity(value)),
            "BL" => ("valueBoolean", value.Value("value") switch { "true" => true, "false" => false, _ => (JsonNode?)null }),
            "TS" => ("valueDateTime", values.DateTime(value)),
            "IVL_TS" => ("valuePeriod", values.Period(value)),
            "RTO_PQ_PQ" or "RTO" => ("valueRatio", Json.Object(("numerator", CcdaValues.Quantity(value.Child("numerator"))), ("denominator", CcdaValues.Quantity(value.Child("denominator"))))),
            "CD" or "CE" or "CV" or "CO" or "CS" => ("valueCodeableConcept", values.Concept(value)),
            _ => ("valueString", values.Text(value)),
        };
        if (node is null) target["dataAbsentReason"] = CcdaValues.AbsentReason(value);
        else target[name] = node;
    }

    private static (string, JsonNode?) Whole(XElement value) =>
        int.TryParse(value.Value("value"), System.Globalization.NumberStyles.AllowLeadingSign, null, out var number) ? ("valueInteger", JsonValue.Create(number)) : ("valueInteger", null);

    // An interval with one end is a quantity with a comparator.
    private static (string, JsonNode?) Interval(XElement value)
    {
        var (low, high) = (value.Child("low"), value.Child("high"));
        if (CcdaValues.Quantity(low) is { } from && CcdaValues.Quantity(high) is { } to) return ("valueRange", new JsonObject { ["low"] = from, ["high"] = to });
        return ("valueQuantity", CcdaValues.Quantity(low, low.Value("inclusive") == "false" ? ">" : ">=") ?? CcdaValues.Quantity(high, high.Value("inclusive") == "false" ? "<" : "<="));
    }

    // obs-3: low, high or a text.
    private JsonObject? Range(XElement? range)
    {
        var value = range.Child("value");
        var text = values.Text(range.Child("text")) ?? (value is not null && value.DataType() is "ST" or "ED" ? values.Text(value) : null);
        return Json.Object(("low", CcdaValues.Quantity(value.Child("low"))), ("high", CcdaValues.Quantity(value.Child("high"))), ("text", text));
    }
}
