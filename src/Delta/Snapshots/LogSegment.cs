using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Delta.Log;

namespace Carelake.Delta.Snapshots;

/// <summary>The files of the log that make up one version: at most one checkpoint, and every commit after it.</summary>
/// <param name="Version">The version they make up.</param>
/// <param name="CheckpointVersion">Version of the checkpoint; -1 without one.</param>
/// <param name="Checkpoint">File names of the checkpoint, all of its parts; empty without one.</param>
internal sealed record LogSegment(long Version, long CheckpointVersion, ImmutableArray<string> Checkpoint)
{
    /// <summary>The cheapest way to a version.</summary>
    /// <param name="files">All files of the log.</param>
    /// <param name="version"><see langword="null"/> for the latest.</param>
    /// <param name="place">Folder of the table, for errors.</param>
    /// <exception cref="CarelakeException">DELTA-0201, DELTA-0202 or DELTA-0205.</exception>
    public static LogSegment Select(IReadOnlyList<LogFile> files, long? version, string place)
    {
        var commits = files.Where(file => file.Kind == LogFileKind.Commit).Select(file => file.Version).ToHashSet();
        var checkpoints = CompleteCheckpoints(files);
        if (commits.Count == 0 && checkpoints.Count == 0) throw NotFound(place);

        var latest = commits.Concat(checkpoints.Keys).Max();
        var target = version ?? latest;
        if (target > latest || target < 0) throw NoSuchVersion(target, $"The latest version is {latest}.", place);

        var start = checkpoints.Keys.Where(v => v <= target).DefaultIfEmpty(-1).Max();
        for (var next = start + 1; next <= target; next++)
        {
            if (commits.Contains(next)) continue;
            if (start < 0 && !commits.Any(v => v < next))
                throw NoSuchVersion(target, "The commits it was made of are cleaned up, and no checkpoint is old enough.", place);
            throw new CarelakeException(
                "DELTA-0202", $"Version {next} is missing from the table's log, though later versions are there.", place,
                "Restore the missing commit from a backup, or read a version before it.");
        }

        return new LogSegment(target, start, start < 0 ? [] : checkpoints[start]);
    }

    internal static CarelakeException NotFound(string place) => new(
        "DELTA-0201", "There is no Delta table here.", place, "Check the path; a table is a folder with a _delta_log in it.");

    private static CarelakeException NoSuchVersion(long version, string why, string place) => new(
        "DELTA-0205", $"Version {version} of the table cannot be read. {why}", place, "Choose a version that the table's history still has.");

    private static Dictionary<long, ImmutableArray<string>> CompleteCheckpoints(IReadOnlyList<LogFile> files)
    {
        var complete = new Dictionary<long, ImmutableArray<string>>();
        foreach (var parts in files.Where(file => file.Kind == LogFileKind.CheckpointPart).GroupBy(file => (file.Version, file.Parts)))
        {
            if (parts.Select(file => file.Part).Distinct().Count() == parts.Key.Parts)
                complete[parts.Key.Version] = [.. parts.Select(file => file.Name)];
        }

        foreach (var file in files.Where(file => file.Kind is LogFileKind.UuidCheckpoint)) complete[file.Version] = [file.Name];
        foreach (var file in files.Where(file => file.Kind is LogFileKind.Checkpoint)) complete[file.Version] = [file.Name];
        return complete;
    }
}
