using Carelake.Core;

namespace Carelake.Lake.Operations;

/// <summary>
/// Holds a lake for one run at a time. The operating system releases it when the process ends, however it ends, so that a killed
/// run never leaves a lake locked.
/// </summary>
public sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock at once or says who has it.</summary>
    /// <param name="path">The lock file; made when missing, never deleted.</param>
    /// <exception cref="CarelakeException">LAKE-0601: another run holds the lake.</exception>
    public static RunLock Take(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // A file has a folder.
        try
        {
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new CarelakeException(
                "LAKE-0601", "Another run is going on in this lake.", path,
                "Wait until it ends (`carelake runs` shows it), or give this run another lake with --lake.", e, isTransient: true);
        }
    }

    /// <summary>Lets the next run begin.</summary>
    public void Dispose() => _file.Dispose();
}
