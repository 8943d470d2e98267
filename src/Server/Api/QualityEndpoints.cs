using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.Lake.Pipeline;
using Carelake.Lake.Quality;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Api;

/// <summary>Data quality: scores, rules, and what waits in quarantine.</summary>
internal sealed class QualityEndpoints : IEndpoints
{
    private const string Scores = "audit.data_quality_score";
    private const int MostWaiting = 100_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var quality = routes.MapGroup("/quality").WithTags("Data quality");
        quality.MapGet("/scores", ScoresAsync).WithName("QualityScores").WithSummary("Scores by table, source and day, newest first.").View("quality");
        quality.MapGet("/rules", RulesAsync).WithName("QualityRules").WithSummary("Every rule of every silver table, with how often it was broken at the last look.").View("quality");
        var quarantine = routes.MapGroup("/quarantine").WithTags("Data quality");
        quarantine.MapGet("", Waiting).WithName("ListQuarantine").WithSummary("What waits in quarantine, counted by table, source and rule.").View("quarantine");
        quarantine.MapGet("/{table}", RowsAsync).WithName("ReadQuarantine").WithSummary("Rows that wait, as the caller may see them.").ByRow().ProducesProblem(404);
        quarantine.MapPost("/{table}/replay", ReplayAsync).WithName("ReplayQuarantine").WithSummary("Tries waiting rows again with the mapping and rules as they are now, or one with a mended payload.").Manage("quarantine").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IReadOnlyList<ScoreAnswer>> ScoresAsync(Caller caller, string? table, CancellationToken cancellationToken)
    {
        if (!caller.Tenant.Lake.Table(Scores).Exists()) return [];
        var rows = await caller.Tenant.Governed.ReadAsync(caller.Viewer, new RowsQuery(Scores)
        {
            Where = table is { Length: > 0 } ? [new("table_name", table)] : [], Sort = "scored_date", IsDescending = true, PageSize = 1000,
        }, cancellationToken);
        var at = rows.Columns.Index().ToDictionary(item => item.Item.Name, item => item.Index, StringComparer.Ordinal);
        return
        [
            .. rows.Rows.Select(row => new ScoreAnswer(
                (string)row.Values[at["table_name"]]!, (string)row.Values[at["source_id"]]!, (string)RowsAnswer.Json(row.Values[at["scored_date"]])!, (long)row.Values[at["row_count"]]!,
                (double?)row.Values[at["completeness_rate"]], (double?)row.Values[at["validity_rate"]], (double?)row.Values[at["uniqueness_rate"]],
                (double?)row.Values[at["consistency_rate"]], (double?)row.Values[at["timeliness_rate"]], (double?)row.Values[at["overall_rate"]])),
        ];
    }

    private static async Task<IReadOnlyList<RuleStanding>> RulesAsync(Caller caller, CancellationToken cancellationToken)
    {
        const int enough = 500;
        var answer = new List<RuleStanding>();
        foreach (var model in caller.Tenant.Project.Models.Values.Where(model => model.Rules.Count > 0).OrderBy(model => model.Table, StringComparer.Ordinal))
        {
            var history = await caller.Tenant.Operations.RuleHistoryAsync(model.Table, enough, cancellationToken);
            foreach (var rule in model.Rules)
            {
                var results = history.Where(result => result.Rule == rule.Name).GroupBy(result => result.SourceId).Select(source => source.First()).ToList();
                answer.Add(new(
                    model.Table, rule.Name, rule.Severity.ToString().ToLowerInvariant(), rule.Message ?? "",
                    results.Sum(result => result.RowsChecked), results.Sum(result => result.RowsFailed), results.Count == 0 ? null : results.Max(result => result.CheckedAt)));
            }
        }
        return answer;
    }

    private static IReadOnlyList<WaitingAnswer> Waiting(Caller caller, CancellationToken cancellationToken) =>
    [
        .. new Quarantine(caller.Tenant.Services).List(null, waitingOnly: true, MostWaiting, cancellationToken)
            .GroupBy(row => (row.Table, row.SourceId, row.Rule, row.Reason))
            .Select(group => new WaitingAnswer(group.Key.Table, group.Key.SourceId, group.Key.Rule, group.Key.Reason, group.Count(), group.Min(row => row.QuarantinedAt)))
            .OrderBy(group => group.Table, StringComparer.Ordinal).ThenByDescending(group => group.Rows),
    ];

    private static async Task<RowsAnswer> RowsAsync(Caller caller, string table, int? page, int? pageSize, CancellationToken cancellationToken) =>
        RowsAnswer.Of(await caller.Tenant.Governed.ReadAsync(caller.Viewer, new RowsQuery(NameOf(table))
        {
            Where = [new("status", "waiting")], Sort = "quarantined_at", Page = Math.Max(1, page ?? 1), PageSize = Math.Clamp(pageSize ?? 50, 1, 500),
        }, cancellationToken));

    private static async Task<ReplayResult> ReplayAsync(Caller caller, string table, ReplayRequest? request, CancellationToken cancellationToken)
    {
        var result = await new Quarantine(caller.Tenant.Services).ReplayAsync(caller.Tenant.Project, NameOf(table), request?.Ids ?? [], request?.Payload, cancellationToken);
        return result;
    }

    private static string NameOf(string table) => table.StartsWith("quarantine.", StringComparison.Ordinal) ? table : QuarantineTable.NameOf(table.Contains('.', StringComparison.Ordinal)
        ? table
        : throw new CarelakeException("SRV-0407", "A table is named with its layer.", table, "Such as silver.patient."));
}

/// <summary>Scores of one table, source and day, from 0 to 1; null where no rule measures.</summary>
internal sealed record ScoreAnswer(
    string Table, string Source, string Day, long Rows, double? Completeness, double? Validity, double? Uniqueness, double? Consistency, double? Timeliness, double? Overall);

/// <summary>A rule, and how often it was broken at the last look at each source.</summary>
internal sealed record RuleStanding(string Table, string Rule, string Severity, string Message, long Checked, long Failed, DateTimeOffset? LastRun);

/// <summary>Rows that wait for one reason.</summary>
internal sealed record WaitingAnswer(string Table, string Source, string Rule, string Reason, int Rows, DateTime Oldest);

/// <summary>What is tried again.</summary>
/// <param name="Ids">Which rows; all that wait when left out.</param>
/// <param name="Payload">JSON of the source's columns in place of what came, for one row.</param>
internal sealed record ReplayRequest(string[]? Ids, string? Payload)
{
    /// <summary>Does not tell the payload.</summary>
    public override string ToString() => $"{Ids?.Length ?? 0} rows";
}
