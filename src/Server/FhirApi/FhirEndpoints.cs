using System.Globalization;
using System.Text.Json.Nodes;
using Carelake.Access.Audit;
using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.FhirApi;

/// <summary>The lake as a FHIR R4 server that is read and searched; every row under the same policies as everywhere.</summary>
internal static class FhirEndpoints
{
    /// <summary>Where it stands.</summary>
    public const string Root = "/fhir/R4";

    private const string MediaType = "application/fhir+json; charset=utf-8";

    public static void Map(IEndpointRouteBuilder app)
    {
        var fhir = app.MapGroup(Root).WithTags("FHIR").AddEndpointFilter(AsOutcome);
        fhir.MapGet("/metadata", (HttpContext context) => Json(FhirCapabilities.Statement($"{context.Request.Scheme}://{context.Request.Host}{Root}"))).WithName("FhirMetadata").WithSummary("The capability statement.").ForAnyone().AllowAnonymous();
        fhir.MapGet("/AuditEvent", AuditEvents).WithName("FhirAuditEvents").WithSummary("Records of the audit log as AuditEvent resources.").View("audit");
        fhir.MapGet("/{type}", (Caller caller, HttpContext context, string type, CancellationToken cancellationToken) =>
            SearchAsync(caller, context, type, context.Request.Query.SelectMany(item => item.Value.Select(value => KeyValuePair.Create(item.Key, value ?? ""))), cancellationToken)).WithName("FhirSearch").WithSummary("Searches a resource type.").ByRow();
        fhir.MapPost("/{type}/_search", async (Caller caller, HttpContext context, string type, CancellationToken cancellationToken) =>
        {
            var form = await context.Request.ReadFormAsync(cancellationToken);
            return await SearchAsync(caller, context, type, form.SelectMany(item => item.Value.Select(value => KeyValuePair.Create(item.Key, value ?? ""))), cancellationToken);
        }).WithName("FhirSearchByPost").WithSummary("Searches a resource type by a form, which keeps names out of addresses.").ByRow();
        fhir.MapGet("/{type}/{id}", ReadAsync).WithName("FhirRead").WithSummary("Reads one resource.").ByRow().ProducesProblem(404);
    }

    private static async Task<IResult> SearchAsync(Caller caller, HttpContext context, string type, IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        var kind = Kind(type);
        var search = FhirSearch.Of(kind, parameters);
        if (!caller.Tenant.Lake.Table(kind.Table).Exists()) return Json(Bundle(context, [], 0, search.Query));
        var rows = await caller.Tenant.Governed.ReadAsync(caller.Viewer, search.Query, cancellationToken);
        var entries = rows.Rows.Select(row => Entry(Resource(kind, rows, row), "match")).ToList();
        if (search.IncludesPatient) entries.AddRange(await PatientsAsync(caller, rows, cancellationToken));
        return Json(Bundle(context, entries, rows.Total, search.Query));
    }

    private static async Task<IResult> ReadAsync(Caller caller, string type, string id, CancellationToken cancellationToken)
    {
        var kind = Kind(type);
        var search = FhirSearch.Of(kind, [KeyValuePair.Create("_id", id)]);
        var rows = caller.Tenant.Lake.Table(kind.Table).Exists() ? await caller.Tenant.Governed.ReadAsync(caller.Viewer, search.Query, cancellationToken) : null;
        return rows is { Rows: [var row, ..] }
            ? Json(Resource(kind, rows, row))
            : throw new CarelakeException("SRV-0412", "There is no such resource, or none that the caller may see.", $"{type}", "Check the id.");
    }

    private static async Task<IEnumerable<JsonObject>> PatientsAsync(Caller caller, GovernedRows matches, CancellationToken cancellationToken)
    {
        var keys = matches.Rows.Select(row => row.Patient).OfType<string>().Distinct().ToList();
        if (keys.Count == 0) return [];
        var kind = Kind("Patient");
        var patients = await caller.Tenant.Governed.ReadAsync(caller.Viewer, new RowsQuery(kind.Table) { Patients = [.. keys], IsCurrentOnly = true, PageSize = keys.Count }, cancellationToken);
        return patients.Rows.Select(row => Entry(Resource(kind, patients, row), "include"));
    }

