namespace Carelake.Lake.Operations;

/// <summary>What one step of a run did to one table: the line that must reconcile.</summary>
/// <param name="AuditId">UUIDv7, so that parallel writers never wait for a counter.</param>
/// <param name="RunId">The run.</param>
/// <param name="Layer"><c>landing</c>, <c>bronze</c>, <c>silver</c> or <c>gold</c>.</param>
/// <param name="Table">Full table name, such as <c>silver.patient</c>.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="DurationMs">Milliseconds.</param>
/// <param name="Status">How it ended.</param>
public sealed record AuditRecord(
    Guid AuditId, Guid RunId, string Layer, string Table, DateTimeOffset StartedAt, long DurationMs, StepStatus Status)
{
    /// <summary>The source, when the step is about one.</summary>
    public string? SourceId { get; init; }

    /// <summary>The batch, when the step is about one.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Rows that came in.</summary>
    public long RowsRead { get; init; }

    /// <summary>Rows that took effect: new keys, new states, and rows replaced.</summary>
    public long RowsLoaded { get; init; }

    /// <summary>Of the loaded rows, those that changed a key which was there already.</summary>
    public long RowsUpdated { get; init; }

    /// <summary>Rows that wait in quarantine.</summary>
    public long RowsQuarantined { get; init; }

    /// <summary>Rows that said nothing new: repeats of a state already held.</summary>
    public long RowsDuplicate { get; init; }

    /// <summary>Rows of a batch that a person gave up.</summary>
    public long RowsDismissed { get; init; }

    /// <summary>Watermark or input version before.</summary>
    public string? WatermarkFrom { get; init; }

    /// <summary>Watermark or input version after.</summary>
    public string? WatermarkTo { get; init; }

    /// <summary>Delta version written; null when nothing was.</summary>
    public long? VersionWritten { get; init; }

    /// <summary>Code of the error, such as <c>LAKE-0301</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The error as a sentence; no patient data.</summary>
    public string? Error { get; init; }

    /// <summary>Rows in = loaded + quarantined + duplicates + dismissed.</summary>
    public bool Reconciles => RowsRead == RowsLoaded + RowsQuarantined + RowsDuplicate + RowsDismissed;
}

/// <summary>How often one quality rule failed in one step, by source; the history that anomaly rules compare with.</summary>
/// <param name="AuditId">The step.</param>
/// <param name="RunId">The run.</param>
/// <param name="Table">Full table name.</param>
/// <param name="SourceId">Source of the rows.</param>
/// <param name="Rule">Name of the rule.</param>
/// <param name="Severity"><c>error</c> or <c>warn</c>.</param>
/// <param name="RowsChecked">Rows the rule saw.</param>
/// <param name="RowsFailed">Rows that broke it.</param>
/// <param name="Measure">For volume, distribution and freshness: what was measured; else null.</param>
/// <param name="CheckedAt">UTC.</param>
public sealed record RuleResultRecord(
    Guid AuditId, Guid RunId, string Table, string SourceId, string Rule, string Severity, long RowsChecked, long RowsFailed,
    double? Measure, DateTimeOffset CheckedAt);
