using System.Text.Json.Nodes;

namespace Carelake.Server.FhirApi;

/// <summary>What the FHIR facade can do, as a CapabilityStatement (R4, section 5.1).</summary>
internal static class FhirCapabilities
{
    public static JsonObject Statement(string root) => new()
    {
        ["resourceType"] = "CapabilityStatement",
        ["status"] = "active",
        ["date"] = "2026-11-24",
        ["kind"] = "instance",
        ["software"] = new JsonObject { ["name"] = "Carelake" },
        ["implementation"] = new JsonObject { ["description"] = "The lake, read and searched under policy", ["url"] = root },
        ["fhirVersion"] = "4.0.1",
        ["format"] = new JsonArray("application/fhir+json"),
        ["rest"] = new JsonArray(new JsonObject
        {
            ["mode"] = "server",
            ["security"] = new JsonObject { ["description"] = "An API key or a token of POST /oauth/token in the Authorization header; every row is decided by policy and audited." },
            ["resource"] = new JsonArray([.. FhirKind.All.Select(Resource), AuditEvent()]),
        }),
    };

    private static JsonNode Resource(FhirKind kind)
    {
        var resource = new JsonObject
        {
            ["type"] = kind.Type,
            ["interaction"] = new JsonArray(new JsonObject { ["code"] = "read" }, new JsonObject { ["code"] = "search-type" }),
            ["searchParam"] = new JsonArray(
            [
                Parameter("_id", "token"),
                .. kind.PatientParameter.Length > 0 ? new JsonNode[] { Parameter("patient", "reference") } : [],
                .. kind.Parameters.Select(item => Parameter(item.Key, item.Value.Kind switch { FhirParameterKind.Date => "date", FhirParameterKind.Text => "string", _ => "token" })),
            ]),
        };
        if (kind.PatientParameter.Length > 0) resource["searchInclude"] = new JsonArray($"{kind.Type}:{kind.PatientParameter}");
        return resource;
    }

    private static JsonObject AuditEvent() => new JsonObject { ["type"] = "AuditEvent", ["interaction"] = new JsonArray(new JsonObject { ["code"] = "search-type" }) };

    private static JsonObject Parameter(string name, string type) => new() { ["name"] = name, ["type"] = type };
}
