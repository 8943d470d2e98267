using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>Who pays (C-CDA 2.1, Coverage Activity 22.4.60): each Policy Activity (22.4.61) in it is a Coverage.</summary>
internal sealed class CcdaPayers(CcdaWriter writer, CcdaValues values, CcdaHeader header)
{
    /// <summary>Coverage Activity.</summary>
    public const string Template = "2.16.840.1.113883.10.20.22.4.60";

    private const string PolicyTemplate = "2.16.840.1.113883.10.20.22.4.61";
    private const string PayerTemplate = "2.16.840.1.113883.10.20.22.4.87";
    private const string RoleClass = "2.16.840.1.113883.5.110";

    /// <summary>Reads the policies of one coverage activity.</summary>
    public List<string> Read(XElement activity)
    {
        var references = new List<string>();
        foreach (var relation in activity.All("entryRelationship"))
        {
            if (relation.Statement() is not { } policy || !policy.HasTemplate(PolicyTemplate)) continue;
            writer.MarkRead(policy);
            references.Add(writer.Add(Coverage(policy, relation.Child("sequenceNumber").Value("value")), policy));
        }
        return references;
    }

    private JsonObject Coverage(XElement policy, string? order)
    {
        var covered = policy.All("participant").FirstOrDefault(participant => participant.Value("typeCode") == "COV");
        var holder = policy.All("participant").FirstOrDefault(participant => participant.Value("typeCode") == "HLD").Child("participantRole");
        var member = covered.Child("participantRole");
        var coverage = new JsonObject { ["resourceType"] = "Coverage" };
        coverage.Put("identifier", CcdaValues.Identifiers(policy));
        coverage["status"] = policy.Child("statusCode").Value("code") switch { "aborted" or "cancelled" => "cancelled", "nullified" => "entered-in-error", _ => "active" };
        coverage.Put("type", values.Concept(policy.Child("code")));
        // The number of the member is the holder's too; a holder alone is the patient where the relationship says so.
        var isSelf = member.Child("code").Value("code") == "SELF";
        if (isSelf) coverage["subscriber"] = writer.Subject();
        else if (Holder(holder) is { } person) coverage["subscriber"] = CcdaWriter.Reference(person);
        coverage.Put("subscriberId", member.Child("id").Value("extension") ?? holder.Child("id").Value("extension"));
        coverage["beneficiary"] = writer.Subject();
        coverage.Put("relationship", values.Concept(member.Child("code"))).Put("period", values.Period(covered.Child("time")));
        coverage["payor"] = new JsonArray([.. Payers(policy)]);
        return coverage.Put("order", int.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null);
    }

    private string? Holder(XElement? role)
    {
        if (role is null || CcdaValues.Name(role.At("playingEntity", "name")) is not { } name) return null;
        var person = new JsonObject { ["resourceType"] = "RelatedPerson" };
        person.Put("identifier", CcdaValues.Identifiers(role));
        person["patient"] = writer.Subject();
        person["name"] = new JsonArray(name);
        person.Put("telecom", Json.Array(role.All("telecom").Select(CcdaValues.Telecom))).Put("address", Json.Array(role.All("addr").Select(CcdaValues.Address)));
        return writer.Add(person, role);
    }

    // R4 asks for one at least.
    private List<JsonObject> Payers(XElement policy)
    {
        var payers = policy.All("performer").Select(performer => (Performer: performer, Entity: performer.Child("assignedEntity")))
            .Where(payer => payer.Performer.HasTemplate(PayerTemplate) || payer.Entity.Child("code") is { } code && code.Value("code") == "PAYOR" && code.Value("codeSystem") == RoleClass)
            .Select(payer => payer.Entity.Child("representedOrganization")).OfType<XElement>()
            .Select(header.Organization).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(CcdaWriter.Reference).ToList();
        return payers.Count > 0 ? payers : [new() { ["display"] = "Unknown" }];
    }
}
