using System.Globalization;
using Carelake.Delta.Maintenance;
using Carelake.Delta.Scans;
using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Delta;

/// <content>Keeping the table quick to read and small on disk. None of this changes a row.</content>
public sealed partial class DeltaTable
{
    private const long DefaultCheckpointInterval = 10;

    /// <summary>Writes the state of the latest version as one file, so that readers need not read every commit.</summary>
    /// <param name="connection">Writes the Parquet file.</param>
    /// <param name="clock">Tells which removed files are old enough to forget.</param>
    /// <returns>The version.</returns>
    public long Checkpoint(DuckDbConnection connection, TimeProvider clock)
    {
        var snapshot = Snapshot(connection);
        var retention = Retention.RemovedFiles(snapshot);
        new CheckpointWriter(connection, Log).Write(snapshot, (clock.GetUtcNow() - retention).ToUnixTimeMilliseconds());
        return snapshot.Version;
    }

    /// <summary>
    /// Merges small files and writes files anew that lost many rows. No row changes. Costs what is chosen, not what the table holds.
    /// </summary>
    /// <param name="connection">Runs the query; its time zone is UTC.</param>
    /// <param name="options">Which files; <see langword="null"/> for the usual.</param>
    /// <param name="clock">Time of the commit; <see langword="null"/> for the system's.</param>
    /// <param name="cancellationToken">Interrupts the query.</param>
    /// <returns>What was done; no version is made when nothing is worth it.</returns>
    /// <exception cref="Core.CarelakeException">
    /// DELTA-0110: a chosen file was changed meanwhile, the table is as that change left it. DELTA-0113: a feature is not supported.
    /// </exception>
    public DeltaCommit Compact(
        DuckDbConnection connection, CompactOptions? options = null, TimeProvider? clock = null, CancellationToken cancellationToken = default) =>
        Compaction.Run(this, connection, options ?? CompactOptions.Default, clock ?? TimeProvider.System, cancellationToken);

    /// <summary>
    /// Makes an index of some columns for each large data file that has none, so that <see cref="DeltaSnapshot.MatchingSql"/> finds rows by them
    /// without a scan. A derived file beside the log: no reader needs it, and it may be deleted at any time.
    /// </summary>
    /// <param name="connection">Reads the files.</param>
    /// <param name="columns">A key: columns in which few rows agree, of any order in the schema.</param>
    /// <param name="cancellationToken">Interrupts the query.</param>
    public void IndexKeys(DuckDbConnection connection, IReadOnlyList<string> columns, CancellationToken cancellationToken = default) =>
        KeyIndex.Build(connection, Snapshot(connection), columns, cancellationToken);

    /// <summary>Deletes files that no version within the retention needs.</summary>
    /// <param name="connection">Reads checkpoints.</param>
    /// <param name="options">Retention, dry run; <see langword="null"/> for the usual.</param>
    /// <param name="clock">Tells the age of files; <see langword="null"/> for the system's.</param>
    /// <exception cref="Core.CarelakeException">DELTA-0301: the retention is too short. DELTA-0113: a feature is not supported.</exception>
    public VacuumResult Vacuum(DuckDbConnection connection, VacuumOptions? options = null, TimeProvider? clock = null) =>
        Maintenance.Vacuum.Run(this, connection, options ?? VacuumOptions.Default, clock ?? TimeProvider.System);

    /// <summary>
    /// Ends the table's history at its present rows, so that rows which were deleted are in no file and in no statistics any more. Only where nobody else reads
    /// or writes the table; who followed its changes must read it whole once.
    /// </summary>
    /// <param name="connection">Runs the queries; its time zone is UTC.</param>
    /// <param name="clock">Time of the commits.</param>
    /// <param name="cancellationToken">Stops before files are deleted.</param>
    /// <exception cref="Core.CarelakeException">DELTA-0110: another writer was there. DELTA-0113: a feature is not supported.</exception>
    public PurgeResult Purge(DuckDbConnection connection, TimeProvider clock, CancellationToken cancellationToken = default) =>
        Maintenance.Purge.Run(this, connection, clock, cancellationToken);

    /// <summary>Deletes log entries older than <c>delta.logRetentionDuration</c> (30 days) that a checkpoint makes unneeded.</summary>
    /// <param name="connection">Reads checkpoints.</param>
    /// <param name="clock">Tells the age of entries; <see langword="null"/> for the system's.</param>
    /// <returns>How many files were deleted.</returns>
    public int CleanUpLog(DuckDbConnection connection, TimeProvider? clock = null) =>
        LogCleanup.Run(Log, Snapshot(connection), (clock ?? TimeProvider.System).GetUtcNow());

    // A commit is done when its entry is there. A checkpoint that fails after it costs readers time, nobody any data, and the next
    // commit tries again; so it must not make the commit look failed.
    internal void CheckpointIfDue(DuckDbConnection connection, long version, TimeProvider clock)
    {
        var last = Log.ReadLastCheckpoint()?.Version ?? 0;
        if (version - last < DefaultCheckpointInterval) return;
        try
        {
            var interval = Snapshot(connection).Setting("delta.checkpointInterval");
            if (long.TryParse(interval, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && version - last < asked) return;
            Checkpoint(connection, clock);
        }
        catch (Exception e) when (e is IOException or DuckDbException or UnauthorizedAccessException)
        {
            // See above.
        }
    }
}
