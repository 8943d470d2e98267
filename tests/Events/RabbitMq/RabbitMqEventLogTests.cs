using System.Collections.Concurrent;
using System.Text.Json;
using Carelake.Cli;
using Carelake.Core;
using Carelake.Events;
using Carelake.Events.RabbitMq;
using Carelake.Tests.Events.Brokers;

namespace Carelake.Tests.Events.RabbitMq;

[Trait("Speed", "Slow")]
public sealed class RabbitMqEventLogTests(RabbitCluster cluster) : EventLogContract, IClassFixture<RabbitCluster>, IDisposable
{
    private readonly BrokerLake _lake = new();
    private readonly string _name = $"carelake-{Guid.NewGuid():n}";

    private RabbitMqOptions Options => new() { Servers = cluster.Servers, Name = _name, Partitions = 2 };

    protected override async Task<IEventLog> OpenAsync()
    {
        await cluster.ReadyAsync();
        return await _lake.OpenAsync(await RabbitMqBroker.ConnectAsync(Options, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task The_leader_killed_under_load_loses_nothing_that_was_acknowledged_and_doubles_nothing()
    {
        const int senders = 8;
        const int each = 250;
        await using var log = await OpenAsync();
        var acknowledged = new ConcurrentBag<string>();
        var refused = 0;

        var sending = Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                var sent = Event($"{sender}/{i:D4}", $"patient {sender}");
                // As a careful sender: again until it is acknowledged.
                while (true)
                {
                    try
                    {
                        await log.AppendAsync(sent, TestContext.Current.CancellationToken);
                        acknowledged.Add(Text(new(default, sent)));
                        break;
                    }
                    catch (CarelakeException exception) when (exception.IsTransient)
                    {
                        Interlocked.Increment(ref refused);
                        await Task.Delay(50);
                    }
                }
            }
        })));
        while (acknowledged.Count < senders * each / 4) await Task.Delay(10);
        var killed = await cluster.KillLeaderAsync($"{_name}-0");
        await sending;
        cluster.Restart(killed);

        var all = await AllAsync(log);
        all.Select(Text).Order(StringComparer.Ordinal).ShouldBe(acknowledged.Order(StringComparer.Ordinal));
        all.Count.ShouldBe(senders * each);
        foreach (var patient in all.GroupBy(stored => stored.Event.PartitionKey)) patient.Select(Text).ShouldBe(patient.Select(Text).Order(StringComparer.Ordinal));
        TestContext.Current.TestOutputHelper?.WriteLine($"refused and sent again: {refused}");
    }

    [Fact]
    public async Task The_command_line_serves_and_looks_at_a_log_in_RabbitMQ()
    {
        await cluster.ReadyAsync();
        var folder = Directory.CreateTempSubdirectory("carelake-serve-").FullName;
        var config = Path.Combine(folder, "carelake.yaml");
        await File.WriteAllTextAsync(
            config,
            $"name: mq\nbuiltin_models: false\nfacilities: {{ward: {{}}}}\nlisteners:\n  ward: {{port: 0, facility: ward}}\n" +
            $"events: {{home: rabbitmq, name: {_name}, partitions: 2, servers: [{string.Join(", ", cluster.Servers.Select(server => $"\"{server}\""))}]}}\n");
        await using (var role = await IngestRole.StartAsync(ProjectContext.Open(config, lake: null), new Terminal(TextWriter.Null, TextWriter.Null, isInteractive: false), TestContext.Current.CancellationToken))
        {
            foreach (var i in Enumerable.Range(0, 20)) await role.Log.AppendAsync(Event($"MSH|^~\\&|A|B|||20260301||ADT^A01|{i}|P|2.5\r", $"{i}"), default);
        }

        var output = new StringWriter();
        (await CommandLine.RunAsync(["events", "status", "--json", "--config", config], new Terminal(output, TextWriter.Null, isInteractive: false), TestContext.Current.CancellationToken)).ShouldBe(ExitCode.Done);

        JsonDocument.Parse(output.ToString()).RootElement.GetProperty("lag").GetProperty("bronze").GetInt64().ShouldBe(0);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_index_that_was_lost_is_made_again_from_the_streams()
    {
        await using (var log = await OpenAsync()) await log.AppendAsync([.. Enumerable.Range(0, 50).Select(i => Event($"{i}", $"patient {i}"))], default);

        _lake.LoseIndex();
        await using var again = await OpenAsync();

        (await again.AppendAsync(Event("7", "patient 7"), default)).IsDuplicate.ShouldBeTrue();
        (await AllAsync(again)).Count.ShouldBe(50);
    }

    [Fact]
    public async Task Nodes_that_are_not_there_are_told_with_what_to_do()
    {
        var nobody = new RabbitMqOptions { Servers = ["127.0.0.1:9"], Name = "none", Timeout = TimeSpan.FromSeconds(1) };

        var error = await Should.ThrowAsync<CarelakeException>(() => RabbitMqBroker.ConnectAsync(nobody, default));

        (error.Code, error.IsTransient).ShouldBe(("LOG-0006", true));
    }
}
