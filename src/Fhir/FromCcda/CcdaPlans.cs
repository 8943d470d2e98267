using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>What is planned (C-CDA 2.1, Plan of Treatment: planned act, encounter, observation, procedure, and goals).</summary>
internal sealed class CcdaPlans(CcdaWriter writer, CcdaValues values)
{
    /// <summary>Reads one planned statement: a Goal, or a ServiceRequest; nothing for supplies and medications without an activity.</summary>
    public List<string> Read(XElement statement)
    {
        if (statement.Value("moodCode") == "GOL") return [writer.Add(Goal(statement), statement)];
        return statement.Name.LocalName is "act" or "encounter" or "observation" or "procedure" && values.Concept(statement.Child("code")) is { } code
            ? [writer.Add(Request(statement, code), statement)]
            : [];
    }

    private JsonObject Request(XElement statement, JsonObject code)
    {
        var request = new JsonObject { ["resourceType"] = "ServiceRequest" };
        request.Put("identifier", CcdaValues.Identifiers(statement));
        request["status"] = statement.Child("statusCode").Value("code") switch { "completed" => "completed", "aborted" or "cancelled" => "revoked", "held" or "suspended" => "on-hold", _ => "active" };
        request["intent"] = statement.Value("moodCode") switch { "RQO" => "order", "PRP" => "proposal", _ => "plan" };
        request["code"] = code;
        request["subject"] = writer.Subject();
        if (values.Timing(statement.Child("effectiveTime")) is { } when) request["occurrence" + when.Type] = when.Value;
        return request.Put("authoredOn", values.DateTime(statement.At("author", "time")));
    }

    private JsonObject Goal(XElement statement)
    {
        var goal = new JsonObject { ["resourceType"] = "Goal" };
        goal.Put("identifier", CcdaValues.Identifiers(statement));
        goal["lifecycleStatus"] = statement.Child("statusCode").Value("code") switch { "completed" => "completed", "aborted" or "cancelled" => "cancelled", _ => "active" };
        goal["description"] = values.Text(statement.Child("text")) is { } text ? new JsonObject { ["text"] = text } : values.RequiredConcept(statement.Child("code"));
        goal["subject"] = writer.Subject();
        return goal.Put("startDate", values.Start(statement.Child("effectiveTime")) is { Length: >= 10 } start ? start[..10] : null);
    }
}
