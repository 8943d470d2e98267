namespace Carelake.Delta.Writes;

/// <summary>What one commit does to the rows of a table. All of it takes effect together.</summary>
public sealed record DeltaChange
{
    /// <summary>A SELECT of rows to add; <see langword="null"/> adds none. Columns go by name, whatever their order and case.</summary>
    public string? RowsSql { get; init; }

    /// <summary>
    /// <see cref="RowsSql"/> reads nothing but tables of the connection: run twice, once for the table and once for the change data feed, it
    /// gives the same and costs less than the rows kept.
    /// </summary>
    public bool RowsAreAtHand { get; init; }

    /// <summary>
    /// A SELECT of the rows to remove, as columns <c>_file</c> and <c>_file_row</c> of a scan with row locations;
    /// <see langword="null"/> removes none. A row may be named more than once.
    /// </summary>
    public string? RemovedRowsSql { get; init; }

    /// <summary>
    /// A SELECT of the whole rows that <see cref="RemovedRowsSql"/> removes, for the change data feed, where the caller has them at hand;
    /// <see langword="null"/> has them read from the table.
    /// </summary>
    public string? RemovedContentSql { get; init; }

    /// <summary>Rows to replace; <see langword="null"/> replaces none. Not together with <see cref="RemovedRowsSql"/>.</summary>
    public DeltaOverwrite? Overwrite { get; init; }

    /// <summary>Makes the table, in the same commit, when there is none; <see langword="null"/>: it is an error that there is none.</summary>
    public DeltaTableDefinition? CreateAs { get; init; }

    /// <summary>
    /// What the change was computed from; <see langword="null"/> is <see cref="ReadScope.WholeTable"/> when rows are removed, else
    /// <see cref="ReadScope.Nothing"/>.
    /// </summary>
    public ReadScope? Reads { get; init; }

    /// <summary>
    /// A SELECT of the table's columns and <c>_change_type</c> for the change data feed, where the table asks for one;
    /// <see langword="null"/> makes removed rows <c>delete</c> and added ones <c>insert</c>.
    /// </summary>
    public string? ChangeRowsSql { get; init; }
}
