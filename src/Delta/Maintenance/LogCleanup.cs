using Carelake.Delta.Log;
using Carelake.Delta.Snapshots;

namespace Carelake.Delta.Maintenance;

/// <summary>
/// Deletes commits and checkpoints older than the retention that a later checkpoint makes unneeded. Goes from the oldest on, so that
/// whatever stops it leaves a log without gaps.
/// </summary>
internal static class LogCleanup
{
    /// <summary>Cleans up.</summary>
    /// <param name="log">The table's log.</param>
    /// <param name="snapshot">Its latest version.</param>
    /// <param name="now">Now.</param>
    /// <returns>How many files were deleted.</returns>
    public static int Run(LogStore log, DeltaSnapshot snapshot, DateTimeOffset now)
    {
        var before = (now - Retention.Log(snapshot)).UtcDateTime;
        var files = log.ListFrom(0);
        var old = files.Where(file => file.Kind == LogFileKind.Commit && File.GetLastWriteTimeUtc(log.PathOf(file.Name)) < before).ToList();
        if (old.Count == 0) return 0;

        // The last checkpoint at or before the last old commit stays, with all that comes after it.
        var keepFrom = files.Where(file => file.Kind == LogFileKind.Checkpoint && file.Version <= old[^1].Version)
            .Select(file => file.Version).DefaultIfEmpty(-1).Max();
        var doomed = files.Where(file => file.Version < keepFrom).OrderBy(file => file.Version).ToList();
        foreach (var file in doomed) File.Delete(log.PathOf(file.Name));
        return doomed.Count;
    }
}
