using Carelake.Delta.Log;
using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Delta.Maintenance;

/// <summary>
/// Writes rows of many files into few, without those that deletion vectors delete. No row changes, so appends and changes of other
/// files go on meanwhile; a change of the same file wins over the compaction.
/// </summary>
internal static class Compaction
{
    public static DeltaCommit Run(
        DeltaTable table, DuckDbConnection connection, CompactOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var snapshot = table.Snapshot(connection);
        WriterFeatures.Check(snapshot);
        var chosen = CompactionPlan.Choose(snapshot.Files, options);
        if (chosen.Count == 0) return new DeltaCommit(snapshot.Version) { Wrote = false };
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var part = new DeltaSnapshot(table.Folder, snapshot.State.WithFiles(chosen), snapshot.Timestamp);
        var written = new DataFileWriter(connection, table.Folder).Write(
            part.ScanSql(), snapshot.Schema, snapshot.Metadata.PartitionColumns, now, "", cancellationToken);
        List<DeltaAction> actions =
            [.. chosen.Select(file => file.ToRemove(now, dataChange: false)), .. written.ToAdds(dataChange: false)];
        try
        {
            return Commit(table, connection, snapshot, actions, written, clock, cancellationToken);
        }
        catch
        {
            written.Delete();
            throw;
        }
    }

    private static DeltaCommit Commit(
        DeltaTable table, DuckDbConnection connection, DeltaSnapshot snapshot, List<DeltaAction> actions, WrittenFiles written,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var removed = actions.OfType<RemoveFile>().Count();
        var metrics = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["numAddedFiles"] = written.Files.Count, ["numRemovedFiles"] = removed, ["numOutputRows"] = written.Rows,
        };
        var info = Committer.Info(
            "OPTIMIZE", new Dictionary<string, string>(), clock.GetUtcNow().ToUnixTimeMilliseconds(), snapshot.Version,
            isBlindAppend: false, userMetadata: null, metrics);
        var version = new Committer(table.Log, table.Folder)
            .Commit(snapshot.Version, info, actions, new ReadSet(ReadScope.TouchedFiles), cancellationToken);
        var commit = new DeltaCommit(version ?? snapshot.Version)
        {
            RowsAdded = written.Rows, RowsRemoved = written.Rows, FilesAdded = written.Files.Count, FilesRemoved = removed,
            SizeBytes = written.SizeBytes,
        };
        table.CheckpointIfDue(connection, commit.Version, clock);
        return commit;
    }
}
