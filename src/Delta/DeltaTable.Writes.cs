using Carelake.Core;
using Carelake.Delta.Log;
using Carelake.Delta.Schema;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Delta;

/// <content>Changing the table's rows and columns.</content>
public sealed partial class DeltaTable
{
    // Each repeats the whole operation on newer rows; a table this busy needs one writer, not more attempts.
    private const int MostRepeats = 20;

    internal LogStore Log => new(Folder);

    /// <summary>Makes the table.</summary>
    /// <param name="connection">Runs queries; its time zone is UTC.</param>
    /// <param name="definition">Columns, partitioning, properties.</param>
    /// <param name="options">How it is committed; <see langword="null"/> for nothing special.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <exception cref="CarelakeException">DELTA-0115: there is a table. DELTA-0113, DELTA-0122: it cannot be made so.</exception>
    public DeltaCommit Create(
        DuckDbConnection connection, DeltaTableDefinition definition, CommitOptions? options = null, CancellationToken cancellationToken = default) =>
        Exists()
            ? throw WriteErrors.TableExists(Folder)
            : Write(connection, new DeltaChange { CreateAs = definition }, options, cancellationToken);

    /// <summary>
    /// Makes one change, whole or not at all: durable when this returns, the table as it was when it throws. Another commit that comes
    /// first does no harm unless it conflicts.
    /// </summary>
    /// <param name="connection">Runs the queries; its time zone is UTC.</param>
    /// <param name="change">Rows to add and to remove.</param>
    /// <param name="options">How it is committed; <see langword="null"/> for nothing special.</param>
    /// <param name="cancellationToken">Interrupts the queries; after the log entry it has no effect.</param>
    /// <returns>What was done; nothing is written when the change is empty or its transactions are in the table already.</returns>
    /// <exception cref="CarelakeException">
    /// DELTA-0110, DELTA-0111: other writers came first. DELTA-0112: transactions out of order. DELTA-0113: a feature is not supported.
    /// DELTA-0114: no table. DELTA-0116: append-only. DELTA-0120, DELTA-0121: the rows do not fit. DELTA-0123: a row is outside of the
    /// overwritten ones. DELTA-0124: a removed row's file is not known. DELTA-0126: the disk failed. DELTA-02xx: the table cannot be read.
    /// </exception>
    public DeltaCommit Write(
        DuckDbConnection connection, DeltaChange change, CommitOptions? options = null, CancellationToken cancellationToken = default) =>
        TableWriter.Write(this, connection, change, options ?? CommitOptions.Default, cancellationToken);

