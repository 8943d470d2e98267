using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>Allergies and intolerances (C-CDA 2.1, Allergy - Intolerance Observation 22.4.7).</summary>
internal sealed class CcdaAllergies(CcdaWriter writer, CcdaValues values)
{
    /// <summary>Allergy - Intolerance Observation.</summary>
    public const string IntoleranceTemplate = "2.16.840.1.113883.10.20.22.4.7";

    private const string ReactionTemplate = "2.16.840.1.113883.10.20.22.4.9";
    private const string SeverityTemplate = "2.16.840.1.113883.10.20.22.4.8";
    private const string CriticalityTemplate = "2.16.840.1.113883.10.20.22.4.145";
    private const string StatusTemplate = "2.16.840.1.113883.10.20.22.4.28";
    private const string Systems = "http://terminology.hl7.org/CodeSystem/";
    private const string Snomed = "http://snomed.info/sct";

    /// <summary>Reads one allergy.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="act">The concern around it.</param>
    public List<string> ReadIntolerance(XElement observation, XElement? act)
    {
        writer.MarkRead(observation);
        var allergy = new JsonObject { ["resourceType"] = "AllergyIntolerance" };
        allergy.Put("identifier", CcdaValues.Identifiers(observation));
        allergy["clinicalStatus"] = Json.Concept(Systems + "allergyintolerance-clinical", Status(observation, act));
        allergy["verificationStatus"] = Json.Concept(Systems + "allergyintolerance-verification", "confirmed");
        var kind = observation.Child("value").Value("code");
        allergy.Put("type", kind is null ? null : kind is "59037007" or "235719002" or "782555009" ? "intolerance" : "allergy");
        if (Category(kind) is { } category) allergy.Append("category", JsonValue.Create(category));
        allergy.Put("criticality", Criticality(observation));
        allergy["code"] = Substance(observation);
        allergy["patient"] = writer.Subject();
        allergy.Put("onsetDateTime", values.Start(observation.Child("effectiveTime")));
        allergy.Put("recordedDate", values.DateTime((observation.Child("author") ?? act.Child("author")).Child("time")));
        foreach (var reaction in observation.Related().Where(related => related.HasTemplate(ReactionTemplate))) allergy.Append("reaction", Reaction(reaction));
        return [writer.Add(allergy, observation)];
    }

    // A negated allergy says that there is none, of this substance or at all.
    private JsonObject Substance(XElement observation)
    {
        var entity = observation.At("participant", "participantRole", "playingEntity");
        var code = values.Concept(entity.Child("code")) ?? (entity.Child("name").Text() is { } name ? new JsonObject { ["text"] = name } : null);
        if (!observation.IsNegated()) return code ?? values.RequiredConcept(observation.Child("value"));
        if (code is null) return Json.Concept(Snomed, "716186003", "No known allergy");
        var display = entity.Child("code").Value("displayName") ?? (string?)code["text"] ?? "this substance";
        return new JsonObject { ["text"] = $"No known allergy to {display}" };
    }

    private static string? Category(string? kind) => kind switch
    {
        "414285001" or "418471000" or "235719002" => "food",
        "416098002" or "59037007" or "419511003" => "medication",
        "426232007" => "environment",
        _ => null,
    };

    private string Status(XElement observation, XElement? act)
    {
        var observed = observation.Related().FirstOrDefault(related => related.HasTemplate(StatusTemplate));
        if (observed is not null) writer.MarkRead(observed);
        return observed.Child("value").Value("code") switch
        {
            "73425007" => "inactive",
            "413322009" => "resolved",
            "55561003" => "active",
            _ when values.DateTime(observation.At("effectiveTime", "high")) is not null => "resolved",
            _ => act.Child("statusCode").Value("code") is "active" or null ? "active" : "inactive",
        };
    }

    private string? Criticality(XElement observation)
    {
        var found = observation.Related().FirstOrDefault(related => related.HasTemplate(CriticalityTemplate));
        if (found is not null) writer.MarkRead(found);
        return found.Child("value").Value("code") switch { "CRITL" => "low", "CRITH" => "high", "CRITU" => "unable-to-assess", _ => null };
    }

    private JsonObject Reaction(XElement reaction)
    {
        writer.MarkRead(reaction);
        var result = new JsonObject();
        result.Append("manifestation", values.Concept(reaction.Child("value")) ?? values.RequiredConcept(reaction.Child("value")));
        result.Put("onset", values.Start(reaction.Child("effectiveTime")));
        var severity = reaction.Related().FirstOrDefault(related => related.HasTemplate(SeverityTemplate));
        if (severity is not null) writer.MarkRead(severity);
        return result.Put("severity", severity.Child("value").Value("code") switch
        {
            "255604002" => "mild",
            "6736007" or "371924009" => "moderate",
            "24484000" or "399166001" => "severe",
            _ => null,
        });
    }
}
