using System.Data.Common;
using Dapper;

namespace Carelake.Lake.Operations;

public sealed partial class OperationsStore
{
    private const string AuditColumns =
        "audit_id as AuditId, run_id as RunId, layer as Layer, table_name as TableName, source_id as SourceId, batch_id as BatchId, " +
        "status as Status, rows_read as RowsRead, rows_loaded as RowsLoaded, rows_updated as RowsUpdated, " +
        "rows_quarantined as RowsQuarantined, rows_duplicate as RowsDuplicate, rows_dismissed as RowsDismissed, watermark_from as WatermarkFrom, " +
        "watermark_to as WatermarkTo, started_at as StartedAt, duration_ms as DurationMs, version_written as VersionWritten, " +
        "code as Code, error as Error";

    /// <summary>Writes one line of the audit, with the rule results that belong to it, in one transaction.</summary>
    /// <param name="audit">The line.</param>
    /// <param name="rules">Results of the step's quality rules; may be empty.</param>
    /// <param name="ct">Cancels.</param>
    public async Task AddAuditAsync(AuditRecord audit, IReadOnlyList<RuleResultRecord> rules, CancellationToken ct)
    {
        await using var connection = await _dialect.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await InsertAsync(connection, transaction, audit, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into carelake_rule_result (audit_id, run_id, table_name, source_id, rule_name, severity, rows_checked, rows_failed,
                measure, checked_at)
            values (@auditId, @runId, @Table, @SourceId, @Rule, @Severity, @RowsChecked, @RowsFailed, @Measure, @checkedAt)
            """,
            rules.Select(rule => new
            {
                auditId = Text(rule.AuditId), runId = Text(rule.RunId), rule.Table, rule.SourceId, rule.Rule, rule.Severity,
                rule.RowsChecked, rule.RowsFailed, rule.Measure, checkedAt = Text(rule.CheckedAt),
            }).ToList(),
            transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    /// <summary>The audit of one run, in the order written.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<AuditRecord>> AuditOfRunAsync(Guid runId, CancellationToken ct) =>
        [.. (await QueryAsync<AuditRow>(
            $"select {AuditColumns} from carelake_audit where run_id = @runId order by audit_id", new { runId = Text(runId) }, ct))
            .Select(row => row.ToRecord())];

    /// <summary>The latest lines about one table, newest first.</summary>
    /// <param name="table">Full table name.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<AuditRecord>> AuditOfTableAsync(string table, int limit, CancellationToken ct) =>
        [.. (await QueryAsync<AuditRow>(
            $"select {AuditColumns} from carelake_audit where table_name = @table order by audit_id desc limit @limit",
            new { table, limit }, ct)).Select(row => row.ToRecord())];

    /// <summary>The latest results of one table's rules, newest first.</summary>
    /// <param name="table">Full table name.</param>
    /// <param name="limit">At most so many for all rules and sources together.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<RuleResultRecord>> RuleHistoryAsync(string table, int limit, CancellationToken ct) =>
        [.. (await QueryAsync<RuleRow>(
            """
            select audit_id as AuditId, run_id as RunId, table_name as TableName, source_id as SourceId, rule_name as RuleName,
                severity as Severity, rows_checked as RowsChecked, rows_failed as RowsFailed, measure as Measure, checked_at as CheckedAt
            from carelake_rule_result where table_name = @table order by audit_id desc limit @limit
            """,
            new { table, limit }, ct)).Select(row => row.ToRecord())];

    private static Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, AuditRecord audit, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            insert into carelake_audit (audit_id, run_id, layer, table_name, source_id, batch_id, status, rows_read, rows_loaded,
                rows_updated, rows_quarantined, rows_duplicate, rows_dismissed, watermark_from, watermark_to, started_at, duration_ms,
                version_written, code, error)
            values (@auditId, @runId, @Layer, @Table, @SourceId, @batchId, @status, @RowsRead, @RowsLoaded,
                @RowsUpdated, @RowsQuarantined, @RowsDuplicate, @RowsDismissed, @WatermarkFrom, @WatermarkTo, @startedAt, @DurationMs,
                @VersionWritten, @Code, @Error)
            """,
            new
            {
                auditId = Text(audit.AuditId), runId = Text(audit.RunId), audit.Layer, audit.Table, audit.SourceId,
                batchId = audit.BatchId is { } batch ? Text(batch) : null, status = Text(audit.Status), audit.RowsRead, audit.RowsLoaded,
                audit.RowsUpdated, audit.RowsQuarantined, audit.RowsDuplicate, audit.RowsDismissed, audit.WatermarkFrom, audit.WatermarkTo,
                startedAt = Text(audit.StartedAt), audit.DurationMs, audit.VersionWritten, audit.Code, audit.Error,
            },
            transaction, cancellationToken: ct));

    private sealed record AuditRow
    {
        public string AuditId { get; init; } = "";

        public string RunId { get; init; } = "";

        public string Layer { get; init; } = "";

        public string TableName { get; init; } = "";

        public string? SourceId { get; init; }

        public string? BatchId { get; init; }

        public string Status { get; init; } = "";

        public long RowsRead { get; init; }

        public long RowsLoaded { get; init; }

        public long RowsUpdated { get; init; }

        public long RowsQuarantined { get; init; }

        public long RowsDuplicate { get; init; }

        public long RowsDismissed { get; init; }

        public string? WatermarkFrom { get; init; }

        public string? WatermarkTo { get; init; }

        public string StartedAt { get; init; } = "";

        public long DurationMs { get; init; }

        public long? VersionWritten { get; init; }

        public string? Code { get; init; }

        public string? Error { get; init; }

        public AuditRecord ToRecord() => new(
            Guid.Parse(AuditId), Guid.Parse(RunId), Layer, TableName, Moment(StartedAt), DurationMs,
            Enum.Parse<StepStatus>(Status, ignoreCase: true))
        {
            SourceId = SourceId, BatchId = BatchId is null ? null : Guid.Parse(BatchId), RowsRead = RowsRead, RowsLoaded = RowsLoaded,
            RowsUpdated = RowsUpdated, RowsQuarantined = RowsQuarantined, RowsDuplicate = RowsDuplicate, RowsDismissed = RowsDismissed, WatermarkFrom = WatermarkFrom,
            WatermarkTo = WatermarkTo, VersionWritten = VersionWritten, Code = Code, Error = Error,
        };
    }

    private sealed record RuleRow
    {
        public string AuditId { get; init; } = "";

        public string RunId { get; init; } = "";

        public string TableName { get; init; } = "";

        public string SourceId { get; init; } = "";

        public string RuleName { get; init; } = "";

        public string Severity { get; init; } = "";

        public long RowsChecked { get; init; }

        public long RowsFailed { get; init; }

        public double? Measure { get; init; }

        public string CheckedAt { get; init; } = "";

        public RuleResultRecord ToRecord() => new(
            Guid.Parse(AuditId), Guid.Parse(RunId), TableName, SourceId, RuleName, Severity, RowsChecked, RowsFailed, Measure,
            Moment(CheckedAt));
    }
}
