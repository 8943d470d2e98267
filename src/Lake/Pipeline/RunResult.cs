using System.Collections.Immutable;
using Carelake.Lake.Operations;

namespace Carelake.Lake.Pipeline;

/// <summary>One thing that stopped a source or a table; the others went on.</summary>
/// <param name="Stage">Where.</param>
/// <param name="Table">Full table name, or <c>source.table</c> while landing.</param>
/// <param name="Code">Permanent code.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Place">File, table, source or setting.</param>
/// <param name="Remedy">What to do.</param>
public sealed record RunFailure(PipelineStage Stage, string Table, string Code, string Message, string Place, string Remedy);

/// <summary>What a run did.</summary>
/// <param name="RunId">Its id in the operational database.</param>
/// <param name="Status">Failed when any table did; skipped when there was nothing new to do.</param>
/// <param name="Elapsed">From start to end.</param>
/// <param name="Audit">One line for each step that did something.</param>
/// <param name="Failures">What stopped, in the order found.</param>
public sealed record RunResult(
    Guid RunId, StepStatus Status, TimeSpan Elapsed, ImmutableArray<AuditRecord> Audit, ImmutableArray<RunFailure> Failures)
{
    /// <summary>Records that went to quarantine in this run, from unreadable lines and broken rules.</summary>
    public long RowsQuarantined => Audit.Sum(line => line.RowsQuarantined);

    /// <summary>Tables written.</summary>
    public int TablesWritten => Audit.Where(line => line.VersionWritten is not null).Select(line => line.Table).Distinct().Count();
}
