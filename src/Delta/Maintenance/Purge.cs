using Carelake.Delta.DeletionVectors;
using Carelake.Delta.Log;
using Carelake.Delta.Scans;
using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Delta.Maintenance;

/// <summary>
/// Ends a table's history at its present rows: what was deleted is in no file and in no statistics of the log any more. A vacuum keeps what readers of older
/// versions may need, and the log keeps the least and greatest value of each column of each file; where a person must be forgotten, neither may stay.
/// </summary>
internal static class Purge
{
    // Files with any deleted row at all, and no others.
    private static readonly CompactOptions Eroded = new() { SmallFileBytes = 0, DeletedShare = 0, MostBytes = long.MaxValue };

    public static PurgeResult Run(DeltaTable table, DuckDbConnection connection, TimeProvider clock, CancellationToken cancellationToken)
    {
        var before = table.Snapshot(connection);
        Compaction.Run(table, connection, Eroded, clock, cancellationToken);
        var present = Mark(table, connection, clock, cancellationToken);
        new CheckpointWriter(connection, table.Log).Write(present, tombstonesSince: long.MaxValue);
        var logFiles = RemoveLog(table.Log, present.Version);
        var dataFiles = RemoveFiles(table.Folder, present);
        return new PurgeResult(before.Version, present.Version, dataFiles, logFiles);
    }

    // The last commit stays, since it tells the version's time and that the table is the same one; it must say nothing of files that are gone.
    private static DeltaSnapshot Mark(DeltaTable table, DuckDbConnection connection, TimeProvider clock, CancellationToken cancellationToken)
    {
        var snapshot = table.Snapshot(connection);
        var info = Committer.Info(
            "PURGE", new Dictionary<string, string>(), clock.GetUtcNow().ToUnixTimeMilliseconds(), snapshot.Version, isBlindAppend: false, userMetadata: null,
            new Dictionary<string, long>());
        new Committer(table.Log, table.Folder).Commit(snapshot.Version, info, [], new ReadSet(ReadScope.WholeTable), cancellationToken);
        return table.Snapshot(connection);
    }

    // From the oldest on, so that whatever stops it leaves a log without gaps.
    private static int RemoveLog(LogStore log, long present)
    {
        var doomed = log.ListFrom(0).Where(file => file.Version < present).OrderBy(file => file.Version).ToList();
        foreach (var file in doomed) File.Delete(log.PathOf(file.Name));
        return doomed.Count;
    }

    private static int RemoveFiles(string folder, DeltaSnapshot present)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in present.Files)
        {
            needed.Add(Path.GetFullPath(present.FullPath(file)));
            if (file.DeletionVector is { StorageType: not "i" } vector) needed.Add(Path.GetFullPath(DeletionVectorStore.FilePath(folder, vector)));
        }

        var doomed = Vacuum.Candidates(folder).Where(file => !needed.Contains(file.FullName)).ToList();
        doomed.ForEach(file => file.Delete());
        KeyIndex.RemoveOrphans(folder);
        return doomed.Count;
    }
}