    /// <summary>Adds rows; makes the table of their columns when there is none.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public DeltaCommit Append(
        DuckDbConnection connection, string rowsSql, CommitOptions? options = null, CancellationToken cancellationToken = default) =>
        Write(connection, new DeltaChange { RowsSql = rowsSql, CreateAs = new DeltaTableDefinition() }, options, cancellationToken);

    /// <summary>Replaces rows, all or those that a condition holds for; makes the table when there is none.</summary>
    /// <param name="connection">Runs the queries; its time zone is UTC.</param>
    /// <param name="rowsSql">A SELECT of the new rows.</param>
    /// <param name="where">A condition over the table's columns that the new rows fulfil too; <see langword="null"/> replaces all.</param>
    /// <param name="options">How it is committed; <see langword="null"/> for nothing special.</param>
    /// <param name="cancellationToken">Interrupts the queries.</param>
    /// <inheritdoc cref="Write" path="/exception"/>
    public DeltaCommit Overwrite(
        DuckDbConnection connection, string rowsSql, string? where = null, CommitOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var change = new DeltaChange
        {
            RowsSql = rowsSql, Overwrite = new DeltaOverwrite(where), CreateAs = Exists() ? null : new DeltaTableDefinition(),
        };
        return Write(connection, change, options, cancellationToken);
    }

    /// <summary>Removes the rows that a condition holds for, by deletion vectors.</summary>
    /// <param name="connection">Runs the queries; its time zone is UTC.</param>
    /// <param name="predicate">A condition over the table's columns, in DuckDB's SQL.</param>
    /// <param name="options">How it is committed; <see langword="null"/> for nothing special.</param>
    /// <param name="cancellationToken">Interrupts the queries.</param>
    /// <inheritdoc cref="Write" path="/exception"/>
    public DeltaCommit Delete(
        DuckDbConnection connection, string predicate, CommitOptions? options = null, CancellationToken cancellationToken = default) =>
        Repeating(
            connection, options, "DELETE", snapshot => new DeltaChange { RemovedRowsSql = RowSelections.Where(snapshot, predicate) },
            cancellationToken);

    /// <summary>Gives columns new values in the rows that a condition holds for.</summary>
    /// <param name="connection">Runs the queries; its time zone is UTC.</param>
    /// <param name="assignments">Column to an expression over the old row, in DuckDB's SQL.</param>
    /// <param name="predicate">A condition over the table's columns.</param>
    /// <param name="options">How it is committed; <see langword="null"/> for nothing special.</param>
    /// <param name="cancellationToken">Interrupts the queries.</param>
    /// <inheritdoc cref="Write" path="/exception"/>
    public DeltaCommit Update(
        DuckDbConnection connection, IReadOnlyDictionary<string, string> assignments, string predicate, CommitOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Repeating(connection, options, "UPDATE", snapshot => RowUpdate.Change(snapshot, assignments, predicate), cancellationToken);

    /// <summary>Brings source rows into the table by key: changes, removes or adds rows.</summary>
    /// <param name="connection">Runs the queries; its time zone is UTC.</param>
    /// <param name="merge">Source, keys and what to do.</param>
    /// <param name="options">How it is committed; <see langword="null"/> for nothing special.</param>
    /// <param name="cancellationToken">Interrupts the queries.</param>
    /// <exception cref="CarelakeException">DELTA-0125: several source rows have one key; and those of <see cref="Write"/>.</exception>
    public DeltaCommit Merge(
        DuckDbConnection connection, DeltaMerge merge, CommitOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var source = MergeSource.Load(connection, merge, Folder);
        return Repeating(connection, options, "MERGE", source.Change, cancellationToken);
    }

    /// <summary>Adds columns (nullable), widens them, or changes what is known of them. Others stay as they are.</summary>
    /// <param name="connection">Runs the queries; its time zone is UTC.</param>
    /// <param name="columns">Matched by name, whatever the case. Widening a column writes the table's files anew.</param>
    /// <param name="options">How it is committed; <see langword="null"/> for nothing special.</param>
    /// <param name="cancellationToken">Interrupts the queries.</param>
    /// <exception cref="CarelakeException">DELTA-0120: a type is not wider; and those of <see cref="Write"/>.</exception>
    public DeltaCommit AlterColumns(
        DuckDbConnection connection, IReadOnlyList<StructField> columns, CommitOptions? options = null,
        CancellationToken cancellationToken = default) =>
        TableAlteration.AlterColumns(this, connection, columns, options ?? CommitOptions.Default, cancellationToken);

    /// <summary>Sets table properties; a <see langword="null"/> value takes one away.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public DeltaCommit SetProperties(
        DuckDbConnection connection, IReadOnlyDictionary<string, string?> properties, CommitOptions? options = null,
        CancellationToken cancellationToken = default) =>
        TableAlteration.SetProperties(this, connection, properties, options ?? CommitOptions.Default, cancellationToken);

    // The change is computed from the rows, so it is computed again when they changed underneath.
    private DeltaCommit Repeating(
        DuckDbConnection connection, CommitOptions? options, string operation, Func<Snapshots.DeltaSnapshot, DeltaChange> change,
        CancellationToken cancellationToken)
    {
        var given = options ?? CommitOptions.Default;
        for (var repeat = 0; ; repeat++)
        {
            var snapshot = Snapshot(connection, given.ReadVersion);
            var repeatable = given with { ReadVersion = snapshot.Version, Operation = given.Operation ?? operation };
            try
            {
                return Write(connection, change(snapshot), repeatable, cancellationToken);
            }
            catch (CarelakeException e) when (e.Code == "DELTA-0110" && repeat < MostRepeats && given.ReadVersion is null)
            {
                // Read again and repeat.
            }
        }
    }
}
