using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>Medications and immunisations (C-CDA 2.1, Medication Activity 22.4.16 and Immunization Activity 22.4.52).</summary>
internal sealed class CcdaMedications(CcdaWriter writer, CcdaValues values, CcdaHeader header)
{
    /// <summary>Medication Activity.</summary>
    public const string ActivityTemplate = "2.16.840.1.113883.10.20.22.4.16";

    private const string ImmunizationTemplate = "2.16.840.1.113883.10.20.22.4.52";
    private const string IndicationTemplate = "2.16.840.1.113883.10.20.22.4.19";
    private const string RefusalTemplate = "2.16.840.1.113883.10.20.22.4.53";
    private const string DispenseTemplate = "2.16.840.1.113883.10.20.22.4.18";

    /// <summary>Reads one administration of a substance.</summary>
    public List<string> Read(XElement activity)
    {
        writer.MarkRead(activity);
        if (activity.HasTemplate(ImmunizationTemplate)) return [writer.Add(Immunization(activity), activity)];
        var isRequest = activity.Value("moodCode") is "INT" or "RQO" or "PRP";
        var references = new List<string> { writer.Add(isRequest ? Request(activity) : Statement(activity), activity) };
        references.AddRange(activity.Related().Where(related => related.HasTemplate(DispenseTemplate)).Select(Dispense));
        return references;
    }

    private JsonObject Statement(XElement activity)
    {
        var status = activity.Child("statusCode").Value("code");
        var statement = new JsonObject { ["resourceType"] = "MedicationStatement" };
        statement.Put("identifier", CcdaValues.Identifiers(activity));
        statement["status"] = activity.IsNegated() ? "not-taken" : status switch
        {
            "active" or "completed" => status,
            "aborted" => "stopped",
            "suspended" or "held" => "on-hold",
            "nullified" => "entered-in-error",
            _ => "unknown",
        };
        statement["medicationCodeableConcept"] = Medication(activity);
        statement["subject"] = writer.Subject();
        statement.Put("effectivePeriod", Course(activity)).Put("dateAsserted", values.DateTime(activity.At("author", "time")));
        foreach (var reason in Reasons(activity)) statement.Append("reasonCode", reason);
        statement.Append("dosage", Dosage(activity));
        return statement;
    }

    private JsonObject Request(XElement activity)
    {
        var request = new JsonObject { ["resourceType"] = "MedicationRequest" };
        request.Put("identifier", CcdaValues.Identifiers(activity));
        request["status"] = activity.Child("statusCode").Value("code") switch
        {
            "active" => "active",
            "completed" => "completed",
            "aborted" => "stopped",
            "cancelled" => "cancelled",
            "suspended" or "held" => "on-hold",
            "nullified" => "entered-in-error",
            _ => "unknown",
        };
        request["intent"] = activity.Value("moodCode") switch { "RQO" => "order", "PRP" => "proposal", _ => "plan" };
        request.Put("doNotPerform", activity.IsNegated() ? true : null);
        request["medicationCodeableConcept"] = Medication(activity);
        request["subject"] = writer.Subject();
        request.Put("authoredOn", values.DateTime(activity.At("author", "time")));
        foreach (var reason in Reasons(activity)) request.Append("reasonCode", reason);
        request.Append("dosageInstruction", Dosage(activity));
        return request;
    }

    private string Dispense(XElement supply)
    {
        writer.MarkRead(supply);
        var dispense = new JsonObject { ["resourceType"] = "MedicationDispense" };
        dispense.Put("identifier", CcdaValues.Identifiers(supply));
        dispense["status"] = supply.Child("statusCode").Value("code") switch { "completed" => "completed", "aborted" => "stopped", "active" => "in-progress", _ => "unknown" };
        dispense["medicationCodeableConcept"] = Medication(supply);
        dispense["subject"] = writer.Subject();
        dispense.Put("quantity", CcdaValues.Quantity(supply.Child("quantity"))).Put("whenHandedOver", values.Start(supply.Child("effectiveTime")));
        if (header.Performer(supply.At("performer", "assignedEntity")) is { } performer && performer != writer.Patient)
            dispense.Append("performer", new JsonObject { ["actor"] = CcdaWriter.Reference(performer) });
        // mdd-1: what was handed over cannot precede its preparation; only the one time is known.
        return writer.Add(dispense, supply);
    }

