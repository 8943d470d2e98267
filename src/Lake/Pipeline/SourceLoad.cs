using Carelake.Core;
using Carelake.Lake.Bronze;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// One table of one source: batches that an earlier run left on the way are finished, then what is new is pulled, landed, recorded and
/// appended to bronze. While one batch goes into bronze, the next is pulled.
/// </summary>
internal sealed class SourceLoad(PipelineServices services, RunContext run, StepLog log, BronzeLoader loader, SourceConfig source, TableConfig table)
{
    private readonly string _name = Project.BronzeTableOf(source, table);
    private readonly MappingSpec? _mapping = run.Project.Mappings.FirstOrDefault(
        mapping => mapping.SourceId == source.Id && mapping.SourceTable == table.Name);

    /// <summary>Finishes batches that were landed and are not in bronze.</summary>
    /// <param name="ct">Stops between batches, and interrupts the engine.</param>
    public async Task FinishAsync(CancellationToken ct)
    {
        foreach (var batch in await services.Operations.PendingBatchesAsync(source.Id, table.Name, ct))
            await AppendAsync(batch, null, null, ct);
    }

    /// <summary>Pulls what is new.</summary>
    /// <param name="snapshot">The moment of the source to read at; null for the pull's own.</param>
    /// <param name="ct">Stops the pull and interrupts the engine; what is landed is finished by the next run.</param>
    public async Task PullAsync(SourceSnapshot? snapshot, CancellationToken ct)
    {
        var appending = Task.CompletedTask;
        var isFirstTry = true;
        try
        {
            var retries = Retries.For(source, services.Time, (attempt, exception) => log.Report(
                PipelineStage.Landing, _name, StepStatus.Running, 0, $"attempt {attempt} failed ({RunFailures.From(PipelineStage.Landing, _name, exception).Code}); trying again"));
            await retries.ExecuteAsync(async attempt =>
            {
                var restart = run.Options.Full && isFirstTry;
                isFirstTry = false;
                var pull = await PullOfAsync(snapshot, restart, attempt);
                await foreach (var extract in services.Connectors(source.Connector, source.Id).ReadAsync(pull, attempt))
                {
                    var original = OriginalFile.Of(extract);
                    var (batch, wasPresent) = await LandAsync(extract, pull.State, attempt);
                    await appending;
                    // What was present was not read again to be landed, so nothing says that the original still has those bytes.
                    appending = batch is null ? Task.CompletedTask : AppendAsync(batch, extract, wasPresent ? null : original, ct);
                    if (batch is null) extract.Complete();
                }
            }, ct);
        }
        finally
        {
            await appending;
        }
    }

    private async Task<TablePull> PullOfAsync(SourceSnapshot? snapshot, bool restart, CancellationToken ct)
    {
        var settings = await PullSettings.ResolveAsync(source, services.Secrets, ct);
        return new TablePull
        {
            SourceId = source.Id,
            Table = table.Name,
            Settings = settings,
            TableSettings = await PullSettings.ResolveAsync(table, services.Secrets, ct),
            Load = table.Load,
            Watermark = table.Watermark,
            Keys = [.. table.Keys],
            State = restart ? null : await services.Operations.WatermarkAsync(source.Id, table.Name, ct),
            ScratchFolder = run.Lake.Scratch,
            ProjectFolder = run.Project.Folder,
            Rows = new RowProgress(rows => log.Report(PipelineStage.Landing, _name, StepStatus.Running, rows)),
            Clock = services.Time,
            Timeout = source.Timeout,
            Snapshot = snapshot,
        };
    }

    // Bytes that this table has taken in before are not taken again; only what the connector learned is kept. A full load is
    // different: the same bytes today say that nothing changed since, which is worth no batch either.
    private async Task<(BatchRecord? Batch, bool WasPresent)> LandAsync(Extract extract, string? watermark, CancellationToken ct)
    {
        var started = services.Time.GetTimestamp();
        var landed = await services.Landing.LandAsync(extract, ct);
        services.Reached("landed");
        if (!run.Options.Full && landed.WasPresent && await IsLatestAsync(landed.Sha256, extract.IsFullSnapshot, ct))
        {
            await services.Operations.SetWatermarkAsync(source.Id, table.Name, extract.NextState, ct);
            return (null, true);
        }

        var number = Math.Max(await services.Operations.LastBatchNumberAsync(source.Id, table.Name, ct), loader.LastNumber(source, table)) + 1;
        var batch = new BatchRecord(
            services.Operations.NewId(), run.RunId, source.Id, table.Name, number, BatchStatus.Landed, landed.Sha256,
            landed.Format.ToJson(), landed.LandedAt, extract.IsFullSnapshot, watermark, extract.NextState);
        await services.Operations.AddBatchAsync(batch, ct);
        services.Reached("batch-recorded");
        log.Report(PipelineStage.Landing, _name, StepStatus.Succeeded, extract.RowCount ?? 0, landed.OriginalName, services.Time.GetElapsedTime(started));
        return (batch, landed.WasPresent);
    }

