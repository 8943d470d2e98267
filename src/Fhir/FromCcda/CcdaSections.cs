using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>Reads the entries of a section, each by its template or, where that is not known, by what kind of statement it is.</summary>
internal sealed class CcdaSections(CcdaWriter writer, CcdaValues values, CcdaHeader header)
{
    private const string Narrative = "Kept in the section's narrative; no resource is made of this kind of statement.";

    /// <summary>Reads a section and those in it.</summary>
    /// <returns>The section of the Composition.</returns>
    public JsonObject Read(XElement section)
    {
        var code = section.Child("code").Value("code") ?? "";
        var result = new JsonObject();
        result.Put("title", section.Child("title").Text()).Put("code", values.Concept(section.Child("code")));
        result["text"] = new JsonObject { ["status"] = "generated", ["div"] = Div(section) };
        foreach (var statement in section.All("entry").Select(Cda.Statement).OfType<XElement>())
            foreach (var reference in Entry(code, statement))
                result.Append("entry", CcdaWriter.Reference(reference));
        foreach (var inner in section.All("component").Select(component => component.Child("section")).OfType<XElement>())
            result.Append("section", Read(inner));
        return result;
    }

    private static string Div(XElement section)
    {
        var text = section.Child("text").Text() ?? section.Child("title").Text() ?? "No text";
        return $"<div xmlns=\"http://www.w3.org/1999/xhtml\">{WebUtility.HtmlEncode(text)}</div>";
    }

    private List<string> Entry(string section, XElement statement)
    {
        var before = writer.Count;
        var references = Map(section, statement);
        // What a patient was given stands in what was observed of him, too.
        foreach (var supply in statement.Descendants().Where(nested => Cda.IsStatement(nested) && nested.HasTemplate(CcdaDevices.SupplyTemplate) && !writer.IsRead(nested)))
            references.AddRange(new CcdaDevices(writer, values).ReadSupply(supply));
        writer.Cover(section, statement, before, references.Count > 0 ? "" : Narrative);
        foreach (var nested in statement.Descendants().Where(Cda.IsStatement).Where(nested => !writer.IsRead(nested)))
            writer.Cover(section, nested, writer.Count, references.Count > 0 ? "Nested in an entry that was read; its own content is in the narrative." : Narrative);
        return references;
    }

    private List<string> Map(string section, XElement statement)
    {
        writer.MarkRead(statement);
        if (statement.Value("nullFlavor") is not null && statement.Child("code") is null) return [];
        if (statement.Value("moodCode") is "INT" or "RQO" or "PRP" or "PRMS" or "ARQ" or "APT" or "GOL" && !statement.HasTemplate(CcdaMedications.ActivityTemplate))
            return new CcdaPlans(writer, values).Read(statement);
        return statement.Name.LocalName switch
        {
            "encounter" => new CcdaEncounters(writer, values, header).Read(statement),
            "procedure" => new CcdaProcedures(writer, values, header).Read(statement),
            "substanceAdministration" => new CcdaMedications(writer, values, header).Read(statement),
            "observation" => Observation(section, statement),
            "organizer" => Organizer(section, statement),
            "act" => Act(section, statement),
            "supply" => new CcdaDevices(writer, values).ReadSupply(statement),
            _ => [],
        };
    }

    private List<string> Observation(string section, XElement statement)
    {
        if (statement.HasTemplate(CcdaProcedures.ObservationTemplate)) return new CcdaProcedures(writer, values, header).Read(statement);
        if (statement.HasTemplate(CcdaConditions.ProblemTemplate)) return new CcdaConditions(writer, values).ReadProblem(statement, null, "encounter-diagnosis");
        if (statement.HasTemplate(CcdaAllergies.IntoleranceTemplate)) return new CcdaAllergies(writer, values).ReadIntolerance(statement, null);
        return new CcdaObservations(writer, values, header).Read(section, statement);
    }

    private List<string> Organizer(string section, XElement statement)
    {
        if (statement.HasTemplate(CcdaFamilyHistory.Template)) return new CcdaFamilyHistory(writer, values).Read(statement);
        if (statement.HasTemplate(CcdaDevices.OrganizerTemplate)) return [.. statement.Related().SelectMany(part => Map(section, part))];
        return new CcdaObservations(writer, values, header).ReadOrganizer(section, statement);
    }

    // An act is mostly a wrapper: what it is about stands in its relations.
    private List<string> Act(string section, XElement act)
    {
        if (act.HasTemplate(CcdaPayers.Template)) return new CcdaPayers(writer, values, header).Read(act);
        if (act.HasTemplate(CcdaProcedures.ActTemplate)) return new CcdaProcedures(writer, values, header).Read(act);
        var references = new List<string>();
        foreach (var inner in act.Related())
        {
            if (inner.HasTemplate(CcdaConditions.ProblemTemplate)) references.AddRange(new CcdaConditions(writer, values).ReadProblem(inner, act, CcdaConditions.Category(section)));
            else if (inner.HasTemplate(CcdaAllergies.IntoleranceTemplate)) references.AddRange(new CcdaAllergies(writer, values).ReadIntolerance(inner, act));
            else if (inner.HasTemplate(CcdaMedications.ActivityTemplate)) references.AddRange(Map(section, inner));
        }
        return references;
    }
}
