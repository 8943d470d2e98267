using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Carelake.Lake.Catalog;
using Carelake.Lake.Operations;
using Carelake.Sources.Mllp;

namespace Carelake.Tests.Faults;

public sealed class ServeKillTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CARELAKE_KILLS") ?? "12", CultureInfo.InvariantCulture);
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A server killed at any moment, under load, again and again: whatever was acknowledged is in bronze, and nothing is there twice.
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task What_was_acknowledged_is_in_bronze_exactly_once_however_often_the_server_is_killed()
    {
        var config = Path.Combine(_folder, "carelake.yaml");
        // Below the ports that the system gives to outgoing connections: a sender that tries a closed one of those may be connected to itself.
        var port = 20_000 + (Environment.ProcessId % 4_000);
        await File.WriteAllTextAsync(config, $"name: kill\nbuiltin_models: false\nfacilities: {{ward: {{}}}}\nlisteners:\n  ward: {{port: {port}, facility: ward}}\n");
        var acknowledged = new ConcurrentBag<string>();
        var isEnough = false;
        var sender = new MllpSender(
            new MllpSenderOptions
            {
                Host = "127.0.0.1", Port = port, Connections = 8, Window = 2, Rate = 400, Resends = true, Timeout = TimeSpan.FromSeconds(10),
                LongestPause = TimeSpan.FromMilliseconds(200),
            },
            TimeProvider.System)
        {
            Answered = (id, code) =>
            {
                if (code == "AA") acknowledged.Add(id);
            },
        };
        var sending = sender.SendAsync(Messages(() => Volatile.Read(ref isEnough)), default);

        var random = new Random(20261124);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var server = await ServeProcess.StartAsync(config);
            await Task.Delay(random.Next(50, 1200));
            await server.KillAsync();
        }

        using (var server = await ServeProcess.StartAsync(config))
        {
            await Task.Delay(500);
            Volatile.Write(ref isEnough, true);
            var report = await sending;
            report.Unanswered.ShouldBe(0);
            report.Answers.Keys.ShouldBe(["AA"]);
            (await server.StopAsync()).ShouldBe(0, server.Said);
        }

        var loaded = Loaded();
        loaded.Count.ShouldBe(loaded.Distinct(StringComparer.Ordinal).Count(), "a message is in bronze twice");
        acknowledged.Except(loaded, StringComparer.Ordinal).ShouldBeEmpty("an acknowledged message is not in bronze");
        acknowledged.Count.ShouldBeGreaterThan(Kills * 10);
        var operations = await OperationsStore.OpenAsync(OperationsDialect.Parse(null, new LakeFolder(Path.Combine(_folder, "lake")).OperationsFile), TimeProvider.System, default);
        var batches = await operations.BatchesAsync(default);
        batches.Where(batch => batch.Status == BatchStatus.Landed).ShouldBeEmpty();
        batches.Where(batch => batch.Status == BatchStatus.Loaded).Sum(batch => batch.RowsLoaded).ShouldBe(loaded.Count);
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

    private static IEnumerable<OutgoingMessage> Messages(Func<bool> isEnough)
    {
        for (var i = 0; !isEnough(); i++)
        {
            var text = $"MSH|^~\\&|EMR|WARD|LAKE|GROUP|20260301100000||ADT^A08^ADT_A01|C{i}|P|2.5.1\rEVN|A08|20260301100000\rPID|1||{i % 50}^^^WARD||Doe^Jane\rPV1|1|I\r";
            yield return new OutgoingMessage($"C{i}", Encoding.Latin1.GetBytes(text));
        }
    }
}