    private JsonObject Immunization(XElement activity)
    {
        var immunization = new JsonObject { ["resourceType"] = "Immunization" };
        immunization.Put("identifier", CcdaValues.Identifiers(activity));
        immunization["status"] = activity.IsNegated() ? "not-done" : activity.Child("statusCode").Value("code") is "nullified" ? "entered-in-error" : "completed";
        var refusal = activity.Related().FirstOrDefault(related => related.HasTemplate(RefusalTemplate));
        if (refusal is not null) writer.MarkRead(refusal);
        immunization.Put("statusReason", values.Concept(refusal.Child("code")));
        immunization["vaccineCode"] = Medication(activity);
        immunization["patient"] = writer.Subject();
        if (values.Start(activity.Child("effectiveTime")) is { } given) immunization["occurrenceDateTime"] = given;
        else immunization["occurrenceString"] = "unknown";
        var product = activity.At("consumable", "manufacturedProduct");
        if (product.Child("manufacturerOrganization") is { } maker && header.Organization(maker) is { } manufacturer)
            immunization["manufacturer"] = CcdaWriter.Reference(manufacturer);
        immunization.Put("lotNumber", product.At("manufacturedMaterial", "lotNumberText").Text());
        immunization.Put("site", values.Concept(activity.Child("approachSiteCode"))).Put("route", values.Concept(activity.Child("routeCode")));
        immunization.Put("doseQuantity", CcdaValues.Quantity(activity.Child("doseQuantity")));
        if (header.Performer(activity.At("performer", "assignedEntity")) is { } performer && performer != writer.Patient)
            immunization.Append("performer", new JsonObject { ["actor"] = CcdaWriter.Reference(performer) });
        foreach (var reason in Reasons(activity)) immunization.Append("reasonCode", reason);
        return immunization;
    }

    private JsonObject Medication(XElement activity)
    {
        var product = (activity.Child("consumable") ?? activity.Child("product")).Child("manufacturedProduct");
        var material = product.Child("manufacturedMaterial") ?? product.Child("manufacturedLabeledDrug");
        return values.Concept(material.Child("code")) ?? (material.Child("name").Text() ?? values.Text(activity.Child("text"))) switch
        {
            { } text => new JsonObject { ["text"] = text },
            null => values.RequiredConcept(material.Child("code")),
        };
    }

    private IEnumerable<JsonObject?> Reasons(XElement activity)
    {
        foreach (var indication in activity.Related().Where(related => related.HasTemplate(IndicationTemplate)))
        {
            writer.MarkRead(indication);
            yield return values.Concept(indication.Child("value"));
        }
    }

    // The first effectiveTime is the course, an interval; one with a period or an event is the timing in it.
    private JsonObject? Course(XElement activity) =>
        activity.All("effectiveTime").Where(time => time.DataType() is "IVL_TS" or "" or "TS").Select(time => values.Period(time) ?? Json.Object(("start", values.DateTime(time)))).FirstOrDefault(period => period is not null);

    private JsonObject? Dosage(XElement activity)
    {
        var rate = CcdaValues.Quantity(activity.Child("rateQuantity"));
        var dose = Json.Object(("doseQuantity", CcdaValues.Quantity(activity.Child("doseQuantity"))), ("rateQuantity", rate));
        var dosage = Json.Object(
            ("text", values.Text(activity.Child("text"))), ("timing", Timing(activity)), ("asNeededCodeableConcept", AsNeeded(activity)),
            ("site", values.Concept(activity.Child("approachSiteCode"))), ("route", values.Concept(activity.Child("routeCode"))));
        if (dose is not null) (dosage ??= []).Append("doseAndRate", dose);
        return dosage;
    }

    private JsonObject? AsNeeded(XElement activity) =>
        activity.Child("precondition") is { } precondition ? values.Concept(precondition.At("criterion", "value")) : null;

    // tim-2: a period has a unit. Units of UCUM and of FHIR are the same from seconds to years.
    private static JsonObject? Timing(XElement activity)
    {
        var period = activity.All("effectiveTime").FirstOrDefault(time => time.DataType() == "PIVL_TS").Child("period");
        if (period.Value("unit") is not { } unit || unit is not ("s" or "min" or "h" or "d" or "wk" or "mo" or "a") || CcdaValues.Number(period.Value("value")) is not { } number) return null;
        return new JsonObject { ["repeat"] = new JsonObject { ["period"] = number, ["periodUnit"] = unit } };
    }
}
