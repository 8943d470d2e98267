using Carelake.Core;
using Carelake.Delta.DeletionVectors;
using Carelake.Delta.Log;
using Carelake.Delta.Scans;
using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Delta.Maintenance;

/// <summary>
/// Deletes files that no version within the retention needs: those removed long ago, and those of writers that died before their
/// commit. A file younger than the retention is never deleted, since its commit may still come.
/// </summary>
internal static class Vacuum
{
    public static VacuumResult Run(DeltaTable table, DuckDbConnection connection, VacuumOptions options, TimeProvider clock)
    {
        var snapshot = table.Snapshot(connection);
        WriterFeatures.Check(snapshot);
        var least = Retention.RemovedFiles(snapshot);
        var retention = options.Retention ?? least;
        if (retention < least && !options.IsForced)
        {
            throw new CarelakeException(
                "DELTA-0301", "The retention asked for is shorter than the table's own.", table.Folder,
                "Ask for a longer one, or force it when nobody else reads or writes the table.");
        }

        var before = clock.GetUtcNow() - retention;
        var needed = Needed(snapshot, before.ToUnixTimeMilliseconds());
        var doomed = Candidates(table.Folder).Where(file => !needed.Contains(file.FullName) && file.LastWriteTimeUtc < before.UtcDateTime)
            .OrderBy(file => file.FullName, StringComparer.Ordinal).ToList();
        var sizeBytes = doomed.Sum(file => file.Length);
        if (!options.IsDryRun)
        {
            doomed.ForEach(file => file.Delete());
            KeyIndex.RemoveOrphans(table.Folder);
        }

        return new VacuumResult(
            [.. doomed.Select(file => Path.GetRelativePath(table.Folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/'))], sizeBytes);
    }

    private static HashSet<string> Needed(DeltaSnapshot snapshot, long before)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var recent = snapshot.Tombstones.Where(file => (file.DeletionTimestamp ?? 0) >= before);
        foreach (var file in snapshot.Files.Concat<FileAction>(recent))
        {
            needed.Add(Path.GetFullPath(snapshot.FullPath(file)));
            if (file.DeletionVector is { StorageType: not "i" } vector)
                needed.Add(Path.GetFullPath(DeletionVectorStore.FilePath(snapshot.TableFolder, vector)));
        }

        return needed;
    }

    /// <summary>Every file of the table that is none of the log's. Hidden folders and files belong to the log or to other programs; but change data is the table's.</summary>
    public static IEnumerable<FileInfo> Candidates(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo sub)
            {
                if (sub.Name[0] is '_' or '.' && sub.Name != "_change_data" && !sub.Name.Contains('=', StringComparison.Ordinal)) continue;
                foreach (var file in Candidates(sub.FullName)) yield return file;
            }
            else if (entry is FileInfo file && file.Name[0] is not ('_' or '.'))
            {
                yield return file;
            }
        }
    }
}
