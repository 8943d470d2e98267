using System.Text.Json;
using Carelake.Core;
using Carelake.Lake.Bronze;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// Batches that stay in landing because bronze refuses them, as when a column changed its type: they are tried again by every run until
/// the cause is mended, or a person gives one up.
/// </summary>
public sealed class PendingBatches(PipelineServices services)
{
    /// <summary>Batches that are not in bronze, oldest first.</summary>
    /// <param name="waitingOnly">Without those that were given up, by a person or because their bytes never will be rows.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<BatchRecord>> ListAsync(bool waitingOnly, CancellationToken ct) =>
        [.. (await services.Operations.BatchesAsync(ct))
            .Where(batch => batch.Status != BatchStatus.Loaded && (!waitingOnly || batch.Status == BatchStatus.Landed))];

    /// <summary>
    /// Gives up a waiting batch. Its bytes stay in landing, its rows are counted as dismissed, and the audit says when and why; the same
    /// bytes sent again are not taken again, but by a full run.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="id">The batch's id, or a beginning that only it has.</param>
    /// <param name="reason">Why, in a person's words; kept in the operational database.</param>
    /// <param name="ct">Cancels; nothing is half-done.</param>
    /// <returns>The batch as it is now.</returns>
    /// <exception cref="CarelakeException">
    /// LAKE-0507: no such batch waits, or several do; LAKE-0508: bronze has it, or its source is no longer in the project; LAKE-0601: a run
    /// is going on.
    /// </exception>
    public async Task<BatchRecord> DismissAsync(Project project, string id, string reason, CancellationToken ct)
    {
        using var held = RunLock.Take(services.Lake.LockFile);
        var batch = await FindAsync(id, ct);
        var (source, table) = TableOf(project, batch);
        var name = Project.BronzeTableOf(source, table);
        using var engine = new LakeEngine(services.Lake, services.Engine);
        var loader = new BronzeLoader(services.Lake, engine, services.Time, services.Reached);
        if (loader.LastNumber(source, table) >= batch.Number)
        {
            throw new CarelakeException(
                "LAKE-0508", "The batch is in bronze; only the record of it is missing.", name, "Run again: `carelake run` completes the record.");
        }

        var started = services.Time.GetTimestamp();
        var startedAt = services.Time.GetUtcNow();
        var runId = await services.Operations.BeginRunAsync(project.Name, JsonSerializer.Serialize(new { Dismiss = batch.BatchId, Reason = reason }), ct);
        try
        {
            var rows = await CountAsync(loader, batch, name, ct);
            var duration = (long)services.Time.GetElapsedTime(started).TotalMilliseconds;
            var line = new AuditRecord(services.Operations.NewId(), runId, "bronze", name, startedAt, duration, StepStatus.Succeeded)
            {
                SourceId = batch.SourceId,
                BatchId = batch.BatchId,
                RowsRead = rows,
                RowsDismissed = rows,
                WatermarkFrom = batch.WatermarkFrom,
                WatermarkTo = batch.WatermarkTo,
            };
            await services.Operations.DismissBatchAsync(batch.BatchId, reason, line, ct);
            await services.Operations.EndRunAsync(runId, StepStatus.Succeeded, null, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not SimulatedKill)
        {
            await services.Operations.EndRunAsync(runId, StepStatus.Failed, (exception as CarelakeException)?.Code, CancellationToken.None);
            throw;
        }

        return await FindByIdAsync(batch.BatchId, ct);
    }

    private async Task<BatchRecord> FindAsync(string id, CancellationToken ct)
    {
        var found = (await ListAsync(waitingOnly: true, ct)).Where(batch => batch.BatchId.ToString().StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1 ? found[0] : throw new CarelakeException(
            "LAKE-0507", found.Count == 0 ? "No batch of this id waits." : $"{found.Count} waiting batches have an id that begins so.", id,
            "`carelake quarantine batches` lists those that wait.");
    }

    private async Task<BatchRecord> FindByIdAsync(Guid id, CancellationToken ct) =>
        await services.Operations.BatchAsync(id, ct) ?? throw new InvalidOperationException("A batch is never deleted.");

    private static (SourceConfig Source, TableConfig Table) TableOf(Project project, BatchRecord batch) =>
        project.FindSource(batch.SourceId) is { } source && source.Tables.TryGetValue(batch.Table, out var table)
            ? (source, table)
            : throw new CarelakeException(
                "LAKE-0508", "The batch's source or table is no longer in the project.", $"{batch.SourceId}.{batch.Table}",
                "Nothing tries the batch again. To have it dismissed in the record too, put the source back with `is_active: false`.");

    private async Task<long> CountAsync(BronzeLoader loader, BatchRecord batch, string name, CancellationToken ct)
    {
        Directory.CreateDirectory(services.Lake.Scratch);
        using var readable = await services.Landing.OpenReadableAsync(
            batch.LandedSha256, ExtractFormat.FromJson(batch.LandedObject), services.Lake.Scratch, ct);
        return await Task.Run(() => loader.CountRecords(batch, name, readable.Path, readable.Format, ct), ct);
    }
}
