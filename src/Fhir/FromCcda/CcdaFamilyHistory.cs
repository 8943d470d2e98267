using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>Family history (C-CDA 2.1, Family History Organizer 22.4.45).</summary>
internal sealed class CcdaFamilyHistory(CcdaWriter writer, CcdaValues values)
{
    /// <summary>Family History Organizer.</summary>
    public const string Template = "2.16.840.1.113883.10.20.22.4.45";

    private const string DeathTemplate = "2.16.840.1.113883.10.20.22.4.47";

    /// <summary>Reads one relative.</summary>
    public List<string> Read(XElement organizer)
    {
        writer.MarkRead(organizer);
        var relative = organizer.At("subject", "relatedSubject");
        var person = relative.Child("subject");
        var history = new JsonObject { ["resourceType"] = "FamilyMemberHistory" };
        history.Put("identifier", CcdaValues.Identifiers(organizer));
        history["status"] = "completed";
        history["patient"] = writer.Subject();
        history["relationship"] = values.RequiredConcept(relative.Child("code"));
        if (person.Child("administrativeGenderCode").Value("code") is { } sex and ("M" or "F"))
            history["sex"] = Json.Concept("http://hl7.org/fhir/administrative-gender", sex == "M" ? "male" : "female");
        history.Put("bornDate", CcdaValues.Date(person.Child("birthTime")));
        foreach (var observation in organizer.Related().Where(related => related.Name.LocalName == "observation"))
        {
            writer.MarkRead(observation);
            var condition = new JsonObject { ["code"] = values.RequiredConcept(observation.Child("value")) };
            var death = observation.Related().FirstOrDefault(related => related.HasTemplate(DeathTemplate));
            if (death is not null) writer.MarkRead(death);
            condition.Put("contributedToDeath", death is null ? null : true);
            history.Append("condition", condition.Put("onsetAge", CcdaConditions.OnsetAge(writer, observation)));
        }
        return [writer.Add(history, organizer)];
    }
}
