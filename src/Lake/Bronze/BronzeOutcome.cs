namespace Carelake.Lake.Bronze;

/// <summary>What became of one batch.</summary>
/// <param name="RowsRead">Records in the landed object.</param>
/// <param name="RowsLoaded">Rows in bronze.</param>
/// <param name="RowsQuarantined">Records that are no rows.</param>
/// <param name="Version">The bronze version that holds the batch, or a later one when an earlier run had written it.</param>
/// <param name="ColumnsAdded">New columns of the table.</param>
/// <param name="ColumnsMissing">Columns of the table that the batch lacks, and that nothing needs.</param>
public sealed record BronzeOutcome(
    long RowsRead, long RowsLoaded, long RowsQuarantined, long Version, IReadOnlyList<string> ColumnsAdded, IReadOnlyList<string> ColumnsMissing)
{
    /// <summary>Records that were made blank in landing, of people who were erased: they are read and not loaded.</summary>
    public long RowsBlank { get; init; }
}
