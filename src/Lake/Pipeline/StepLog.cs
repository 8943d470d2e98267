using System.Collections.Concurrent;
using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Lake.Operations;

namespace Carelake.Lake.Pipeline;

/// <summary>Runs steps so that each leaves its line in the audit and its events on the screen, and so that one that fails stops no other.</summary>
internal sealed class StepLog(PipelineServices services, Guid runId, IProgress<PipelineEvent>? progress)
{
    private readonly ConcurrentQueue<AuditRecord> _audit = new();
    private readonly ConcurrentQueue<RunFailure> _failures = new();
    private readonly ConcurrentQueue<(string Table, StepOutcome Outcome)> _outcomes = new();

    /// <summary>The lines so far.</summary>
    public ImmutableArray<AuditRecord> Audit => [.. _audit];

    /// <summary>The failures so far.</summary>
    public ImmutableArray<RunFailure> Failures => [.. _failures];

    /// <summary>What steps did, by table.</summary>
    public IReadOnlyCollection<(string Table, StepOutcome Outcome)> Outcomes => _outcomes;

    /// <summary>Does something that leaves no line of its own unless it fails.</summary>
    public async Task GuardAsync(PipelineStage stage, string table, Func<Task> action, CancellationToken ct)
    {
        var startedAt = services.Time.GetUtcNow();
        var started = services.Time.GetTimestamp();
        try
        {
            await action();
        }
        catch (Exception exception) when (RunFailures.IsFailure(exception, ct))
        {
            var elapsed = services.Time.GetElapsedTime(started);
            var failure = Fail(stage, table, exception, elapsed);
            await WriteAsync(
                Line(services.Operations.NewId(), stage, table, null, null, startedAt, elapsed, new StepOutcome(StepStatus.Failed))
                    with { Code = failure.Code, Error = failure.Message },
                StepOutcome.Skipped, CancellationToken.None);
        }
    }

    /// <summary>Tells the person who watches.</summary>
    public void Report(PipelineStage stage, string table, StepStatus state, long rows, string? message = null, TimeSpan elapsed = default) =>
        progress?.Report(new PipelineEvent(stage, table, state, rows, elapsed, message));

    /// <summary>Runs one step.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="table">What.</param>
    /// <param name="sourceId">The source, if it is about one.</param>
    /// <param name="batchId">The batch, if it is about one.</param>
    /// <param name="step">Does it; is given the id of the audit line.</param>
    /// <param name="ct">Cancellation flows out and is no failure.</param>
    public async Task<StepResult> StepAsync(
        PipelineStage stage, string table, string? sourceId, Guid? batchId, Func<Guid, Task<StepOutcome>> step, CancellationToken ct)
    {
        var id = services.Operations.NewId();
        var startedAt = services.Time.GetUtcNow();
        var started = services.Time.GetTimestamp();
        Report(stage, table, StepStatus.Running, 0);
        try
        {
            var outcome = await step(id);
            var elapsed = services.Time.GetElapsedTime(started);
            Report(stage, table, outcome.Status, outcome.RowsRead, outcome.Message, elapsed);
            if (outcome.Status == StepStatus.Skipped) return new StepResult(outcome, null);
            _outcomes.Enqueue((table, outcome));
            await WriteAsync(Line(id, stage, table, sourceId, batchId, startedAt, elapsed, outcome), outcome, ct);
            return new StepResult(outcome, null);
        }
        catch (Exception exception) when (RunFailures.IsFailure(exception, ct))
        {
            var failure = Fail(stage, table, exception, services.Time.GetElapsedTime(started));
            var line = Line(id, stage, table, sourceId, batchId, startedAt, services.Time.GetElapsedTime(started), new StepOutcome(StepStatus.Failed))
                with { Code = failure.Code, Error = failure.Message };
            await WriteAsync(line, StepOutcome.Skipped, CancellationToken.None);
            return new StepResult(null, failure.Code);
        }
    }

    /// <summary>Notes a failure.</summary>
    public RunFailure Fail(PipelineStage stage, string table, Exception exception, TimeSpan elapsed)
    {
        var failure = RunFailures.From(stage, table, exception);
        _failures.Enqueue(failure);
        Report(stage, table, StepStatus.Failed, 0, $"{failure.Code} {failure.Message}", elapsed);
        return failure;
    }

    private AuditRecord Line(
        Guid id, PipelineStage stage, string table, string? sourceId, Guid? batchId, DateTimeOffset startedAt, TimeSpan elapsed, StepOutcome outcome) =>
        new(id, runId, stage.ToString().ToLowerInvariant(), table, startedAt, (long)elapsed.TotalMilliseconds, outcome.Status)
        {
            SourceId = sourceId,
            BatchId = batchId,
            RowsRead = outcome.RowsRead,
            RowsLoaded = outcome.RowsLoaded,
            RowsUpdated = outcome.RowsUpdated,
            RowsQuarantined = outcome.RowsQuarantined,
            RowsDuplicate = outcome.RowsDuplicate,
            RowsDismissed = outcome.RowsDismissed,
            WatermarkFrom = outcome.WatermarkFrom,
            WatermarkTo = outcome.WatermarkTo,
            VersionWritten = outcome.Version,
        };

    private async Task WriteAsync(AuditRecord line, StepOutcome outcome, CancellationToken ct)
    {
        if (!line.Reconciles)
        {
            var exception = new CarelakeException(
                "LAKE-0604", $"{line.Table} does not reconcile: {line.RowsRead} rows in, {line.RowsLoaded} loaded, {line.RowsQuarantined} in quarantine, {line.RowsDuplicate} duplicates.",
                line.Table, "This is a fault of the program; the audit has the counts. Report it.");
            _failures.Enqueue(RunFailures.From(Enum.Parse<PipelineStage>(line.Layer, ignoreCase: true), line.Table, exception));
            line = line with { Status = StepStatus.Failed, Code = exception.Code, Error = exception.Message };
        }

        _audit.Enqueue(line);
        var rules = outcome.Rules.GroupBy(rule => (rule.Name, rule.SourceId)).Select(group => new RuleResultRecord(
            line.AuditId, runId, line.Table, group.Key.SourceId, group.Key.Name, group.First().Rule.Severity.ToString().ToLowerInvariant(),
            group.Sum(rule => rule.Checked), group.Sum(rule => rule.Failed), group.Last().Measure, services.Time.GetUtcNow())).ToList();
        await services.Operations.AddAuditAsync(line, rules, ct);
    }
}
