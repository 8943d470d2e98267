using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>Problems and diagnoses (C-CDA 2.1, Problem Observation 22.4.4 in a concern, admission, discharge or encounter diagnosis act).</summary>
internal sealed class CcdaConditions(CcdaWriter writer, CcdaValues values)
{
    /// <summary>Problem Observation.</summary>
    public const string ProblemTemplate = "2.16.840.1.113883.10.20.22.4.4";

    private const string AgeTemplate = "2.16.840.1.113883.10.20.22.4.31";
    private const string StatusTemplate = "2.16.840.1.113883.10.20.22.4.6";
    private const string Systems = "http://terminology.hl7.org/CodeSystem/";

    /// <summary>Category of the problems in a section.</summary>
    public static string Category(string section) => section == "11450-4" ? "problem-list-item" : "encounter-diagnosis";

    /// <summary>Reads one problem.</summary>
    /// <param name="problem">The observation.</param>
    /// <param name="act">The act around it, which may say whether the concern is active.</param>
    /// <param name="category">Code of the condition's category.</param>
    public List<string> ReadProblem(XElement problem, XElement? act, string category)
    {
        writer.MarkRead(problem);
        var condition = new JsonObject { ["resourceType"] = "Condition" };
        condition.Put("identifier", CcdaValues.Identifiers(problem));
        var time = problem.Child("effectiveTime");
        var end = values.DateTime(time.Child("high"));
        condition["clinicalStatus"] = Json.Concept(Systems + "condition-clinical", Status(problem, act, isAbated: end is not null || time.Child("high").Value("nullFlavor") is "UNK"));
        condition["verificationStatus"] = Json.Concept(Systems + "condition-ver-status", problem.IsNegated() ? "refuted" : "confirmed");
        condition.Append("category", Json.Concept(Systems + "condition-category", category));
        condition.Put("code", Code(problem));
        foreach (var site in problem.All("targetSiteCode").Select(values.Concept)) condition.Append("bodySite", site);
        condition["subject"] = writer.Subject();
        var onset = values.Start(time);
        condition.Put("onsetDateTime", onset).Put("onsetAge", OnsetAge(writer, problem, isWanted: onset is null)).Put("abatementDateTime", end);
        condition.Put("recordedDate", values.DateTime((problem.Child("author") ?? act.Child("author")).Child("time")));
        return [writer.Add(condition, problem)];
    }

    /// <summary>Age Observation 22.4.31: how old the person was when it began, in units of UCUM; null when not said.</summary>
    public static JsonObject? OnsetAge(CcdaWriter writer, XElement problem, bool isWanted = true)
    {
        var age = problem.Related().FirstOrDefault(related => related.HasTemplate(AgeTemplate));
        // age-1: a positive number, with a unit of time.
        if (!isWanted || age is null || CcdaValues.Quantity(age.Child("value")) is not { } quantity || quantity["code"]?.GetValue<string>() is not ("a" or "mo" or "wk" or "d" or "h" or "min"))
            return null;
        if (quantity["value"]!.GetValue<decimal>() <= 0) return null;
        writer.MarkRead(age);
        return quantity;
    }

    private JsonObject Code(XElement problem)
    {
        var value = problem.Child("value");
        var concept = values.Concept(value) ?? new JsonObject().Put("text", values.Text(problem.Child("text")));
        return concept.Count > 0 ? concept : values.RequiredConcept(value);
    }

    // con-4: what has ended is not active.
    private string Status(XElement problem, XElement? act, bool isAbated)
    {
        var observed = problem.Related().FirstOrDefault(related => related.HasTemplate(StatusTemplate));
        if (observed is not null) writer.MarkRead(observed);
        var said = observed.Child("value").Value("code") switch
        {
            "55561003" => "active",
            "73425007" => "inactive",
            "413322009" => "resolved",
            "277022003" => "remission",
            "246455001" => "recurrence",
            _ => null,
        };
        if (isAbated) return said is "inactive" or "remission" ? said : "resolved";
        return said ?? (act.Child("statusCode").Value("code") is "active" or null ? "active" : "inactive");
    }
}
