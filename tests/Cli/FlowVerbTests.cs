using System.Text.Json;
using Carelake.Cli;

namespace Carelake.Tests.Cli;

public sealed class FlowVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-flow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_simulated_feed_is_measured_day_by_day_ward_by_ward_and_for_the_situation_report()
    {
        await RunAsync("simulate-feed", _folder, "--hours", "60");

        var (exit, measured, _) = await RunAsync("flow", _folder, "--days", "1");
        exit.ShouldBe(ExitCode.Done);
        measured.ShouldContain("st-albans  2025-01-02 to 2025-01-02  (Europe/London)");
        measured.ShouldContain("Acute Medical Unit");
        measured.ShouldContain("back in 30 days");
        measured.ShouldContain("OT-2");

        (await RunAsync("flow", _folder, "--day", "2025-01-02", "--days", "1", "--ward", "W01")).Output.ShouldContain("W01  patients in 24 beds when the hour begins");
        var report = JsonDocument.Parse((await RunAsync("flow", _folder, "--day", "2025-01-02", "--days", "1", "--sitrep", "--json")).Output).RootElement;
        report.EnumerateArray().Select(line => line.GetProperty("facility_id").GetString()).ShouldBe(["hospital-a", "hospital-b", "st-albans"]);
        report[2].GetProperty("core_bed_count").GetInt32().ShouldBe(74);
        report[2].GetProperty("attendance_count").GetInt32().ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task A_day_that_is_none_and_a_lake_without_messages_are_said_in_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "carelake.yaml"), "name: empty\nbuiltin_models: false\nfacilities: {ward: {}}\nlisteners:\n  ward: {port: 2575, facility: ward}\n");
        var message = Path.Combine(_folder, "one.hl7");
        await File.WriteAllTextAsync(message, "MSH|^~\\&|PAS|H1|||20250301080000+0000||ADT^A01|1|P|2.5.1\rEVN||20250301080000+0000\rPID|1||42^^^H1^MR\rPV1|1|I|W1^B1^1||||||||||||||||V1\r");

        (await RunAsync("flow", message, "--day", "soon")).Error.ShouldStartWith("CLI-0086");
        (await RunAsync("flow", "--config", Path.Combine(_folder, "carelake.yaml"))).Error.ShouldStartWith("CLI-0085");
        (await RunAsync("flow", message)).Error.ShouldContain("beds.csv");
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync(arguments, new Terminal(output, error, isInteractive: false), TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
