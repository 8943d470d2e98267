using System.Text.Json.Nodes;

namespace Carelake.Server.FhirApi;

/// <summary>Resources that no table of their own holds, built from the rows that tell of them.</summary>
internal static class FhirResources
{
    private static readonly Dictionary<string, string> Systems = new(StringComparer.Ordinal)
    {
        ["icd-10-cm"] = "http://hl7.org/fhir/sid/icd-10-cm", ["icd-10"] = "http://hl7.org/fhir/sid/icd-10", ["snomed-ct"] = "http://snomed.info/sct",
        ["cpt"] = "http://www.ama-assn.org/go/cpt", ["hcpcs"] = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", ["opcs-4"] = "https://fhir.hl7.org.uk/CodeSystem/OPCS-4",
        ["loinc"] = "http://loinc.org",
    };

    /// <summary>A diagnosis that a service was for.</summary>
    public static JsonObject Condition(FhirRow row) => Resource("Condition", row, resource =>
    {
        resource["category"] = new JsonArray(Concept("http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis"));
        Add(resource, "code", Coded(row, "diagnosis_code"));
        Add(resource, "encounter", Reference("Encounter", row.Reference("encounter_id")));
        Add(resource, "recordedDate", row["service_date"]);
    });

    /// <summary>A service that was charged.</summary>
    public static JsonObject Procedure(FhirRow row) => Resource("Procedure", row, resource =>
    {
        resource["status"] = "completed";
        Add(resource, "code", Coded(row, "procedure_code"));
        Add(resource, "encounter", Reference("Encounter", row.Reference("encounter_id")));
        Add(resource, "performedDateTime", row["service_date"]);
        if (Reference("Practitioner", row.Reference("provider_id")) is { } actor) resource["performer"] = new JsonArray(new JsonObject { ["actor"] = actor });
    });

    /// <summary>A measurement.</summary>
    public static JsonObject Observation(FhirRow row) => Resource("Observation", row, resource =>
    {
        resource["status"] = row["observation_status"] ?? "unknown";
        Add(resource, "code", Coded(row, "observation_code"));
        Add(resource, "encounter", Reference("Encounter", row.Reference("encounter_id")));
        Add(resource, "effectiveDateTime", row["observed_at"]);
        if (decimal.TryParse(row["value_number"], System.Globalization.CultureInfo.InvariantCulture, out var value)) resource["valueQuantity"] = new JsonObject { ["value"] = value, ["unit"] = row["value_unit"] };
        else Add(resource, "valueString", row["value_text"]);
    });

    /// <summary>A claim as it was sent.</summary>
    public static JsonObject Claim(FhirRow row)
    {
        var resource = Resource("Claim", row, resource =>
        {
            resource["status"] = "active";
            resource["type"] = Concept("http://terminology.hl7.org/CodeSystem/claim-type", "professional");
            resource["use"] = "claim";
            Add(resource, "created", row["claim_date"]);
            Add(resource, "billablePeriod", row["service_date"] is { } day ? new JsonObject { ["start"] = day } : null);
            Add(resource, "insurer", Reference("Organization", row.Reference("payer_id")));
            Add(resource, "provider", Reference("Practitioner", row.Reference("provider_id")));
            resource["priority"] = Concept("http://terminology.hl7.org/CodeSystem/processpriority", "normal");
            // The cover is known by its payer alone.
            resource["insurance"] = new JsonArray(new JsonObject { ["sequence"] = 1, ["focal"] = true, ["coverage"] = new JsonObject { ["display"] = "cover by the insurer of the claim" } });
            if (row["billed_amount"] is { } amount && decimal.TryParse(amount, System.Globalization.CultureInfo.InvariantCulture, out var value))
                resource["total"] = new JsonObject { ["value"] = value, ["currency"] = row["currency_code"] };
        });
        Patient(resource, row, "patient");
        return resource;
    }

    /// <summary>What a claim tells of a patient's cover by a payer.</summary>
    public static JsonObject Coverage(FhirRow row)
    {
        var resource = Resource("Coverage", row, resource =>
        {
            resource["status"] = "active";
            if (Reference("Organization", row.Reference("payer_id")) is { } payer) resource["payor"] = new JsonArray(payer);
            if (row["payer_class"] is { } kind) resource["type"] = new JsonObject { ["text"] = kind };
        });
        Patient(resource, row, "beneficiary");
        return resource;
    }

    /// <summary>A reference; null when the id is not known.</summary>
    public static JsonObject? Reference(string type, string? id) => id is null ? null : new JsonObject { ["reference"] = $"{type}/{id}" };

    private static JsonObject Resource(string type, FhirRow row, Action<JsonObject> fill)
    {
        var resource = new JsonObject { ["resourceType"] = type };
        fill(resource);
        if (type is not ("Claim" or "Coverage")) Add(resource, "subject", Reference("Patient", row.Patient));
        return resource;
    }

    private static void Patient(JsonObject resource, FhirRow row, string element) => Add(resource, element, Reference("Patient", row.Patient));

    private static void Add(JsonObject resource, string name, JsonNode? value)
    {
        if (value is not null) resource[name] = value;
    }

    private static JsonObject? Coded(FhirRow row, string column) => row[column] is not { } code
        ? null
        : new JsonObject
        {
            ["coding"] = new JsonArray(row[$"{column}_system"] is { } system ? new JsonObject { ["system"] = Systems.GetValueOrDefault(system, $"urn:carelake:codes:{system}"), ["code"] = code } : new JsonObject { ["code"] = code }),
        };

    private static JsonObject Concept(string system, string code) => new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) };
}
