using System.Text.Json;

namespace Carelake.Delta.Log;

/// <summary>
/// The <c>_delta_log</c> folder of a table on a local file system. A version is written once and by one writer only
/// (put if absent), and is on the disk before anybody is told of it.
/// </summary>
/// <param name="tableFolder">Full path of the table's folder; it need not exist.</param>
public sealed class LogStore(string tableFolder)
{
    private const string LastCheckpointName = "_last_checkpoint";

    /// <summary>Full path of the log's folder.</summary>
    public string Folder { get; } = Path.Combine(tableFolder, "_delta_log");

    /// <summary>Full path of a file of the log.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>The log's files that speak of a version, from one version on, ordered by name; empty when there is no log.</summary>
    public IReadOnlyList<LogFile> ListFrom(long version)
    {
        var files = new List<LogFile>();
        try
        {
            foreach (var path in Directory.EnumerateFiles(Folder))
            {
                var file = LogFileName.Parse(Path.GetFileName(path));
                if (file.Kind != LogFileKind.Other && file.Version >= version) files.Add(file);
            }
        }
        catch (DirectoryNotFoundException)
        {
            return files;
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return files;
    }

    /// <summary>Some version was ever written.</summary>
    public bool Exists() => ListFrom(0).Any(file => file.Kind is not LogFileKind.Checksum);

    /// <summary>The actions of a version.</summary>
    /// <returns>In order; <see langword="null"/> when the version has no commit file.</returns>
    /// <exception cref="Core.CarelakeException">DELTA-0101: the file cannot be understood.</exception>
    public IReadOnlyList<DeltaAction>? ReadCommit(long version)
    {
        var path = PathOf(LogFileName.Commit(version));
        try
        {
            return ActionJson.ParseCommit(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>When the commit file of a version was last written to, UTC: the time of versions without their own timestamp.</summary>
    public DateTimeOffset ModifiedAt(long version) =>
        new(File.GetLastWriteTimeUtc(PathOf(LogFileName.Commit(version))), TimeSpan.Zero);

    /// <summary>Writes a version unless somebody has. Durable when it returns true.</summary>
    /// <returns>False when the version was there already, by whoever.</returns>
    public bool TryPut(long version, ReadOnlySpan<byte> commit)
    {
        var target = PathOf(LogFileName.Commit(version));
        if (File.Exists(target)) return false;
        CreateFolder();
        var temporary = WriteTemporary(commit);
        try
        {
            if (!DurableFile.TryLink(temporary, target)) return false;
        }
        finally
        {
            File.Delete(temporary);
        }

        DurableFile.SyncFolder(Folder);
        return true;
    }

    /// <summary>The hint where to begin reading.</summary>
    /// <returns><see langword="null"/> when there is none, or none that can be understood: it is only a hint.</returns>
    public LastCheckpoint? ReadLastCheckpoint()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(LastCheckpointName)), LogJsonContext.Default.LastCheckpoint);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the hint where to begin reading, whole or not at all.</summary>
    public void WriteLastCheckpoint(LastCheckpoint checkpoint)
    {
        var temporary = WriteTemporary(JsonSerializer.SerializeToUtf8Bytes(checkpoint, LogJsonContext.Default.LastCheckpoint));
        File.Move(temporary, PathOf(LastCheckpointName), overwrite: true);
    }

    /// <summary>A name in the log's folder that no reader looks at.</summary>
    public string TemporaryPath(string extension) => PathOf($".{Guid.NewGuid():N}.{extension}");

    private string WriteTemporary(ReadOnlySpan<byte> bytes)
    {
        var path = TemporaryPath("tmp");
        using var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(handle, bytes, 0);
        RandomAccess.FlushToDisk(handle);
        return path;
    }

    private void CreateFolder()
    {
        if (Directory.Exists(Folder)) return;
        Directory.CreateDirectory(Folder);
        DurableFile.SyncFolder(tableFolder);
        if (Path.GetDirectoryName(tableFolder) is { Length: > 0 } parent) DurableFile.SyncFolder(parent);
    }
}
