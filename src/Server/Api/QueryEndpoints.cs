using Carelake.Access.Audit;
using Carelake.Core;
using Carelake.Lake.Catalog;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Api;

/// <summary>SQL under policy, and the way from a figure down to the bytes.</summary>
internal sealed class QueryEndpoints : IEndpoints
{
    private static readonly TimeSpan LongestQuery = TimeSpan.FromMinutes(1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sql", SqlAsync).WithTags("Queries").WithName("Query").WithSummary("Answers one SELECT over what the caller may see.").ByRow().ProducesProblem(422);
        routes.MapGet("/why/{table}", WhyAsync).WithTags("Queries").WithName("Why").ByRow().ProducesProblem(404)
            .WithSummary("From rows, named by COLUMN=VALUE, down to the rows they are made of, and so on to file and line.");
    }

    private static async Task<RowsAnswer> SqlAsync(Caller caller, SqlRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestQuery);
        try
        {
            return RowsAnswer.Of(await caller.Tenant.Governed.QueryAsync(caller.Viewer, request.Sql ?? "", Math.Clamp(request.MaxRows ?? 1000, 1, 50_000), limit.Token));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CarelakeException("SRV-0405", $"The query took longer than {LongestQuery.TotalSeconds:N0} seconds and was stopped.", "", "Ask for fewer rows, or use `carelake sql`.", exception);
        }
    }

    private static async Task<WhyNode> WhyAsync(Caller caller, HttpContext context, string table, int? limit, CancellationToken cancellationToken)
    {
        var (tenant, viewer) = (caller.Tenant, caller.Viewer);
        var keys = context.Request.Query.Where(item => item.Key != "limit").ToDictionary(item => item.Key, item => item.Value.ToString(), StringComparer.Ordinal);
        using var session = tenant.Governed.OpenSession();
        var (showsRaw, policies) = await tenant.Governed.BindAllAsync(session, viewer, cancellationToken);
        var query = new WhyQuery(tenant.Lake, tenant.Services.Engine, tenant.Services.Landing, tenant.Operations);
        var answer = await query.RunAsync(session, tenant.Project, table, keys, Math.Clamp(limit ?? 5, 1, 50), bronze => showsRaw.GetValueOrDefault(bronze), cancellationToken);
        await tenant.Governed.Audit.WriteAsync(
            [
                new AuditEntry
                {
                    At = tenant.Services.Time.GetUtcNow(), User = viewer.Id, Action = "read", Resource = table, Purpose = viewer.Purpose, Decision = "allow", Policies = policies,
                    RowCount = Rows(answer), Subject = $"query|{viewer.Id}", Details = string.Join(' ', keys.Select(key => $"{key.Key}={key.Value}")),
                    IsBreakGlass = viewer.IsEmergencyAt(tenant.Services.Time.GetUtcNow()),
                },
            ], cancellationToken);
        return answer;
    }

    private static long Rows(WhyNode node) => node.Rows.Length + node.Under.Sum(Rows);
}

/// <summary>A query.</summary>
/// <param name="Sql">One SELECT.</param>
/// <param name="MaxRows">Rows to give at most, 1 to 50,000; 1,000 when left out.</param>
internal sealed record SqlRequest(string? Sql, int? MaxRows);
