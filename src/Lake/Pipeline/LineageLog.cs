using System.Text.Json.Nodes;
using Carelake.Lake.Lineage;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// Tells lineage what became of each model that had something to do: a START with the moment it began, then its end. Events go out beside
/// the run and in order; once one cannot be sent, the rest of the run's are left unsent, so that a dead endpoint holds nothing up.
/// </summary>
internal sealed class LineageLog(PipelineServices services, RunContext run)
{
    private readonly Lock _gate = new();
    private readonly string _lake = new Uri(Path.GetFullPath(run.Lake.Root)).AbsoluteUri;
    private readonly int _lostBefore = services.Lineage?.LostCount ?? 0;
    private Task _sent = Task.CompletedTask;

    /// <summary>Tells of one computation. A model that had nothing to do is not worth an event.</summary>
    public void Tell(ModelSpec model, DateTimeOffset startedAt, StepResult result)
    {
        if (services.Lineage is not { } emitter || result.Outcome?.Status == StepStatus.Skipped) return;
        var told = new LineageRun(
            services.Operations.NewId(), run.RunId, run.Project.Name, _lake, model, run.Project.Graph.LineageOf(model.Table));
        LineageMoment end = result.Outcome is { } outcome
            ? new LineageMoment.Complete(outcome.Version, outcome.RowsLoaded)
            : new LineageMoment.Fail(result.Code ?? "");
        var events = new[]
        {
            OpenLineageEvent.Build(told, new LineageMoment.Start(), startedAt), OpenLineageEvent.Build(told, end, services.Time.GetUtcNow()),
        };
        lock (_gate) _sent = SendAsync(_sent, emitter, events);
    }

    /// <summary>Waits for the events on their way.</summary>
    public Task FlushAsync()
    {
        lock (_gate) return _sent;
    }

    private async Task SendAsync(Task before, LineageEmitter emitter, JsonObject[] events)
    {
        await before;
        foreach (var one in events.TakeWhile(_ => emitter.LostCount == _lostBefore))
            await emitter.EmitAsync(one, CancellationToken.None);
    }
}
