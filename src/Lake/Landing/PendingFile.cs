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
        try
        {
            // A hard link or an exclusive rename underneath: of two at once, one wins.
            File.Move(_path, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }

        FlushName();
        return true;
    }

    /// <summary>As <see cref="Publish"/>, taking the place of what is there.</summary>
    public void Replace(string path)
    {
        Stream.Flush(flushToDisk: true);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // Always below the lake.
        File.Move(_path, path, overwrite: true);
        FlushName();
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        File.Delete(_path);
    }

    // The new name changed the inode, so that journalling file systems (ext4, xfs, btrfs) put the directory entry on disk with it.
    private void FlushName() => Stream.Flush(flushToDisk: true);
}
