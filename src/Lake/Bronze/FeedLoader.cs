using System.Globalization;
using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;
using Carelake.Lake.Subjects;

namespace Carelake.Lake.Bronze;

/// <summary>
/// Appends what came by feeds to bronze, exactly once: the commit of a batch says which offset of its stream it reaches, so that whoever reads the stream again
/// after a kill leaves out what is there. The bytes are landed first and the batch is recorded before and after, as for pulled sources. One loader works on a
/// table at a time; a pipeline run may go on beside it.
/// </summary>
public sealed class FeedLoader : IDisposable
{
    private const int VersionsBetweenLooks = 16;
    private readonly LakeFolder _lake;
    private readonly LandingZone _landing;
    private readonly OperationsStore _operations;
    private readonly TimeProvider _time;
    private readonly DuckDbConnection _connection;
    private readonly Dictionary<string, Delta.DeltaTable> _tables = new(StringComparer.Ordinal);
    private readonly Guid _runId;

    /// <summary>Opens an engine of its own; no table is touched yet.</summary>
    /// <param name="lake">The lake.</param>
    /// <param name="landing">Where the bytes go; with a temporary folder that runs do not empty.</param>
    /// <param name="operations">Keeps the batches.</param>
    /// <param name="time">Clock of commits.</param>
    public FeedLoader(LakeFolder lake, LandingZone landing, OperationsStore operations, TimeProvider time)
    {
        (_lake, _landing, _operations, _time) = (lake, landing, operations, time);
        _runId = operations.NewId();
        _connection = DuckDbConnection.Connect("Data Source=:memory:;threads=1;memory_limit=512MiB");
        _connection.Execute("set timezone = 'UTC'");
    }

    /// <summary>Keeps people out who were erased; null lets everyone in.</summary>
    public ErasedFeedRows? Erased { get; init; }

    /// <summary>The offset of a stream that a table has reached; 0 when nothing of the stream is in it.</summary>
    /// <param name="sourceId">The listener.</param>
    /// <param name="table">Its table.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="ct">Cancels.</param>
    /// <remarks>The first call for a table settles what a killed process left half recorded.</remarks>
    public async Task<long> ReachedAsync(string sourceId, string table, string stream, CancellationToken ct)
    {
        var name = $"bronze.{sourceId}_{table}";
        var isFirst = !_tables.TryGetValue(name, out var delta);
        delta ??= _tables[name] = _lake.Table(name);
        var reached = delta.Exists() ? delta.Snapshot(_connection).Transactions.GetValueOrDefault(stream) : 0;
        if (isFirst) await SettleAsync(sourceId, table, name, stream, reached, ct);
        return reached;
    }

    /// <summary>Appends a batch whose offsets are all above <see cref="ReachedAsync"/>.</summary>
    /// <param name="batch">At least one row.</param>
    /// <param name="ct">Interrupts; what is committed stays, and the rest can be loaded again.</param>
    /// <exception cref="Core.CarelakeException">LAKE-0304: the disk is full; and those of <see cref="Delta.DeltaTable.Write"/>.</exception>
    public async Task LoadAsync(FeedBatch batch, CancellationToken ct)
    {
        var format = ExtractFormat.Ndjson;
        var (rows, bytes) = Erased is { } erased ? await erased.WithoutAsync(batch, ct) : (batch.Rows, batch.Landed);
        var landed = await _landing.LandBytesAsync(bytes, batch.BronzeTable, format, ct);
        var number = await _operations.LastBatchNumberAsync(batch.SourceId, batch.Table, ct) + 1;
        var record = new BatchRecord(
            await _operations.NextBatchIdAsync(batch.SourceId, batch.Table, ct), _runId, batch.SourceId, batch.Table, number, BatchStatus.Landed, landed.Sha256, format.ToJson(), landed.LandedAt,
            IsFullSnapshot: false, null, Place(batch.Stream, batch.LastOffset));
        await _operations.AddBatchAsync(record, ct);
        var commit = Write(batch, rows, record, ct);
        await _operations.MarkLoadedAsync(record.BatchId, batch.Rows.Count, rows.Count(row => row is not null), 0, commit.Version, ct);
        if (commit.Version % VersionsBetweenLooks == VersionsBetweenLooks - 1) TableUpkeep.AfterWrite(_tables[batch.BronzeTable], _time, _connection, ct);
    }

    /// <summary>Closes the engine.</summary>
    public void Dispose() => _connection.Dispose();

    private DeltaCommit Write(FeedBatch batch, IReadOnlyList<object?[]?> rows, BatchRecord record, CancellationToken ct)
    {
        const string staged = "_feed";
        var columns = batch.Columns.Select(column => $"{DuckDbSql.Identifier(column.Name)} {column.Type}");
        _connection.Execute($"create or replace temp table {staged} ({string.Join(", ", columns)}, _position BIGINT)", ct);
        using (var appender = _connection.CreateAppender(staged))
        {
            for (var i = 0; i < rows.Count; i++)
            {
                if (rows[i] is not { } row) continue;
                foreach (var value in row) appender.Append(value);
                appender.Append(i + 1L);
                appender.EndRow();
            }
        }

        var origin = $"{DuckDbSql.Literal(batch.SourceId)} as _source_id, {DuckDbSql.Literal(record.BatchId.ToString())} as _batch_id, " +
            $"{DuckDbSql.Literal(LandingZone.RelativePath(record.LandedSha256))} as _landing_file";
        var change = new DeltaChange
        {
            RowsSql = $"select * exclude (_position), {origin}, _position from {staged}",
            CreateAs = new DeltaTableDefinition { Name = batch.BronzeTable },
        };
        var options = new CommitOptions
        {
            Transactions = [new(batch.Stream, batch.LastOffset)], UserMetadata = record.BatchId.ToString(), Clock = _time, EvolveSchema = true,
        };
        try
        {
            return _tables[batch.BronzeTable].Write(_connection, change, options, ct);
        }
        finally
        {
            _connection.Execute($"drop table if exists {staged}", CancellationToken.None);
        }
    }

    // Batches recorded as landed by a process that was killed: either bronze has them, or their rows come again from the stream in another batch.
    private async Task SettleAsync(string sourceId, string table, string name, string stream, long reached, CancellationToken ct)
    {
        foreach (var batch in await _operations.PendingBatchesAsync(sourceId, table, ct))
        {
            if (batch.WatermarkTo is not { } place || !place.StartsWith(stream + "@", StringComparison.Ordinal)) continue;
            if (long.Parse(place.AsSpan(stream.Length + 1), CultureInfo.InvariantCulture) > reached)
            {
                await _operations.RejectBatchAsync(batch.BatchId, ct);
                continue;
            }

            var snapshot = _tables[name].Snapshot(_connection);
            var rows = _connection.Scalar<long>(
                $"select count(*) from ({snapshot.ScanSql()}) where _batch_id = {DuckDbSql.Literal(batch.BatchId.ToString())}", ct);
            await _operations.MarkLoadedAsync(batch.BatchId, rows, rows, 0, snapshot.Version, ct);
        }
    }

    private static string Place(string stream, long offset) => string.Create(CultureInfo.InvariantCulture, $"{stream}@{offset}");
}
