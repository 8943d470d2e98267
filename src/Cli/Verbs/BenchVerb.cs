using System.CommandLine;
using System.Diagnostics;
using Carelake.Core;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake bench</c>: the benchmarks of the source tree, beside their peers.</summary>
internal static class BenchVerb
{
    public static Command Create(Terminal terminal)
    {
        var names = new Argument<string[]>("name") { Description = "Only these: scd2, rcm, x12, fhir, hl7, mllp, operations, cedar, audit, reads; all by default.", Arity = ArgumentArity.ZeroOrMore };
        var rows = new Option<long?>("--rows") { Description = "Rows to measure with, instead of each benchmark's own number.", HelpName = "ROWS" };
        var keep = new Option<bool>("--keep") { Description = "Keep the folders that were made." };
        var lake = new Option<string?>("--lake") { Description = "Folder in which the benchmark of reads keeps its lake, and finds it the next time.", HelpName = "FOLDER" };
        var json = CommonOptions.Json();
        var command = new Command("bench", "Runs the benchmarks of the source tree, with their peers where installed.") { names, rows, keep, lake, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Find();
            if (!Directory.Exists(Path.Combine(folder, "node_modules")))
                await RunAsync(terminal, "npm", folder, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], cancellationToken);
            var arguments = new List<string> { Path.Combine(folder, "run.mjs") };
            arguments.AddRange(parsed.GetValue(names) ?? []);
            if (parsed.GetValue(rows) is { } number) arguments.AddRange(["--rows", $"{number}"]);
            if (parsed.GetValue(lake) is { } kept) arguments.AddRange(["--lake", Path.GetFullPath(kept)]);
            if (parsed.GetValue(keep)) arguments.Add("--keep");
            if (parsed.GetValue(json)) arguments.Add("--json");
            return await RunAsync(terminal, "node", folder, arguments, cancellationToken);
        });
        return command;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "bench", "run.mjs")))
                return Path.Combine(folder.FullName, "bench");
        throw new CarelakeException("CLI-0011", "The benchmarks are part of the source tree, which is not here.", AppContext.BaseDirectory, "Run ./carelake bench in a clone of the repository.");
    }

    private static async Task<int> RunAsync(Terminal terminal, string program, string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            await Task.WhenAll(CopyAsync(process.StandardOutput, terminal.Out.WriteLine), CopyAsync(process.StandardError, terminal.Say));
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        async Task CopyAsync(StreamReader from, Action<string> to)
        {
            while (await from.ReadLineAsync(cancellationToken) is { } line) to(line);
        }
    }
}
