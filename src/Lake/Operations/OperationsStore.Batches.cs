using Dapper;

namespace Carelake.Lake.Operations;

public sealed partial class OperationsStore
{
    private const string BatchColumns =
        "batch_id as BatchId, run_id as RunId, source_id as SourceId, table_name as TableName, batch_number as BatchNumber, " +
        "status as Status, landed_sha256 as LandedSha256, landed_object as LandedObject, landed_at as LandedAt, " +
        "is_full_snapshot as IsFullSnapshot, watermark_from as WatermarkFrom, watermark_to as WatermarkTo, rows_read as RowsRead, " +
        "rows_loaded as RowsLoaded, rows_quarantined as RowsQuarantined, bronze_version as BronzeVersion, " +
        "rows_dismissed as RowsDismissed, dismissed_reason as DismissedReason";

    /// <summary>
    /// Records that a batch is durable in landing and moves the table's watermark past it, in one transaction: from here on the
    /// batch will reach bronze, whatever is killed.
    /// </summary>
    /// <param name="batch">The batch; its number must be above every earlier one of the table.</param>
    /// <param name="ct">Cancels.</param>
    public async Task AddBatchAsync(BatchRecord batch, CancellationToken ct)
    {
        await using var connection = await _dialect.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var parameters = new
        {
            batchId = Text(batch.BatchId), runId = Text(batch.RunId), batch.SourceId, batch.Table, batch.Number,
            status = Text(batch.Status), batch.LandedSha256, batch.LandedObject, landedAt = Text(batch.LandedAt),
            isFull = batch.IsFullSnapshot ? 1L : 0L, batch.WatermarkFrom, batch.WatermarkTo, now = Now(),
        };
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into carelake_batch (batch_id, run_id, source_id, table_name, batch_number, status, landed_sha256, landed_object,
                landed_at, is_full_snapshot, watermark_from, watermark_to)
            values (@batchId, @runId, @SourceId, @Table, @Number, @status, @LandedSha256, @LandedObject,
                @landedAt, @isFull, @WatermarkFrom, @WatermarkTo)
            """,
            parameters, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into carelake_watermark (source_id, table_name, state, batch_id, updated_at)
            values (@SourceId, @Table, @WatermarkTo, @batchId, @now)
            on conflict (source_id, table_name) do update
                set state = excluded.state, batch_id = excluded.batch_id, updated_at = excluded.updated_at
            """,
            parameters, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    /// <summary>Records that bronze has a batch.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="rowsRead">Records in the landed object.</param>
    /// <param name="rowsLoaded">Rows appended.</param>
    /// <param name="rowsQuarantined">Records that could not be read.</param>
    /// <param name="bronzeVersion">The version that holds it.</param>
    /// <param name="ct">Cancels.</param>
    public Task MarkLoadedAsync(
        Guid batchId, long rowsRead, long rowsLoaded, long rowsQuarantined, long bronzeVersion, CancellationToken ct) => ExecuteAsync(
        """
        update carelake_batch set status = 'loaded', rows_read = @rowsRead, rows_loaded = @rowsLoaded,
            rows_quarantined = @rowsQuarantined, bronze_version = @bronzeVersion
        where batch_id = @batchId
        """,
        new { batchId = Text(batchId), rowsRead, rowsLoaded, rowsQuarantined, bronzeVersion }, ct);

    /// <summary>Batches of a source table that bronze does not have yet, in the order they must go in.</summary>
    /// <param name="sourceId">Source.</param>
    /// <param name="table">Table of the source.</param>
    /// <param name="ct">Cancels.</param>
    public Task<IReadOnlyList<BatchRecord>> PendingBatchesAsync(string sourceId, string table, CancellationToken ct) => BatchesAsync(
        "where status = 'landed' and source_id = @sourceId and table_name = @table order by batch_number", new { sourceId, table }, ct);

    /// <summary>Every batch, oldest first.</summary>
    /// <param name="ct">Cancels.</param>
    public Task<IReadOnlyList<BatchRecord>> BatchesAsync(CancellationToken ct) => BatchesAsync("order by batch_id", new { }, ct);

    /// <summary>One batch; null when there is none of that id.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<BatchRecord?> BatchAsync(Guid batchId, CancellationToken ct) =>
        (await BatchesAsync("where batch_id = @id", new { id = Text(batchId) }, ct)).SingleOrDefault();

    /// <summary>The number of the last batch of a source table; zero when there is none.</summary>
    /// <param name="sourceId">Source.</param>
    /// <param name="table">Table of the source.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<long> LastBatchNumberAsync(string sourceId, string table, CancellationToken ct) =>
        (await QueryAsync<long?>(
            "select max(batch_number) from carelake_batch where source_id = @sourceId and table_name = @table",
            new { sourceId, table }, ct)).Single() ?? 0;

    /// <summary>A new id that comes after every batch of a source table, also when the clock was put back: the order of ids is the order in which rows came.</summary>
    /// <param name="sourceId">Source.</param>
    /// <param name="table">Table of the source.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Guid> NextBatchIdAsync(string sourceId, string table, CancellationToken ct)
    {
        var id = NewId();
        var last = (await QueryAsync<string?>("select max(batch_id) from carelake_batch where source_id = @sourceId and table_name = @table", new { sourceId, table }, ct)).Single();
        if (last is null || string.CompareOrdinal(Text(id), last) > 0) return id;
        var taken = long.Parse(last.AsSpan(0, 8), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture) << 16
            | long.Parse(last.AsSpan(9, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
        return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(taken + 1));
    }

    /// <summary>A source table already took in this landed object.</summary>
    /// <param name="sourceId">Source.</param>
    /// <param name="table">Table of the source.</param>
    /// <param name="sha256">Address of the object.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<bool> HasBatchAsync(string sourceId, string table, string sha256, CancellationToken ct) =>
        (await QueryAsync<long>(
            "select count(*) from carelake_batch where source_id = @sourceId and table_name = @table and landed_sha256 = @sha256",
            new { sourceId, table, sha256 }, ct)).Single() > 0;

    /// <summary>The address of the last landed object of a source table; null before the first.</summary>
    /// <param name="sourceId">Source.</param>
    /// <param name="table">Table of the source.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string?> LastSha256Async(string sourceId, string table, CancellationToken ct) =>
        (await QueryAsync<string?>(
            "select landed_sha256 from carelake_batch where source_id = @sourceId and table_name = @table order by batch_id desc limit 1",
            new { sourceId, table }, ct)).SingleOrDefault();

    /// <summary>
    /// Gives a batch that could not be loaded a number after every other, so that later ones may go before it. Only for a batch of which
    /// nothing is in bronze.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="ct">Cancels.</param>
    public Task RenumberBatchAsync(BatchRecord batch, CancellationToken ct) => ExecuteAsync(
        """
        update carelake_batch set batch_number = 1 + (
            select max(batch_number) from carelake_batch where source_id = @SourceId and table_name = @Table)
        where batch_id = @batchId and status = 'landed'
        """,
        new { batch.SourceId, batch.Table, batchId = Text(batch.BatchId) }, ct);

    /// <summary>Gives up a batch whose bytes never will be rows; they stay in landing. Only for a batch of which nothing is in bronze.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="ct">Cancels.</param>
    public Task RejectBatchAsync(Guid batchId, CancellationToken ct) => ExecuteAsync(
        "update carelake_batch set status = 'rejected' where batch_id = @batchId and status = 'landed'", new { batchId = Text(batchId) }, ct);

    /// <summary>
    /// A person gives up a batch; its bytes stay in landing. Together with the line of the audit that says so. Only for a batch of which
    /// nothing is in bronze.
    /// </summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="reason">Why.</param>
    /// <param name="audit">The line; its dismissed rows are the batch's.</param>
    /// <param name="ct">Cancels.</param>
    public async Task DismissBatchAsync(Guid batchId, string reason, AuditRecord audit, CancellationToken ct)
    {
        await using var connection = await _dialect.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update carelake_batch set status = 'dismissed', rows_read = @RowsRead, rows_loaded = 0, rows_quarantined = 0,
                rows_dismissed = @RowsDismissed, dismissed_reason = @reason
            where batch_id = @batchId and status = 'landed'
            """,
            new { batchId = Text(batchId), reason, audit.RowsRead, audit.RowsDismissed }, transaction, cancellationToken: ct));
        await InsertAsync(connection, transaction, audit, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The connector's state after the last landed batch; null before the first.</summary>
    /// <param name="sourceId">Source.</param>
    /// <param name="table">Table of the source.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string?> WatermarkAsync(string sourceId, string table, CancellationToken ct) =>
        (await QueryAsync<string?>(
            "select state from carelake_watermark where source_id = @sourceId and table_name = @table",
            new { sourceId, table }, ct)).SingleOrDefault();

    /// <summary>Moves the watermark of a table when a pull found nothing to land but learned something (a file seen again).</summary>
    /// <param name="sourceId">Source.</param>
    /// <param name="table">Table of the source.</param>
    /// <param name="state">The connector's new state.</param>
    /// <param name="ct">Cancels.</param>
    public Task SetWatermarkAsync(string sourceId, string table, string? state, CancellationToken ct) => ExecuteAsync(
        """
        insert into carelake_watermark (source_id, table_name, state, batch_id, updated_at) values (@sourceId, @table, @state, '', @now)
        on conflict (source_id, table_name) do update set state = excluded.state, updated_at = excluded.updated_at
        """,
        new { sourceId, table, state, now = Now() }, ct);

    private async Task<IReadOnlyList<BatchRecord>> BatchesAsync(string rest, object parameters, CancellationToken ct) =>
        [.. (await QueryAsync<BatchRow>($"select {BatchColumns} from carelake_batch {rest}", parameters, ct)).Select(row => row.ToRecord())];

    private sealed record BatchRow
    {
        public string BatchId { get; init; } = "";

        public string RunId { get; init; } = "";

        public string SourceId { get; init; } = "";

        public string TableName { get; init; } = "";

        public long BatchNumber { get; init; }

        public string Status { get; init; } = "";

        public string LandedSha256 { get; init; } = "";

        public string LandedObject { get; init; } = "";

        public string LandedAt { get; init; } = "";

        public long IsFullSnapshot { get; init; }

        public string? WatermarkFrom { get; init; }

        public string? WatermarkTo { get; init; }

        public long? RowsRead { get; init; }

        public long? RowsLoaded { get; init; }

        public long? RowsQuarantined { get; init; }

        public long? BronzeVersion { get; init; }

        public long? RowsDismissed { get; init; }

        public string? DismissedReason { get; init; }

        public BatchRecord ToRecord() => new(
            Guid.Parse(BatchId), Guid.Parse(RunId), SourceId, TableName, BatchNumber, Enum.Parse<BatchStatus>(Status, ignoreCase: true),
            LandedSha256, LandedObject, Moment(LandedAt), IsFullSnapshot != 0, WatermarkFrom, WatermarkTo)
        {
            RowsRead = RowsRead, RowsLoaded = RowsLoaded, RowsQuarantined = RowsQuarantined, BronzeVersion = BronzeVersion,
            RowsDismissed = RowsDismissed, DismissedReason = DismissedReason,
        };
    }
}
