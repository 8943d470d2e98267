using Carelake.Core;
using Carelake.Delta;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// Keeps tables cheap to read: many small files, or many deleted rows in files, are written anew. It is done right after the write that
/// went over the bound, before anything reads the table, so that those who read it next see one state and no later version; tables that
/// were not written are not looked at.
/// </summary>
internal static class TableUpkeep
{
    /// <summary>So many small files of a table are merged.</summary>
    public const int SmallFiles = 32;

    private const long SmallFileBytes = 32L << 20;
    private const double DeletedShare = 0.2;
    private const int VersionsBetweenCleanings = 10;

    /// <summary>Compacts a table that was just written, if it went over a bound. The bounds are read from the log alone.</summary>
    /// <returns>The latest version.</returns>
    public static long AfterWrite(RunContext run, DuckDbConnection connection, string table, CancellationToken ct) =>
        AfterWrite(run.Lake.Table(table), run.Time, connection, ct);

    /// <inheritdoc cref="AfterWrite(RunContext, DuckDbConnection, string, CancellationToken)"/>
    public static long AfterWrite(DeltaTable delta, TimeProvider time, DuckDbConnection connection, CancellationToken ct)
    {
        var snapshot = delta.Snapshot(connection);
        if (!IsDue(snapshot)) return snapshot.Version;
        try
        {
            return delta.Compact(connection, clock: time, cancellationToken: ct).Version;
        }
        catch (CarelakeException exception) when (exception.IsTransient)
        {
            return delta.Snapshot(connection).Version; // Another writer was there: the next write brings it up again.
        }
    }

    /// <summary>
    /// Deletes files that no version of the last seven days needs, of tables that this run wrote and whose log has grown by a good deal. Not
    /// in a run with failures: what has not been read yet may still be needed.
    /// </summary>
    public static void RemoveOldFiles(RunContext run, StepLog log, CancellationToken ct)
    {
        if (!log.Failures.IsEmpty) return;
        var written = log.Audit.Where(line => line.VersionWritten is { } version && version % VersionsBetweenCleanings == 0)
            .Select(line => line.Table).Distinct(StringComparer.Ordinal).ToList();
        if (written.Count == 0) return;
        using var session = run.OpenSession();
        foreach (var table in written)
        {
            ct.ThrowIfCancellationRequested();
            run.Lake.Table(table).Vacuum(session.Connection, clock: run.Time);
        }
    }

    private static bool IsDue(DeltaSnapshot snapshot)
    {
        if (snapshot.Files.Count(file => file.SizeBytes < SmallFileBytes) >= SmallFiles) return true;
        var deleted = snapshot.Files.Sum(file => file.DeletionVector?.Cardinality ?? 0);
        return deleted > 0 && snapshot.RowCount is { } rows && deleted > DeletedShare * (rows + deleted);
    }
}
