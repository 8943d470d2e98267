using System.Diagnostics;

namespace Carelake.Tests;

/// <summary>A disk of the test's own, in memory. Only root may mount one; elsewhere the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static SmallDisk Mount(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("carelake-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder)) return new SmallDisk(folder);
        Directory.Delete(folder);
        Assert.Skip("Only root may mount a small disk to fill up.");
        throw new UnreachableException();
    }

    public void Grow(int megabytes) => Run("mount", "-o", $"remount,size={megabytes}m", Folder).ShouldBeTrue();

    public void Dispose()
    {
        // Lazily: pooled connections may still hold the operational database open.
        Run("umount", "--lazy", Folder).ShouldBeTrue();
        Directory.Delete(Folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true });
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }
}
