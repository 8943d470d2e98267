using System.Text.Json;
using Carelake.Core;
using Carelake.Lake.Bronze;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// One run of a project: sources side by side into landing and bronze, then silver, then gold, each table as soon as those it needs are
/// done. What one source or table cannot do is reported and stops no other. A run killed anywhere is gone on with by the next.
/// </summary>
public sealed class PipelineRunner(PipelineServices services)
{
    /// <summary>Runs the project.</summary>
    /// <param name="project">The project, loaded and checked.</param>
    /// <param name="options">What to do.</param>
    /// <param name="progress">Told what happens; null when nobody watches.</param>
    /// <param name="ct">Stops cleanly: what is committed stays, the rest is done by the next run.</param>
    /// <exception cref="CarelakeException">LAKE-0601: another run holds the lake; LAKE-0602 or LAKE-0610 the run cannot begin.</exception>
    public async Task<RunResult> RunAsync(Project project, RunOptions options, IProgress<PipelineEvent>? progress, CancellationToken ct)
    {
        foreach (var name in options.Only.Where(name => project.FindSource(name) is null))
        {
            throw new CarelakeException(
                "LAKE-0610", $"There is no source '{name}'.", "--only", $"Name one of: {string.Join(", ", project.Sources.Select(source => source.Id))}.");
        }

        using var held = RunLock.Take(services.Lake.LockFile);
        ClearScratch();
        using var engine = new LakeEngine(services.Lake, services.Engine);
        var started = services.Time.GetTimestamp();
        var runId = await services.Operations.BeginRunAsync(project.Name, JsonSerializer.Serialize(options), ct);
        var log = new StepLog(services, runId, progress);
        var run = new RunContext(
            runId, project, options, services.Lake, services.Engine, engine, services.Time, services.Time.GetUtcNow(), services.Reached);
        try
        {
            var erased = new Subjects.ErasedPeople(services.Operations, services.Landing);
            if (await erased.AnyAsync(ct)) run = run with { Erased = erased };
            await LoadSourcesAsync(run, log, ct);
            run = run with { Batches = await services.Operations.BatchesAsync(ct), History = await HistoryAsync(project, ct) };
            await log.GuardAsync(PipelineStage.Silver, RunnerTables.Parameters, () => Task.Run(() => RunnerTables.Write(run, ct), ct), ct);
            await RunModelsAsync(run, log, ct);
            await Task.Run(() => TableUpkeep.RemoveOldFiles(run, log, ct), ct);
            await log.GuardAsync(PipelineStage.Silver, ScoreTable.Name, () => Task.Run(() => ScoreTable.Write(run, log.Outcomes, ct), ct), ct);
        }
        catch (Exception exception) when (exception is not SimulatedKill)
        {
            var isStopped = exception is OperationCanceledException && ct.IsCancellationRequested;
            await services.Operations.EndRunAsync(
                runId, isStopped ? StepStatus.Interrupted : StepStatus.Failed, isStopped ? null : exception.GetType().Name, CancellationToken.None);
            throw;
        }

        var result = new RunResult(runId, StatusOf(log), services.Time.GetElapsedTime(started), log.Audit, log.Failures);
        await services.Operations.EndRunAsync(
            runId, result.Status, log.Failures.IsEmpty ? null : $"{log.Failures[0].Code}: {log.Failures[0].Message}", CancellationToken.None);
        return result;
    }

    private static StepStatus StatusOf(StepLog log) =>
        !log.Failures.IsEmpty ? StepStatus.Failed : log.Audit.IsEmpty ? StepStatus.Skipped : StepStatus.Succeeded;

