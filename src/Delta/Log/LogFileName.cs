using System.Globalization;

namespace Carelake.Delta.Log;

/// <summary>The names of the log's files.</summary>
public static class LogFileName
{
    private const int VersionDigits = 20;

    /// <summary>Name of the commit of a version.</summary>
    public static string Commit(long version) => version.ToString("D20", CultureInfo.InvariantCulture) + ".json";

    /// <summary>Name of the single-file checkpoint of a version.</summary>
    public static string Checkpoint(long version) =>
        version.ToString("D20", CultureInfo.InvariantCulture) + ".checkpoint.parquet";

    /// <summary>What a file of the log is, told from its name alone.</summary>
    public static LogFile Parse(string name)
    {
        var parts = name.Split('.');
        if (parts[0].Length != VersionDigits || !long.TryParse(parts[0], NumberStyles.None, null, out var version))
            return new LogFile(name, LogFileKind.Other, -1);
        return parts switch
        {
            [_, "json"] => new LogFile(name, LogFileKind.Commit, version),
            [_, "crc"] => new LogFile(name, LogFileKind.Checksum, version),
            [_, "checkpoint", "parquet"] => new LogFile(name, LogFileKind.Checkpoint, version),
            [_, "checkpoint", _, "parquet" or "json"] => new LogFile(name, LogFileKind.UuidCheckpoint, version),
            [_, "checkpoint", var part, var count, "parquet"]
                when int.TryParse(part, NumberStyles.None, null, out var p) && int.TryParse(count, NumberStyles.None, null, out var n)
                => new LogFile(name, LogFileKind.CheckpointPart, version, p, n),
            [_, var last, "compacted", "json"] when last.Length == VersionDigits
                => new LogFile(name, LogFileKind.CompactedCommits, version),
            _ => new LogFile(name, LogFileKind.Other, -1),
        };
    }
}
