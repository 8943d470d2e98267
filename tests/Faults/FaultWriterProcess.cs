using System.Diagnostics;
using System.Globalization;

namespace Carelake.Tests.Faults;

/// <summary>Starts the program that the fault tests kill.</summary>
internal static class FaultWriterProcess
{
    public static Process Start(params object[] arguments)
    {
        // Built beside the tests, in the same configuration, with an output folder of its own.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "Debug";
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.Path("tests", "FaultWriter", "bin", configuration, "net10.0", "Carelake.FaultWriter.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "");
        return Process.Start(start) ?? throw new InvalidOperationException("The fault writer did not start.");
    }
}
