using Carelake.Delta.Writes;

namespace Carelake.Lake.Materialise;

/// <summary>A change of one table, computed and not yet written.</summary>
/// <param name="RowsSql">Rows to add; null when there are none.</param>
/// <param name="RemovedRowsSql"><c>_file</c> and <c>_file_row</c> of rows to take out; null when there are none.</param>
/// <param name="Counts">What became of the events.</param>
/// <param name="Marks">Snapshots to write into the table's log with the change.</param>
public sealed record PreparedChange(
    string? RowsSql, string? RemovedRowsSql, MaterialiseCounts Counts, IReadOnlyList<SnapshotMark> Marks)
{
    /// <summary>The rows to add stand in temporary tables and are read from there again at little cost.</summary>
    public bool RowsAreAtHand { get; init; }

    /// <summary>The whole rows that go, where the materialisation has them at hand.</summary>
    public string? RemovedContentSql { get; init; }

    /// <summary>The change as one commit makes it.</summary>
    /// <param name="table">What the table is when the commit makes it.</param>
    public DeltaChange ToDelta(DeltaTableDefinition table) => new()
    {
        RowsSql = RowsSql,
        RowsAreAtHand = RowsAreAtHand,
        RemovedRowsSql = RemovedRowsSql,
        RemovedContentSql = RemovedContentSql,
        CreateAs = table,
    };

    /// <summary>Nothing to write.</summary>
    public bool IsEmpty => RowsSql is null && RemovedRowsSql is null;
}
