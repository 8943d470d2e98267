using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Carelake.Delta.Log;

/// <summary>
/// What .NET cannot say about files: that a name is on the disk, and that a file gets its name only if nobody has it.
/// (<see cref="File.Move(string, string)"/> looks first and renames after, so two writers can both win.)
/// </summary>
public static partial class DurableFile
{
    private const int FileExists = 17;

    /// <summary>Returns when the file's content is on the disk.</summary>
    public static void Sync(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Returns when the names in a folder are on the disk. Windows does this by itself.</summary>
    /// <exception cref="IOException">The folder is not there, or its disk failed.</exception>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(path, 0);
        if (descriptor < 0) throw Failure(path);
        try
        {
            if (Fsync(descriptor) != 0) throw Failure(path);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Gives a file a second name, on the same disk, unless the name is taken.</summary>
    /// <returns>False when the name is taken.</returns>
    /// <exception cref="IOException">The link could not be made for another reason.</exception>
    public static bool TryLink(string existing, string name)
    {
        if (OperatingSystem.IsWindows()) return TryMove(existing, name);
        if (Link(existing, name) == 0) return true;
        return Marshal.GetLastPInvokeError() == FileExists ? false : throw Failure(name);
    }

    // On Windows a move without overwrite is one step of the file system.
    private static bool TryMove(string existing, string name)
    {
        try
        {
            File.Move(existing, name);
            return true;
        }
        catch (IOException) when (File.Exists(name))
        {
            return false;
        }
    }

    private static IOException Failure(string path) => new(path, new Win32Exception(Marshal.GetLastPInvokeError()));

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
