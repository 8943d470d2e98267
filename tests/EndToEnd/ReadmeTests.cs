using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Carelake.Tests.EndToEnd;

/// <summary>The commands a stranger copies from the README do what it says.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-readme-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Every_carelake_command_of_the_readme_runs_in_order()
    {
        var commands = CommandPattern().Matches(await File.ReadAllTextAsync(Repository.Path("README.md"), TestContext.Current.CancellationToken))
            .Select(match => match.Groups["arguments"].Value.Trim()).ToList();
        commands.Count.ShouldBeGreaterThan(5);

        foreach (var command in commands)
        {
            var (code, output) = await RunAsync(command);
            // The sample project of `init` holds a patient without a birth date, on purpose.
            code.ShouldBe(command.StartsWith("run ", StringComparison.Ordinal) ? 3 : 0, $"./carelake {command}\n{output}");
        }
    }

    private async Task<(int Code, string Output)> RunAsync(string arguments)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = _folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // The tests are built: the script need not set up again.
        start.Environment["CARELAKE_BUILT"] = "1";
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"'{Repository.Path("carelake")}' {arguments} 2>&1");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    [GeneratedRegex(@"^\./carelake (?<arguments>.+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex CommandPattern();
}