    private async Task<bool> IsLatestAsync(string sha256, bool isSnapshot, CancellationToken ct) => isSnapshot
        ? await services.Operations.LastSha256Async(source.Id, table.Name, ct) == sha256
        : table.Load == LoadType.Append && await services.Operations.HasBatchAsync(source.Id, table.Name, sha256, ct);

    private Task<StepResult> AppendAsync(BatchRecord batch, Extract? extract, OriginalFile? original, CancellationToken ct) => log.StepAsync(
        PipelineStage.Bronze, _name, source.Id, batch.BatchId, async _ =>
        {
            try
            {
                return await AppendCoreAsync(batch, extract, original, ct);
            }
            catch (Exception exception) when (RunFailures.IsFailure(exception, ct))
            {
                // Nothing of it is in bronze. If it can never be, it is not tried again; else it takes a new number, so that later batches
                // may pass it.
                if (loader.LastNumber(source, table) < batch.Number)
                {
                    await (exception is CarelakeException { Code: "LAKE-0306" or "LAKE-0313" }
                        ? services.Operations.RejectBatchAsync(batch.BatchId, CancellationToken.None)
                        : services.Operations.RenumberBatchAsync(batch, CancellationToken.None));
                }

                throw;
            }
        }, ct);

    private async Task<StepOutcome> AppendCoreAsync(BatchRecord batch, Extract? extract, OriginalFile? original, CancellationToken ct)
    {
        if (run.Erased is { } erased && _mapping is not null && await new ErasedRecords(services, run, erased, _mapping).BlankAsync(batch, ct)) original = null;
        var outcome = await LoadOriginalAsync(batch, original, ct) ?? await LoadLandedAsync(batch, ct);
        BronzeReconciliation.Check(batch, outcome, extract?.RowCount, _name);
        await services.Operations.MarkLoadedAsync(
            batch.BatchId, outcome.RowsRead, outcome.RowsLoaded, outcome.RowsQuarantined, outcome.Version, ct);
        services.Reached("batch-loaded");
        // Each batch adds a file or two, so not every one need ask.
        if (outcome.Version % 8 == 7) await Task.Run(() => Compact(ct), ct);
        extract?.Complete();
        return new StepOutcome(StepStatus.Succeeded)
        {
            RowsRead = outcome.RowsRead,
            RowsLoaded = outcome.RowsLoaded,
            RowsQuarantined = outcome.RowsQuarantined,
            RowsDismissed = outcome.RowsBlank,
            WatermarkFrom = batch.WatermarkFrom,
            WatermarkTo = batch.WatermarkTo,
            Version = outcome.Version,
            Message = Message(outcome),
        };
    }

    private void Compact(CancellationToken ct)
    {
        using var connection = run.Shared.Connect();
        if (run.Lake.Table(_name).Exists()) TableUpkeep.AfterWrite(run, connection, _name, ct);
    }

    // Null when the file did not stand: whatever came of reading it, what was landed did not change.
    private async Task<BronzeOutcome?> LoadOriginalAsync(BatchRecord batch, OriginalFile? original, CancellationToken ct)
    {
        if (original is not { Stands: true }) return null;
        try
        {
            var format = ExtractFormat.FromJson(batch.LandedObject);
            return await Task.Run(() => loader.Load(batch, source, table, _mapping, original.Path, format, Check, withoutBlank: false, ct), ct);
        }
        catch (Exception exception) when (exception is not SimulatedKill && !ct.IsCancellationRequested && !original.Stands)
        {
            return null;
        }

        void Check()
        {
            if (!original.Stands) throw new IOException("The file changed while it was read.");
        }
    }

    private async Task<BronzeOutcome> LoadLandedAsync(BatchRecord batch, CancellationToken ct)
    {
        using var readable = await services.Landing.OpenReadableAsync(
            batch.LandedSha256, ExtractFormat.FromJson(batch.LandedObject), run.Lake.Scratch, ct);
        return await Task.Run(() => loader.Load(batch, source, table, _mapping, readable.Path, readable.Format, null, services.Landing.IsBlanked(batch.LandedSha256), ct), ct);
    }

    private static string? Message(BronzeOutcome outcome)
    {
        var parts = new List<string>();
        if (outcome.ColumnsAdded.Count > 0) parts.Add($"new columns: {string.Join(", ", outcome.ColumnsAdded)}");
        if (outcome.ColumnsMissing.Count > 0) parts.Add($"columns no longer sent: {string.Join(", ", outcome.ColumnsMissing)}");
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private sealed class RowProgress(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