    // What a killed run left: plain copies of landed files among it, so it goes first.
    private void ClearScratch()
    {
        if (Directory.Exists(services.Lake.Scratch)) Directory.Delete(services.Lake.Scratch, recursive: true);
        Directory.CreateDirectory(services.Lake.Scratch);
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<RuleResultRecord>>> HistoryAsync(Project project, CancellationToken ct)
    {
        const int longest = 2000;
        var history = new Dictionary<string, IReadOnlyList<RuleResultRecord>>(StringComparer.Ordinal);
        foreach (var model in project.Models.Values.Where(model => model.Rules.Any(rule => RuleShape.IsAboutTable(rule.Type))))
            history[model.Table] = await services.Operations.RuleHistoryAsync(model.Table, longest, ct);
        return history;
    }

    private async Task LoadSourcesAsync(RunContext run, StepLog log, CancellationToken ct)
    {
        var loader = new BronzeLoader(services.Lake, run.Shared, services.Time, services.Reached);
        using var slots = new SemaphoreSlim(services.Engine.Parallelism);
        // What a person switched on the dashboard counts before the file.
        var switches = await services.Operations.SwitchesAsync(ct);
        await Task.WhenAll(run.Project.Sources.Where(source => !source.IsPushed && switches.GetValueOrDefault(source.Id, source.IsActive)).Select(async source =>
        {
            var isWanted = !run.Options.WithoutSources && (run.Options.Only.Count == 0 || run.Options.Only.Contains(source.Id));
            var loads = source.Tables.Values.Where(table => table.IsActive)
                .Select(table => (Name: Project.BronzeTableOf(source, table), Load: new SourceLoad(services, run, log, loader, source, table))).ToList();
            await LoadSourceAsync(run, log, source, loads, isWanted, slots, ct);
        }));
    }

    private async Task LoadSourceAsync(
        RunContext run, StepLog log, SourceConfig source, IReadOnlyList<(string Name, SourceLoad Load)> loads, bool isWanted, SemaphoreSlim slots, CancellationToken ct)
    {
        await using var snapshot = isWanted ? await SnapshotAsync(run, log, source, ct) : null;
        using var own = new SemaphoreSlim(Math.Max(1, source.Parallelism));
        await Task.WhenAll(loads.Select(async load =>
        {
            await own.WaitAsync(ct);
            await slots.WaitAsync(ct);
            try
            {
                await log.GuardAsync(PipelineStage.Landing, load.Name, () => load.Load.FinishAsync(ct), ct);
                if (isWanted) await log.GuardAsync(PipelineStage.Landing, load.Name, () => load.Load.PullAsync(snapshot, ct), ct);
            }
            finally
            {
                slots.Release();
                own.Release();
            }
        }));
    }

    // A source that can show one moment of all its tables does so; one that cannot be reached will say so in the pull of each table.
    private async Task<SourceSnapshot?> SnapshotAsync(RunContext run, StepLog log, SourceConfig source, CancellationToken ct)
    {
        try
        {
            if (source.Tables.Count < 2 || services.Connectors(source.Connector, source.Id) is not ISnapshotConnector connector) return null;
            var pull = new TablePull
            {
                SourceId = source.Id,
                Table = source.Tables.Keys.First(),
                Settings = await PullSettings.ResolveAsync(source, services.Secrets, ct),
                ScratchFolder = run.Lake.Scratch,
                ProjectFolder = run.Project.Folder,
                Clock = services.Time,
                Timeout = source.Timeout,
            };
            return await connector.OpenSnapshotAsync(pull, ct);
        }
        catch (Exception exception) when (RunFailures.IsFailure(exception, ct))
        {
            log.Report(PipelineStage.Landing, source.Id, StepStatus.Running, 0, RunFailures.From(PipelineStage.Landing, source.Id, exception).Message);
            return null;
        }
    }

    private async Task RunModelsAsync(RunContext run, StepLog log, CancellationToken ct)
    {
        var lineage = new LineageLog(services, run);
        using var slots = new SemaphoreSlim(services.Engine.Parallelism);
        var tasks = new Dictionary<string, Task>(StringComparer.Ordinal);
        foreach (var model in ModelSchedule.Order(run.Project))
        {
            var needed = model.Needs.Select(table => tasks.GetValueOrDefault(table, Task.CompletedTask)).ToList();
            tasks[model.Model.Table] = RunModelAsync(run, log, lineage, model.Model, needed, slots, ct);
        }

        await Task.WhenAll(tasks.Values);
        await lineage.FlushAsync();
    }

    private static async Task RunModelAsync(
        RunContext run, StepLog log, LineageLog lineage, ModelSpec model, IReadOnlyList<Task> needed, SemaphoreSlim slots, CancellationToken ct)
    {
        await Task.WhenAll(needed);
        await slots.WaitAsync(ct);
        try
        {
            var startedAt = run.Time.GetUtcNow();
            var result = await log.StepAsync(
                model.IsSilver ? PipelineStage.Silver : PipelineStage.Gold, model.Table, null, null,
                _ => Task.Run(() => model.IsSilver ? new SilverStep(run, model).Run(ct) : new GoldStep(run, model).Run(ct), ct), ct);
            lineage.Tell(model, startedAt, result);
        }
        finally
        {
            slots.Release();
        }
    }
}
