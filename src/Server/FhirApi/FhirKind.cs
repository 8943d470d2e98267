using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Carelake.Access.Reading;
using Carelake.Fhir.Flatten;

namespace Carelake.Server.FhirApi;

/// <summary>A resource type that is served: the table its rows are from, how one is built, and what it can be searched by.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Table">Full name of the table.</param>
/// <param name="Build">Makes the resource of a row; its id, its version and its labels are set afterwards.</param>
internal sealed record FhirKind(string Type, string Table, Func<FhirRow, JsonObject> Build)
{
    /// <summary>Search parameters of kind token or string, with the column that must be equal, or begin so for a string.</summary>
    public ImmutableSortedDictionary<string, FhirParameter> Parameters { get; init; } = ImmutableSortedDictionary<string, FhirParameter>.Empty;

    /// <summary>Rows without a value there are no resource of the type.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Each combination of these is one resource.</summary>
    public ImmutableArray<string> DistinctBy { get; init; } = [];

    /// <summary>The resource is the patient itself.</summary>
    public bool IsPatient { get; init; }

    /// <summary>Name of the parameter that names the patient; empty when there is none.</summary>
    public string PatientParameter { get; init; } = "patient";

    /// <summary>The types that are served, in the order of the capability statement.</summary>
    public static ImmutableArray<FhirKind> All { get; } =
    [
        new("Patient", "silver.patient", row => Flat("patient", row))
        {
            IsPatient = true, PatientParameter = "",
            Parameters = Of(
                ("family", FhirParameter.Text("family_name")), ("given", FhirParameter.Text("given_name")), ("name", FhirParameter.Text("family_name", "given_name")), ("birthdate", FhirParameter.Date("birth_date")),
                ("gender", FhirParameter.Token("gender")), ("identifier", FhirParameter.Token("mrn", "nhs_number", "ssn")), ("address-city", FhirParameter.Text("city")), ("address-postalcode", FhirParameter.Text("postal_code")), ("organization", FhirParameter.Token("facility_id")),
                ("_lastUpdated", FhirParameter.Date("modified_date"))),
        },
        new("Encounter", "silver.encounter", row => Flat("encounter", row))
        {
            Parameters = Of(("date", FhirParameter.Date("encounter_date")), ("class", FhirParameter.Token("encounter_type")), ("_lastUpdated", FhirParameter.Date("modified_date"))),
        },
        new("Condition", "silver.transaction", FhirResources.Condition)
        {
            Condition = "diagnosis_code is not null", DistinctBy = ["encounter_id", "diagnosis_code"],
            Parameters = Of(("code", FhirParameter.Token("diagnosis_code")), ("recorded-date", FhirParameter.Date("service_date")), ("_lastUpdated", FhirParameter.Date("modified_date"))),
        },
        new("Procedure", "silver.transaction", FhirResources.Procedure)
        {
            Condition = "procedure_code is not null",
            Parameters = Of(("code", FhirParameter.Token("procedure_code")), ("date", FhirParameter.Date("service_date")), ("_lastUpdated", FhirParameter.Date("modified_date"))),
        },
        new("Observation", "silver.observation", FhirResources.Observation)
        {
            Parameters = Of(("code", FhirParameter.Token("observation_code")), ("date", FhirParameter.Date("observed_at"))),
        },
        new("Claim", "silver.claim", FhirResources.Claim)
        {
            Parameters = Of(("created", FhirParameter.Date("claim_date")), ("status", FhirParameter.Token("claim_status")), ("_lastUpdated", FhirParameter.Date("modified_date"))),
        },
        new("Coverage", "silver.claim", FhirResources.Coverage)
        {
            Condition = "payer_id is not null", DistinctBy = [GovernedRow.PatientColumn, "payer_id"], Parameters = Of(("payor", FhirParameter.Token("payer_id"))),
        },
    ];

    /// <summary>The kind of a resource type.</summary>
    public static FhirKind? Find(string type) => All.FirstOrDefault(kind => kind.Type == type);

    private static ImmutableSortedDictionary<string, FhirParameter> Of(params (string Name, FhirParameter Parameter)[] parameters) =>
        parameters.ToImmutableSortedDictionary(item => item.Name, item => item.Parameter, StringComparer.Ordinal);

    // By the definition that the command line flattens by, with the ids of resources in place of the sources' numbers.
    private static JsonObject Flat(string table, FhirRow row)
    {
        var definition = FlatTables.Default.First(one => one.Name == table);
        return FhirBuilder.Build(new FlatRow(definition, [.. definition.Columns.Select(column => column.Name switch
        {
            "facility_id" => row["facility_id"] is { } facility ? $"urn:carelake:facility:{facility}" : null,
            "patient_id" => row.Patient,
            "encounter_id" => row.Key,
            "provider_id" or "department_id" => row.Reference(column.Name),
            _ => row[column.Name],
        })]));
    }
}

/// <summary>A search parameter.</summary>
/// <param name="Kind">How values are compared.</param>
/// <param name="Columns">The columns it looks at, any of which may match.</param>
internal sealed record FhirParameter(FhirParameterKind Kind, params ImmutableArray<string> Columns)
{
    /// <summary>A parameter of kind token.</summary>
    public static FhirParameter Token(params ImmutableArray<string> columns) => new(FhirParameterKind.Token, columns);

    /// <summary>A parameter of kind string.</summary>
    public static FhirParameter Text(params ImmutableArray<string> columns) => new(FhirParameterKind.Text, columns);

    /// <summary>A parameter of kind date.</summary>
    public static FhirParameter Date(string column) => new(FhirParameterKind.Date, column);
}

/// <summary>How a search parameter compares (R4, section 3.1.1.4).</summary>
internal enum FhirParameterKind
{
    /// <summary>Equal; a system before a bar is not looked at.</summary>
    Token,

    /// <summary>Begins so, whatever its case.</summary>
    Text,

    /// <summary>A day, with <c>eq ne gt lt ge le</c> before it.</summary>
    Date,
}
