using Carelake.Lake.Operations;
using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Tenants;

/// <summary>One table of a source.</summary>
/// <param name="Name">Its name in carelake.yaml.</param>
/// <param name="LoadType">full, incremental or append.</param>
/// <param name="Watermark">How far it is loaded; null when it has no watermark.</param>
/// <param name="LastLoadedAt">When something of it was last loaded, in UTC; null before.</param>
/// <param name="Rows">Rows that went to bronze in all.</param>
public sealed record SourceTableAnswer(string Name, string LoadType, string? Watermark, DateTimeOffset? LastLoadedAt, long Rows);

/// <summary>A source of the project.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Connector">What reads it.</param>
/// <param name="Facility">Id of its facility; null for reference data.</param>
/// <param name="IsActive">It is loaded.</param>
/// <param name="Schedule">Five cron fields in UTC; null when it is run by hand.</param>
/// <param name="Tables">Its tables.</param>
public sealed record SourceAnswer(string Id, string Connector, string? Facility, bool IsActive, string? Schedule, IReadOnlyList<SourceTableAnswer> Tables);

/// <summary>Switches a source.</summary>
/// <param name="IsActive">On.</param>
public sealed record SourceSwitchRequest(bool IsActive);

/// <summary>The sources of a project, and the switch of each.</summary>
internal sealed class SourceEndpoints : IEndpoints
{
    private const string Area = "sources";

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var sources = routes.MapGroup("/sources").WithTags("Sources");
        sources.MapGet("", ListAsync).View(Area).WithName("listSources").WithSummary("The sources of the project, and how far each is loaded.").Produces<IReadOnlyList<SourceAnswer>>();
        sources.MapPut("/{id}/active", SwitchAsync).Manage(Area).WithName("switchSource").WithSummary("Switches the loads of a source on or off, from the next run on.").Produces<SourceAnswer>().ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(Caller caller, CancellationToken cancellationToken) => TypedResults.Ok<IReadOnlyList<SourceAnswer>>(await AllAsync(caller.Tenant, cancellationToken));

    private static async Task<IResult> SwitchAsync(string id, SourceSwitchRequest request, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Tenant.Project.FindSource(id) is not { IsPushed: false }) return Problem.Result(StatusCodes.Status404NotFound, "SRV-0203", "There is no such source.", "List the sources.");
        await caller.Tenant.Operations.SwitchAsync(id, request.IsActive, caller.Viewer.Id, cancellationToken);
        return TypedResults.Ok((await AllAsync(caller.Tenant, cancellationToken)).First(source => source.Id == id));
    }

    private static async Task<List<SourceAnswer>> AllAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        var switches = await tenant.Operations.SwitchesAsync(cancellationToken);
        var batches = (await tenant.Operations.BatchesAsync(cancellationToken)).Where(batch => batch.Status == BatchStatus.Loaded).ToLookup(batch => (batch.SourceId, batch.Table));
        var answers = new List<SourceAnswer>();
        foreach (var source in tenant.Project.Sources)
        {
            var tables = new List<SourceTableAnswer>();
            foreach (var table in source.Tables.Values)
            {
                var loaded = batches[(source.Id, table.Name)].ToList();
                tables.Add(new(
                    table.Name, table.Load.ToString().ToLowerInvariant(), table.Load == Lake.Landing.LoadType.Incremental ? await tenant.Operations.WatermarkAsync(source.Id, table.Name, cancellationToken) : null,
                    loaded.Count == 0 ? null : loaded.Max(batch => batch.LandedAt), loaded.Sum(batch => batch.RowsLoaded ?? 0)));
            }

            answers.Add(new(source.Id, source.Connector, source.Facility, switches.TryGetValue(source.Id, out var isActive) ? isActive : source.IsActive, source.Schedule, tables));
        }

        return answers;
    }
}
