using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Carelake.Cli;
using Carelake.Lake.Catalog;
using Carelake.Sources.Mllp;
using Carelake.Tests.Events.Kafka;

namespace Carelake.Tests.Cli;

// serve with its event log at a broker: what is acknowledged reaches bronze once, also when the broker goes away and comes back.
public sealed class BrokerServeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-serve-").FullName;

    private string Config => Path.Combine(_folder, "carelake.yaml");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Senders_hear_an_error_while_Kafka_is_away_and_everything_acknowledged_is_in_bronze_once()
    {
        var kafka = MockKafka.OfItsOwn();
        var topic = $"carelake-{Guid.NewGuid():n}";
        kafka.Create(topic, 4);
        await ConfigureAsync($"{{home: kafka, name: {topic}, servers: [{string.Join(", ", kafka.Servers.Select(server => $"\"{server}\""))}], settings: {{message.timeout.ms: \"1500\", fetch.wait.max.ms: \"5\"}}}}");
        var acknowledged = new ConcurrentBag<string>();
        await using (var role = await StartAsync())
        {
            (await SendAsync(role.Port, 0, 200, acknowledged)).Keys.ShouldBe(["AA"]);
            kafka.Switch(isUp: false);
            (await SendAsync(role.Port, 200, 210, acknowledged)).Keys.ShouldBe(["AR"]);
            kafka.Switch(isUp: true);
            for (var i = 200; i < 300; i++)
            {
                // As a sender does: until it is taken.
                while (!(await SendAsync(role.Port, i, i + 1, acknowledged)).ContainsKey("AA"))
                {
                }
            }
                    }

        var loaded = Loaded();
        loaded.Count.ShouldBe(300);
        loaded.Distinct().Count().ShouldBe(300);
        acknowledged.Distinct().Except(loaded).ShouldBeEmpty();
        (await RunAsync("status")).ShouldContain("bronze");
    }

    private Task ConfigureAsync(string events) => File.WriteAllTextAsync(
        Config, $"name: broker\nbuiltin_models: false\nfacilities: {{ward: {{}}}}\nevents: {events}\nlisteners:\n  ward: {{port: 0, facility: ward}}\n");

    private async Task<Served> StartAsync()
    {
        var said = new StringWriter();
        var role = await IngestRole.StartAsync(ProjectContext.Open(Config, lake: null), new Terminal(TextWriter.Null, said, isInteractive: false), TestContext.Current.CancellationToken);
        return new(role, int.Parse(said.ToString().Trim().Split(':')[^1], CultureInfo.InvariantCulture));
    }

    private static async Task<IReadOnlyDictionary<string, long>> SendAsync(int port, int from, int to, ConcurrentBag<string> acknowledged)
    {
        var sender = new MllpSender(new() { Host = "127.0.0.1", Port = port, Connections = Math.Min(4, to - from), Window = 8 }, TimeProvider.System)
        {
            Answered = (id, code) =>
            {
                if (code == "AA") acknowledged.Add(id);
            },
        };
        var messages = Enumerable.Range(from, to - from).Select(i => new OutgoingMessage(
            $"C{i}", Encoding.ASCII.GetBytes($"MSH|^~\\&|EMR|WARD|LAKE|GROUP|20260301100000||ADT^A01|C{i}|P|2.5.1\rEVN|A01|20260301095900\rPID|1||{i % 17}^^^WARD||Doe^Jane\rPV1|1|I|W1^2^3\r")));
        return (await sender.SendAsync(messages, TestContext.Current.CancellationToken)).Answers;
    }

    private List<string> Loaded()
    {
        using var session = LakeSession.Open(new LakeFolder(Path.Combine(_folder, "lake")), new EngineOptions());
        session.BindAll();
        using var command = session.Connection.CreateCommand("select control_id from bronze.ward_adt");
        using var reader = command.ExecuteReader();
        var ids = new List<string>();
        while (reader.Read()) ids.Add(reader.GetString(0));
        return ids;
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        (await CommandLine.RunAsync(["events", .. arguments, "--config", Config], new Terminal(output, TextWriter.Null, isInteractive: false), TestContext.Current.CancellationToken)).ShouldBe(ExitCode.Done);
        return output.ToString();
    }

    private sealed record Served(IngestRole Role, int Port) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Role.DisposeAsync();
    }
}
