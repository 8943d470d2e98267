using Carelake.Core;

namespace Carelake.Events;

/// <summary>Lets one process at a time take the log of a lake, whatever its home: one consumer brings it to bronze.</summary>
internal static class LogLock
{
    /// <summary>Takes it, until what is returned is disposed.</summary>
    /// <param name="folder">The lake's folder of the log; made when it is not there.</param>
    /// <exception cref="CarelakeException">LOG-0001: another process has it.</exception>
    public static FileStream Hold(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "log.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new CarelakeException(
                "LOG-0001", "Another process has the event log open.", folder, "Stop the other `carelake serve` of this lake first.", exception, isTransient: true);
        }
    }
}
