using System.Text;
using System.Text.Json;
using Carelake.Cli;
using Carelake.Events;
using Carelake.Events.Embedded;
using Carelake.Lake.Landing;

namespace Carelake.Tests.Cli;

public sealed class EventsVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-events-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Status_dead_letters_show_and_replay_work_beside_a_log_and_replay_needs_it_alone()
    {
        await File.WriteAllTextAsync(Config, "name: events\nbuiltin_models: false\nfacilities: {ward: {}}\nlisteners:\n  ward: {port: 2575, facility: ward}\n");
        (await RunAsync("status")).Error.ShouldStartWith("LOG-0005");
        await using (var log = await OpenAsync())
        {
            var payload = Encoding.UTF8.GetBytes("MSH|^~\\&|A");
            await log.AppendAsync(new NewEvent { Feed = "ward", Kind = EventKind.Hl7v2, PartitionKey = "", Key = EventKey.Of("ward", payload), ReceivedAt = TimeProvider.System.GetUtcNow(), Payload = payload }, default);
            await log.CommitAsync("bronze", 0, 0, default);
            await log.DeadLetterAsync("bronze", (await log.ReadAsync(0, 0, 1, default))[0], "LAKE-0000: cannot be written.", default);

            var status = JsonDocument.Parse((await RunAsync("status", "--json")).Output).RootElement;
            status.GetProperty("dead_letters").GetInt64().ShouldBe(1);
            status.GetProperty("lag").GetProperty("bronze").GetInt64().ShouldBe(1);
            (await RunAsync("status")).Output.ShouldContain("Dead letters: 1");
            (await RunAsync("dead-letters")).Output.ShouldContain("LAKE-0000: cannot be written.");
            (await RunAsync("show", "1")).Output.ShouldBe("MSH|^~\\&|A");
            (await RunAsync("show", "2")).Error.ShouldStartWith("CLI-0087");
            (await RunAsync("replay")).Error.ShouldStartWith("LOG-0001");
        }

        (await RunAsync("replay", "1")).Exit.ShouldBe(ExitCode.Done);

        (await RunAsync("status")).Output.ShouldContain("Dead letters: 0");
        await using var again = await OpenAsync();
        (await again.ReadAsync(0, 0, 10, default)).Count.ShouldBe(2);
    }

    private string Config => Path.Combine(_folder, "carelake.yaml");

    private Task<EmbeddedEventLog> OpenAsync() => EmbeddedEventLog.OpenAsync(
        Path.Combine(_folder, "lake", "_carelake", "events"), FileKeyProvider.ForLake(Path.Combine(_folder, "lake")), new EmbeddedLogOptions(), default);

    private async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync(["events", .. arguments, "--config", Config], new Terminal(output, error, isInteractive: false), TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
