using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Carelake.Tests.Sources;

/// <summary>What the servers that tests start have in common: a folder, a port, programs run as a user that servers accept.</summary>
internal static class LocalServer
{
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Servers refuse to run as root: there, programs run as the server's own user.</summary>
    public static ProcessStartInfo Command(string user, string program, params string[] arguments)
    {
        var info = new ProcessStartInfo
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        if (Environment.IsPrivilegedProcess)
        {
            info.FileName = "runuser";
            foreach (var argument in (string[])["-u", user, "--", program])
                info.ArgumentList.Add(argument);
        }
        else
        {
            info.FileName = program;
        }

        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        return info;
    }

    public static async Task<string> RunAsync(ProcessStartInfo info)
    {
        using var process = Process.Start(info) ?? throw new InvalidOperationException(info.FileName);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{string.Join(' ', info.ArgumentList)}: {output} {await error}");
    }

    /// <summary>Skips the test, but not where everything must run.</summary>
    public static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"{what} is not installed.");
        Assert.Skip($"{what} is not installed.");
    }
}
