using Carelake.Delta.Log;

namespace Carelake.Lake.Landing;

/// <summary>A file in the making: invisible until <see cref="Publish"/>, gone if that is not reached.</summary>
internal sealed class PendingFile : IAsyncDisposable
{
    private readonly string _path;

    public PendingFile(string temporaryFolder)
    {
        Directory.CreateDirectory(temporaryFolder);
        _path = Path.Combine(temporaryFolder, Guid.NewGuid().ToString("n") + ".tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Stream = new FileStream(_path, options);
    }

    public FileStream Stream { get; }

    /// <summary>Makes the file durable under its name; false when that name is taken, which leaves the other as it is.</summary>
    public bool Publish(string path)
    {
        Stream.Flush(flushToDisk: true);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // Always below the lake.
        // Of two at once, one wins.
        if (!DurableFile.TryLink(_path, path))
            return false;
        SyncNames(path);
        return true;
    }

    /// <summary>As <see cref="Publish"/>, taking the place of what is there.</summary>
    public void Replace(string path)
    {
        Stream.Flush(flushToDisk: true);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // Always below the lake.
        File.Move(_path, path, overwrite: true);
        SyncNames(path);
    }

    // The file's name in its folder, and that of the folder, which may be new.
    private static void SyncNames(string path)
    {
        var folder = Path.GetDirectoryName(path)!; // As above.
        DurableFile.SyncFolder(folder);
        DurableFile.SyncFolder(Path.GetDirectoryName(folder)!); // As above.
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        File.Delete(_path);
    }
}
