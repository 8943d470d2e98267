using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>Encounters (C-CDA 2.1, Encounter Activity 22.4.49).</summary>
internal sealed class CcdaEncounters(CcdaWriter writer, CcdaValues values, CcdaHeader header)
{
    private const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private const string IndicationTemplate = "2.16.840.1.113883.10.20.22.4.19";

    /// <summary>The class of an encounter: a code of ActCode among those given, else that it is not known.</summary>
    public static JsonObject Class(XElement? code)
    {
        var known = code.All("translation").Prepend(code).FirstOrDefault(item => item.Value("codeSystem") == "2.16.840.1.113883.5.4" && item.Value("code") is not null);
        return known is null
            ? Json.Coding("http://terminology.hl7.org/CodeSystem/v3-NullFlavor", CcdaValues.NullFlavor(code))
            : Json.Coding(ActCode, known.Value("code")!, known.Value("displayName"));
    }

    /// <summary>A place as a reference; null when it has neither name, code nor identifier.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="values">Data types.</param>
    /// <param name="role">The facility or the participant's role.</param>
    /// <param name="place">What plays the role: it has the name.</param>
    public static string? Location(CcdaWriter writer, CcdaValues values, XElement role, XElement? place)
    {
        var name = place.Child("name").Text();
        var identifiers = CcdaValues.Identifiers(role);
        var type = values.Concept(role.Child("code"));
        if (name is null && identifiers is null && type is null) return null;
        var location = new JsonObject { ["resourceType"] = "Location" };
        location.Put("identifier", identifiers).Put("name", name);
        location.Append("type", type);
        location.Put("telecom", Json.Array(role.All("telecom").Select(CcdaValues.Telecom)));
        location.Put("address", CcdaValues.Address(role.Child("addr") ?? place.Child("addr")));
        return writer.Add(location, role);
    }

    /// <summary>Reads one encounter with its diagnoses.</summary>
    public List<string> Read(XElement activity)
    {
        writer.MarkRead(activity);
        var encounter = new JsonObject { ["resourceType"] = "Encounter" };
        encounter.Put("identifier", CcdaValues.Identifiers(activity));
        encounter["status"] = activity.Child("statusCode").Value("code") switch { "active" => "in-progress", "cancelled" or "aborted" => "cancelled", "nullified" => "entered-in-error", _ => "finished" };
        encounter["class"] = Class(activity.Child("code"));
        encounter.Append("type", values.Concept(activity.Child("code")));
        encounter["subject"] = writer.Subject();
        foreach (var performer in activity.All("performer").Select(performer => header.Performer(performer.Child("assignedEntity"))).OfType<string>().Distinct(StringComparer.Ordinal))
            encounter.Append("participant", new JsonObject { ["individual"] = CcdaWriter.Reference(performer) });
        encounter.Put("period", values.Period(activity.Child("effectiveTime")) ?? Json.Object(("start", values.DateTime(activity.Child("effectiveTime")))));
        var references = new List<string>();
        AddReasons(encounter, activity);
        AddDiagnoses(encounter, activity, references);
        foreach (var role in activity.All("participant").Where(participant => participant.Value("typeCode") == "LOC").Select(participant => participant.Child("participantRole")).OfType<XElement>())
            if (Location(writer, values, role, role.Child("playingEntity")) is { } location)
                encounter.Append("location", new JsonObject { ["location"] = CcdaWriter.Reference(location) });
        references.Insert(0, writer.Add(encounter, activity));
        return references;
    }

    private void AddReasons(JsonObject encounter, XElement activity)
    {
        foreach (var indication in activity.Related().Where(related => related.HasTemplate(IndicationTemplate)))
        {
            writer.MarkRead(indication);
            encounter.Append("reasonCode", values.Concept(indication.Child("value")));
        }
    }

    private void AddDiagnoses(JsonObject encounter, XElement activity, List<string> references)
    {
        foreach (var act in activity.Related().Where(related => related.Name.LocalName == "act"))
        {
            var problems = act.Related().Where(related => related.HasTemplate(CcdaConditions.ProblemTemplate)).ToList();
            if (problems.Count > 0) writer.MarkRead(act);
            foreach (var reference in problems.SelectMany(problem => new CcdaConditions(writer, values).ReadProblem(problem, act, "encounter-diagnosis")))
            {
                references.Add(reference);
                encounter.Append("diagnosis", new JsonObject { ["condition"] = CcdaWriter.Reference(reference) });
            }
        }
    }
}
