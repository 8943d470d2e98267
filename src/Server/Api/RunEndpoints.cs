using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Carelake.Core;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Api;

/// <summary>Runs of the pipeline: what they did, the one that goes on, and starting one.</summary>
internal sealed class RunEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/runs").WithTags("Pipelines");
        runs.MapGet("", ListAsync).WithName("ListRuns").WithSummary("Runs, newest first, with what each did in all.").View("pipelines");
        runs.MapGet("/{id:guid}", ReadAsync).WithName("ReadRun").WithSummary("One run, step by step.").View("pipelines").ProducesProblem(404);
        runs.MapPost("", Start).WithName("StartRun").WithSummary("Starts a run; its progress is at /runs/stream.").Manage("pipelines").ProducesProblem(409);
        runs.MapGet("/stream", Stream).WithName("WatchRun").WithSummary("Server-sent events of the run that goes on: step, end.").View("pipelines");
    }

    private static async Task<RunPage> ListAsync(Caller caller, int? page, int? pageSize, CancellationToken cancellationToken)
    {
        var (number, size) = (Math.Max(1, page ?? 1), Math.Clamp(pageSize ?? 20, 1, 100));
        var all = await caller.Tenant.Operations.RunsAsync(number * size + 1, cancellationToken);
        var answers = new List<RunAnswer>();
        foreach (var run in all.Skip((number - 1) * size).Take(size))
            answers.Add(RunAnswer.Of(run, await caller.Tenant.Operations.AuditOfRunAsync(run.RunId, cancellationToken)));
        return new(answers, number, size, all.Count > number * size);
    }

    private static async Task<RunDetail> ReadAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        var run = (await caller.Tenant.Operations.RunsAsync(int.MaxValue, cancellationToken)).FirstOrDefault(run => run.RunId == id)
            ?? throw new CarelakeException("SRV-0408", "There is no such run.", $"{id}", "GET /api/v1/runs lists them.");
        var steps = await caller.Tenant.Operations.AuditOfRunAsync(id, cancellationToken);
        return new(RunAnswer.Of(run, steps), [.. steps.Select(StepAnswer.Of)]);
    }

    private static Accepted Start(Caller caller, RunControl control, RunRequest? request)
    {
        control.Start(caller.Tenant, new RunOptions { Only = request?.Only ?? [], Full = request?.Full ?? false });
        return TypedResults.Accepted("/api/v1/runs/stream");
    }

    private static ServerSentEventsResult<RunEvent> Stream(Caller caller, RunControl control, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(Events(control, caller, cancellationToken));

    private static async IAsyncEnumerable<SseItem<RunEvent>> Events(RunControl control, Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var one in control.WatchAsync(caller.Tenant, cancellationToken)) yield return new(one, one.IsEnd ? "end" : "step");
    }
}

/// <summary>What to run.</summary>
/// <param name="Only">Pull only these sources; all when left out.</param>
/// <param name="Full">Pull everything again.</param>
internal sealed record RunRequest(string[]? Only, bool? Full);

/// <summary>A page of runs.</summary>
internal sealed record RunPage(IReadOnlyList<RunAnswer> Runs, int Page, int PageSize, bool HasMore);

/// <summary>A run, and what it did in all.</summary>
internal sealed record RunAnswer(
    Guid Id, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string State, long RowsRead, long RowsLoaded, long Quarantined, long Duplicates, int Failures, string? Error)
{
    public static RunAnswer Of(RunRecord run, IReadOnlyList<AuditRecord> steps)
    {
        var bronze = steps.Where(step => step.Layer == "bronze").ToList();
        return new(
            run.RunId, run.StartedAt, run.FinishedAt, StateOf(run.Status), bronze.Sum(step => step.RowsRead), bronze.Sum(step => step.RowsLoaded),
            steps.Sum(step => step.RowsQuarantined), steps.Sum(step => step.RowsDuplicate), steps.Count(step => step.Status == StepStatus.Failed), run.Error);
    }

    internal static string StateOf(StepStatus status) => status switch
    {
        StepStatus.Running => "running",
        StepStatus.Succeeded => "done",
        StepStatus.Skipped => "unchanged",
        StepStatus.Failed => "failed",
        _ => "stopped",
    };
}

/// <summary>A run with its steps.</summary>
internal sealed record RunDetail(RunAnswer Run, IReadOnlyList<StepAnswer> Steps);

/// <summary>What one step did to one table.</summary>
internal sealed record StepAnswer(
    string Table, string Layer, string State, DateTimeOffset StartedAt, double Seconds, long Read, long Loaded, long Updated, long Quarantined, long Duplicates, long? Version, string? Code, string? Error)
{
    public static StepAnswer Of(AuditRecord step) => new(
        step.Table, step.Layer, RunAnswer.StateOf(step.Status), step.StartedAt, step.DurationMs / 1000.0, step.RowsRead, step.RowsLoaded, step.RowsUpdated,
        step.RowsQuarantined, step.RowsDuplicate, step.VersionWritten, step.Code, step.Error);
}

/// <summary>Something a person who watches a run would like to see; no patient data.</summary>
internal sealed record RunEvent(string Stage, string Table, string State, long Rows, double Seconds, string? Message, bool IsEnd);
