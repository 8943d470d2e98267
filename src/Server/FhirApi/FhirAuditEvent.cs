using System.Globalization;
using System.Text.Json.Nodes;
using Carelake.Access.Audit;

namespace Carelake.Server.FhirApi;

/// <summary>A record of the audit log as an AuditEvent (R4, section 6.4).</summary>
internal static class FhirAuditEvent
{
    public static JsonObject Of(long index, AuditEntry entry) => new()
    {
        ["resourceType"] = "AuditEvent",
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"{index}"),
        ["type"] = Coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest"),
        ["action"] = entry.Action switch { "read" or "view" or "export" => "R", "write" or "manage" => "U", _ => "E" },
        ["recorded"] = entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        // Refused is a minor failure: nothing was shown (value set audit-event-outcome).
        ["outcome"] = entry.Decision == "allow" ? "0" : "4",
        ["purposeOfEvent"] = new JsonArray(new JsonObject { ["text"] = entry.Purpose }),
        ["agent"] = new JsonArray(new JsonObject
        {
            ["who"] = new JsonObject { ["identifier"] = new JsonObject { ["value"] = entry.User } }, ["requestor"] = true, ["policy"] = entry.Policies.IsEmpty ? null : new JsonArray([.. entry.Policies.Select(policy => JsonValue.Create($"urn:carelake:policy:{policy}"))]),
        }),
        ["source"] = new JsonObject { ["observer"] = new JsonObject { ["display"] = "Carelake" } },
        ["entity"] = new JsonArray(new JsonObject { ["what"] = new JsonObject { ["display"] = entry.Resource }, ["name"] = entry.Resource }),
    };

    private static JsonObject Coding(string system, string code) => new() { ["system"] = system, ["code"] = code };
}
