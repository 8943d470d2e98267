using Carelake.Core;
using Carelake.Delta.Log;

namespace Carelake.Delta.Snapshots;

/// <summary>
/// When versions came about. Where a table asks for in-commit timestamps, the commit says it; else it is when the commit's file was
/// written, moved on by a millisecond where a clock went back, so that later versions are always later.
/// </summary>
/// <param name="store">The table's log.</param>
internal sealed class CommitTimes(LogStore store)
{
    /// <summary>Time of one version.</summary>
    public DateTimeOffset Of(long version, Metadata metadata)
    {
        if (HasOwnTime(version, metadata) && InCommit(version) is { } own) return own;
        var commit = store.PathOf(LogFileName.Commit(version));

        // A version whose commit is cleaned up is at least as old as its checkpoint.
        return File.Exists(commit)
            ? store.ModifiedAt(version)
            : new DateTimeOffset(File.GetLastWriteTimeUtc(store.PathOf(LogFileName.Checkpoint(version))), TimeSpan.Zero);
    }

    /// <summary>The latest version that was there at a moment.</summary>
    /// <param name="asOf">The moment; after the latest commit, the latest version is the answer.</param>
    /// <param name="metadata">Of the latest version.</param>
    /// <param name="place">Folder of the table, for the error.</param>
    /// <exception cref="CarelakeException">DELTA-0205: the table was not there yet, or that part of its history is cleaned up.</exception>
    public long VersionAt(DateTimeOffset asOf, Metadata metadata, string place)
    {
        long? found = null;
        var previous = DateTimeOffset.MinValue;
        foreach (var file in store.ListFrom(0).Where(file => file.Kind == LogFileKind.Commit).OrderBy(file => file.Version))
        {
            var time = Of(file.Version, metadata);
            if (time <= previous) time = previous.AddMilliseconds(1);
            if (time > asOf) break;
            found = file.Version;
            previous = time;
        }

        return found ?? throw new CarelakeException(
            "DELTA-0205", $"The table has no version as old as {asOf:O}.", place, "Choose a moment within the table's history.");
    }

    private static bool HasOwnTime(long version, Metadata metadata)
    {
        var settings = metadata.Configuration;
        if (!settings.TryGetValue("delta.enableInCommitTimestamps", out var on) || !bool.TryParse(on, out var isOn) || !isOn) return false;
        return !settings.TryGetValue("delta.inCommitTimestampEnablementVersion", out var since)
            || !long.TryParse(since, out var first) || version >= first;
    }

    private DateTimeOffset? InCommit(long version) =>
        store.ReadCommit(version)?.OfType<CommitInfo>().FirstOrDefault()?.InCommitTimestamp is { } milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
