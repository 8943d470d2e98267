namespace Carelake.Delta.Maintenance;

/// <summary>What a purge did.</summary>
/// <param name="VersionBefore">The table's version before it.</param>
/// <param name="Version">The version that the history now begins with.</param>
/// <param name="DataFilesRemoved">Files of rows, deletion vectors and changes that are gone.</param>
/// <param name="LogFilesRemoved">Files of the log that are gone.</param>
public sealed record PurgeResult(long VersionBefore, long Version, int DataFilesRemoved, int LogFilesRemoved);
