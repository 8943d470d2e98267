using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Api;

/// <summary>Patients: search, and one person's record as far as the caller may see it.</summary>
internal sealed class PatientEndpoints : IEndpoints
{
    private const string Patients = "silver.patient";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var patients = routes.MapGroup("/patients").WithTags("Patients");
        patients.MapPost("/search", SearchAsync).WithName("SearchPatients").WithSummary("Patients whose name, number or birth date has a text, among those the caller may see.").ByRow();
        patients.MapGet("/{key}", ReadAsync).WithName("ReadPatient").WithSummary("One patient's record, by patient_key: encounters, charges, claims and notes.").ByRow().ProducesProblem(404);
    }

    private static async Task<RowsAnswer> SearchAsync(Caller caller, PatientSearch search, CancellationToken cancellationToken) =>
        RowsAnswer.Of(await caller.Tenant.Governed.ReadAsync(caller.Viewer, new RowsQuery(Patients)
        {
            Where = search.Facility is { Length: > 0 } facility ? [new("facility_id", facility)] : [],
            Search = search.Query?.Trim() ?? "",
            SearchColumns = ["given_name", "family_name", "mrn", "patient_id", "nhs_number", "birth_date"],
            Sort = "family_name", IsCurrentOnly = true, Page = Math.Max(1, search.Page ?? 1), PageSize = Math.Clamp(search.PageSize ?? 25, 1, 200),
        }, cancellationToken));

    private static async Task<PatientRecord> ReadAsync(Caller caller, string key, CancellationToken cancellationToken)
    {
        var found = await Of(caller, Patients, key, null, cancellationToken);
        // That there is such a patient is as private as the record.
        if (found.Rows.Count == 0) throw new CarelakeException("SRV-0406", "There is no such patient, or none that you may see.", "", "Check facility and number; in an emergency, ask for emergency access.");
        return new(
            found.Rows[0], found.Columns,
            await Of(caller, "silver.encounter", key, "encounter_date", cancellationToken),
            await OrNone(caller, "silver.transaction", key, "service_date", cancellationToken),
            await OrNone(caller, "silver.claim", key, "service_date", cancellationToken),
            await OrNone(caller, "silver.note", key, "written_at", cancellationToken));
    }

    // Money, and what was written, is not for everyone who may see the record: the part says so instead of failing the whole.
    private static async Task<RowsAnswer?> OrNone(Caller caller, string table, string key, string sort, CancellationToken cancellationToken)
    {
        try
        {
            return await Of(caller, table, key, sort, cancellationToken);
        }
        catch (CarelakeException exception) when (exception.Code == GovernedLake.ForbiddenCode)
        {
            return null;
        }
    }

    private static async Task<RowsAnswer> Of(Caller caller, string table, string key, string? sort, CancellationToken cancellationToken)
    {
        if (!caller.Tenant.Lake.Table(table).Exists()) return new(table, [], [], 1, 0, 0, null, null, Truncated: false);
        return RowsAnswer.Of(await caller.Tenant.Governed.ReadAsync(caller.Viewer, new RowsQuery(table)
        {
            Patients = [key], Sort = sort, IsDescending = true, IsCurrentOnly = true, PageSize = 200,
        }, cancellationToken));
    }
}

/// <summary>A search for patients; in a body, since what is searched for names a person.</summary>
/// <param name="Query">Part of a name, number or birth date; all patients when left out.</param>
/// <param name="Facility">Only this facility's patients.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="PageSize">Rows of a page, 1 to 200.</param>
internal sealed record PatientSearch(string? Query, string? Facility, int? Page, int? PageSize)
{
    /// <summary>Does not tell what is searched for.</summary>
    public override string ToString() => $"page {Page}";
}

/// <summary>A patient's record.</summary>
/// <param name="Patient">The patient, by column.</param>
/// <param name="Columns">What the columns of the patient are, and what the caller sees of them.</param>
/// <param name="Encounters">Encounters, newest first.</param>
/// <param name="Transactions">Charges and payments; null where no policy shows any.</param>
/// <param name="Claims">Claims; null where no policy shows any.</param>
/// <param name="Notes">Clinical notes, newest first; null where no policy shows any.</param>
internal sealed record PatientRecord(
    IReadOnlyDictionary<string, object?> Patient, IReadOnlyList<ColumnAnswer> Columns, RowsAnswer Encounters, RowsAnswer? Transactions, RowsAnswer? Claims, RowsAnswer? Notes)
{
    /// <summary>Tells no value.</summary>
    public override string ToString() => "A patient's record";
}
