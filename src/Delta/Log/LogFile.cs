namespace Carelake.Delta.Log;

/// <summary>What a file of the log is.</summary>
public enum LogFileKind
{
    /// <summary>A commit: <c>%020d.json</c>.</summary>
    Commit,

    /// <summary>A checkpoint in one Parquet file: <c>%020d.checkpoint.parquet</c>.</summary>
    Checkpoint,

    /// <summary>One part of many: <c>%020d.checkpoint.%010d.%010d.parquet</c>.</summary>
    CheckpointPart,

    /// <summary>A v2 checkpoint named by UUID, Parquet or JSON: <c>%020d.checkpoint.&lt;uuid&gt;.parquet</c>.</summary>
    UuidCheckpoint,

    /// <summary>Sums over a version: <c>%020d.crc</c>.</summary>
    Checksum,

    /// <summary>Several commits in one: <c>%020d.%020d.compacted.json</c>.</summary>
    CompactedCommits,

    /// <summary>Something else, such as a temporary file.</summary>
    Other,
}

/// <summary>A file of the log, by its name.</summary>
/// <param name="Name">File name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Version">The version it speaks of; the first one for <see cref="LogFileKind.CompactedCommits"/>; -1 for <see cref="LogFileKind.Other"/>.</param>
/// <param name="Part">From 1, for <see cref="LogFileKind.CheckpointPart"/>; else 0.</param>
/// <param name="Parts">How many there are, for <see cref="LogFileKind.CheckpointPart"/>; else 0.</param>
public sealed record LogFile(string Name, LogFileKind Kind, long Version, int Part = 0, int Parts = 0);