    private static ContentHttpResult AuditEvents(Caller caller, HttpContext context, int? _count, int? page, CancellationToken cancellationToken)
    {
        var query = new RowsQuery("") { Page = Math.Max(1, page ?? 1), PageSize = Math.Clamp(_count ?? 50, 1, 500) };
        var found = caller.Tenant.Governed.Audit.Read(trail => AuditSearch.Newest(trail.Log, trail.Keys, new AuditFilter(), (query.Page - 1) * query.PageSize, query.PageSize, cancellationToken));
        return Json(Bundle(context, [.. found.Entries.Select(item => Entry(FhirAuditEvent.Of(item.Index, item.Entry), "match"))], found.Total, query));
    }

    private static FhirKind Kind(string type) => FhirKind.Find(type)
        ?? throw new CarelakeException("SRV-0413", "Resources of this type are not served.", "", $"Served are {string.Join(", ", FhirKind.All.Select(kind => kind.Type))} and AuditEvent.");

    private static JsonObject Resource(FhirKind kind, GovernedRows rows, GovernedRow governed)
    {
        var row = new FhirRow(rows, governed);
        var resource = kind.Build(row);
        resource["id"] = kind.IsPatient ? row.Patient : row.Key;
        var meta = resource["meta"] as JsonObject ?? [];
        meta["versionId"] = string.Create(CultureInfo.InvariantCulture, $"{rows.Version}");
        // FHIR's own label for a resource that does not tell all (R4, section 6.1.0.6).
        if (row.IsRedacted) meta["security"] = new JsonArray(new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", ["code"] = "REDACTED" });
        resource["meta"] = meta;
        return resource;
    }

    private static JsonObject Entry(JsonObject resource, string mode) => new()
    {
        ["fullUrl"] = $"{Root}/{resource["resourceType"]}/{resource["id"]}", ["resource"] = resource, ["search"] = new JsonObject { ["mode"] = mode },
    };

    private static JsonObject Bundle(HttpContext context, List<JsonObject> entries, long total, RowsQuery query)
    {
        var root = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
        foreach (var entry in entries) entry["fullUrl"] = root + entry["fullUrl"];
        var links = new JsonArray(Link("self", query.Page));
        if ((long)query.Page * query.PageSize < total) links.Add(Link("next", query.Page + 1));
        if (query.Page > 1) links.Add(Link("previous", query.Page - 1));
        return new JsonObject { ["resourceType"] = "Bundle", ["type"] = "searchset", ["total"] = total, ["link"] = links, ["entry"] = entries.Count == 0 ? null : new JsonArray([.. entries]) };

        JsonObject Link(string relation, int page)
        {
            var rest = context.Request.Query.Where(item => item.Key != "page").SelectMany(item => item.Value.Select(value => $"{Uri.EscapeDataString(item.Key)}={Uri.EscapeDataString(value ?? "")}"));
            return new() { ["relation"] = relation, ["url"] = $"{root}{context.Request.Path}?{string.Join('&', rest.Append($"page={page}"))}" };
        }
    }

    private static ContentHttpResult Json(JsonObject resource) => TypedResults.Content(resource.ToJsonString(), MediaType);

    // A FHIR client reads outcomes, not problems.
    private static async ValueTask<object?> AsOutcome(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (CarelakeException exception)
        {
            var status = ProblemStatus.Of(exception);
            var outcome = new JsonObject
            {
                ["resourceType"] = "OperationOutcome",
                ["issue"] = new JsonArray(new JsonObject
                {
                    ["severity"] = "error",
                    ["code"] = status switch { 401 => "login", 403 => "forbidden", 404 => "not-found", 422 => "invalid", 503 => "transient", _ => "exception" },
                    ["details"] = new JsonObject { ["text"] = exception.Code },
                    ["diagnostics"] = status == 500 ? "The server could not answer." : $"{exception.Message} {exception.Remedy}",
                }),
            };
            return TypedResults.Content(outcome.ToJsonString(), MediaType, statusCode: status);
        }
    }
}
