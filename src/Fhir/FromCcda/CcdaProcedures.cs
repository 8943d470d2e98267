using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>Procedures (C-CDA 2.1, Procedure Activity: Procedure 22.4.14, Act 22.4.12, Observation 22.4.13).</summary>
internal sealed class CcdaProcedures(CcdaWriter writer, CcdaValues values, CcdaHeader header)
{
    /// <summary>Procedure Activity Act.</summary>
    public const string ActTemplate = "2.16.840.1.113883.10.20.22.4.12";

    /// <summary>Procedure Activity Observation.</summary>
    public const string ObservationTemplate = "2.16.840.1.113883.10.20.22.4.13";

    private const string IndicationTemplate = "2.16.840.1.113883.10.20.22.4.19";

    /// <summary>Reads one procedure.</summary>
    public List<string> Read(XElement activity)
    {
        writer.MarkRead(activity);
        var procedure = new JsonObject { ["resourceType"] = "Procedure" };
        procedure.Put("identifier", CcdaValues.Identifiers(activity));
        procedure["status"] = activity.IsNegated() ? "not-done" : activity.Child("statusCode").Value("code") switch
        {
            "completed" => "completed",
            "active" => "in-progress",
            "aborted" => "stopped",
            "cancelled" => "not-done",
            "nullified" => "entered-in-error",
            _ => "unknown",
        };
        procedure["code"] = values.Concept(activity.Child("code"))
            ?? (values.Text(activity.Child("text")) is { } text ? new JsonObject { ["text"] = text } : values.RequiredConcept(activity.Child("code")));
        procedure["subject"] = writer.Subject();
        if (values.Timing(activity.Child("effectiveTime")) is { } performed) procedure["performed" + performed.Type] = performed.Value;
        foreach (var performer in activity.All("performer").Select(performer => header.Performer(performer.Child("assignedEntity"))).OfType<string>().Distinct(StringComparer.Ordinal))
            procedure.Append("performer", new JsonObject { ["actor"] = CcdaWriter.Reference(performer) });
        foreach (var indication in activity.Related().Where(related => related.HasTemplate(IndicationTemplate)))
        {
            writer.MarkRead(indication);
            procedure.Append("reasonCode", values.Concept(indication.Child("value")));
        }
        foreach (var device in new CcdaDevices(writer, values).Of(activity))
            procedure.Append("focalDevice", new JsonObject { ["manipulated"] = CcdaWriter.Reference(device) });
        foreach (var site in activity.All("targetSiteCode").Select(values.Concept)) procedure.Append("bodySite", site);
        return [writer.Add(procedure, activity)];
    }
}
