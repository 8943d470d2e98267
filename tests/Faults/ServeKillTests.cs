using System.Collections.Concurrent;
using System.Globalization;
using Carelake.Hl7v2;
using Carelake.Lake.Catalog;
using Carelake.Lake.Operations;
using Carelake.Operations;
using Carelake.Simulator;
using Carelake.Sources.Mllp;

namespace Carelake.Tests.Faults;

public sealed class ServeKillTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("CARELAKE_KILLS") ?? "6", CultureInfo.InvariantCulture);
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A server killed at any moment, under load, again and again: whatever was acknowledged is in bronze, nothing is there twice, and the board is the truth.
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task What_was_acknowledged_is_in_bronze_exactly_once_and_the_board_is_the_truth_however_often_the_server_is_killed()
    {
        var config = Path.Combine(_folder, "carelake.yaml");
        // Below the ports that the system gives to outgoing connections: a sender that tries a closed one of those may be connected to itself.
        var port = 20_000 + (Environment.ProcessId % 4_000);
        await File.WriteAllTextAsync(config, $"name: kill\nbuiltin_models: false\nfacilities: {{ward: {{}}}}\nlisteners:\n  ward: {{port: {port}, facility: ward}}\n");
        // About as long as the killing takes.
        var group = LiveGroup.Open(new() { Duration = TimeSpan.FromDays(Math.Max(3, Kills * 0.35)), FaultShare = 0.05 });
        var messages = Messages(group);
        var acknowledged = new ConcurrentBag<string>();
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
        var sending = sender.SendAsync(messages, default);

        var random = new Random(20261124);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var server = await ServeProcess.StartAsync(config);
            await Task.Delay(random.Next(50, 1200));
            await server.KillAsync();
        }

        using (var server = await ServeProcess.StartAsync(config))
        {
            var report = await sending;
            report.Unanswered.ShouldBe(0);
            report.Answers.Keys.ShouldBe(["AA"]);
            (await server.StopAsync()).ShouldBe(0, server.Said);
        }

        var state = new FlowState();
        var loaded = Loaded(state);
        loaded.Count.ShouldBe(loaded.Distinct(StringComparer.Ordinal).Count(), "a message is in bronze twice");
        acknowledged.Except(loaded, StringComparer.Ordinal).ShouldBeEmpty("an acknowledged message is not in bronze");
        loaded.Count.ShouldBe(messages.Count);
        BoardIsTruth(state, group);
        var operations = await OperationsStore.OpenAsync(OperationsDialect.Parse(null, new LakeFolder(Path.Combine(_folder, "lake")).OperationsFile), TimeProvider.System, default);
        var batches = await operations.BatchesAsync(default);
        batches.Where(batch => batch.Status == BatchStatus.Landed).ShouldBeEmpty();
        batches.Where(batch => batch.Status == BatchStatus.Loaded).Sum(batch => batch.RowsLoaded).ShouldBe(loaded.Count);
    }

    // The same bytes again are one message to the log, and one control id to the sender: what it sends again is what it gets no answer for.
    private static List<OutgoingMessage> Messages(LiveGroup group) =>
        [.. group.Messages().Select(message => new OutgoingMessage(Hl7Message.Parse(message.Bytes).Value.Header.Field(10).Text, message.Bytes)).DistinctBy(message => message.ControlId)];

    private List<string> Loaded(FlowState state)
    {
        using var session = LakeSession.Open(new LakeFolder(Path.Combine(_folder, "lake")), new EngineOptions());
        session.BindAll();
        using var command = session.Connection.CreateCommand(string.Join(" union all ", new[] { "adt", "siu", "orders", "oru" }.Select(table => $"select control_id, message from bronze.ward_{table}")));
        using var reader = command.ExecuteReader();
        var flow = new FlowEventReader(TimeSpan.Zero);
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
            foreach (var told in flow.Read(Hl7Message.Parse((byte[])reader.GetValue(1)).Value, 0).Value) state.Apply(told);
        }
        return ids;
    }

    private static void BoardIsTruth(FlowState state, LiveGroup group)
    {
        var at = group.End.AddHours(-6);
        var truth = group.Truth.At(at).Where(placement => placement.Bed.Length > 0).Select(placement => $"{placement.FacilityId} {placement.Ward} {placement.Room} {placement.Bed} {placement.VisitId}");
        var shown = from facility in state.Facilities
                    from bed in state.BedBoard(facility, LiveGroup.Plan, at).Beds
                    where bed.Visit?.At(at) is { } placement && placement.Location == bed.Location
                    select $"{facility} {bed.Location.Ward} {bed.Location.Room} {bed.Location.Bed} {bed.Visit!.VisitId}"; // Filtered on the line above.
        shown.Order(StringComparer.Ordinal).ShouldBe(truth.Order(StringComparer.Ordinal));
    }
}
