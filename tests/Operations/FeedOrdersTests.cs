using System.Globalization;
using System.Text;
using Carelake.Cli;
using Carelake.Events;
using Carelake.Events.Bronze;
using Carelake.Events.Embedded;
using Carelake.Lake.Bronze;
using Carelake.Lake.Catalog;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;

namespace Carelake.Tests.Operations;

/// <summary>
/// Random ADT messages, most of them nonsense together: updates with empty and deleting fields, merges, swaps, cancellations. In whatever order they come, twice or once, cut
/// into whatever batches, silver ends with the same histories.
/// </summary>
public sealed class FeedOrdersTests : IDisposable
{
    private const int Groups = 25;
    private const int MessagesOfGroup = 16;

    private static readonly DateTime Midnight = new(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-orders-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Any_order_and_any_batches_end_in_the_same_silver()
    {
        var random = new Random(20261124);
        var messages = Enumerable.Range(0, Groups).SelectMany(group => Enumerable.Range(0, MessagesOfGroup).Select(number => Message(random, group, number))).ToList();
        var inOrder = await SilverAsync("in-order", [[.. messages.Order(StringComparer.Ordinal)]]);
        // A sender that sends again under another name tells nothing new.
        var shuffled = messages.Concat(messages.Where(_ => random.Next(5) == 0).Select(message => message.Replace("|PAS|", "|PAS2|", StringComparison.Ordinal))).ToArray();
        random.Shuffle(shuffled);

        var outOfOrder = await SilverAsync("shuffled", [shuffled[..100], shuffled[100..]]);

        foreach (var table in inOrder.Keys)
        {
            inOrder[table].Count.ShouldBeGreaterThan(Groups, table);
            outOfOrder[table].Except(inOrder[table]).Take(5).ShouldBeEmpty($"only out of order: {table}");
            inOrder[table].Except(outOfOrder[table]).Take(5).ShouldBeEmpty($"only in order: {table}");
            outOfOrder[table].Count.ShouldBe(inOrder[table].Count, table);
        }
        inOrder["encounter"].Count(row => row.EndsWith("True", StringComparison.Ordinal)).ShouldBeGreaterThan(2, "cancelled visits");
        inOrder["patient"].Count(row => row.EndsWith("True", StringComparison.Ordinal)).ShouldBeGreaterThan(10, "merged numbers");
    }

    private static string Message(Random random, int group, int number)
    {
        string[] triggers = ["A01", "A01", "A02", "A02", "A03", "A04", "A06", "A07", "A08", "A08", "A11", "A12", "A13", "A17", "A21", "A22", "A31", "A40", "A40", "A05"];
        var trigger = triggers[random.Next(triggers.Length)];
        var (happened, recorded) = (Midnight.AddMinutes(random.Next(24) * 60), Midnight.AddMinutes(random.Next(48) * 30));
        var text = new StringBuilder($"MSH|^~\\&|PAS|H1|||{Time(recorded.AddMinutes(1))}||ADT^{trigger}|{group}-{number}|P|2.5.1\rEVN||{Time(recorded)}||||{Time(happened)}\r");
        Visit();
        if (trigger is "A17") Visit();
        if (trigger is "A40") text.Append(CultureInfo.InvariantCulture, $"MRG|P{group}-{random.Next(3)}^^^H1^MR\r");
        return text.ToString();

        void Visit()
        {
            text.Append(CultureInfo.InvariantCulture, $"PID|1||P{group}-{random.Next(3)}^^^H1^MR||{Any("Doe", "Roe", "")}^Jane^{Any("M", "", "\"\"")}||19800102|{Any("F", "M", "")}|||{Any("Main St", "", "\"\"")}||{Any("555-1", "555-2", "", "\"\"")}\r");
            if (trigger is "A31" or "A40") return;
            text.Append(CultureInfo.InvariantCulture, $"PV1|1|{Any("I", "E", "O")}|{Any("W1^B1^1", "W1^B1^2", "W2^B1^1", "W2", "")}||||{Any("D1", "D2", "")}||||||||||||V{group}-{random.Next(3)}");
            text.Append(CultureInfo.InvariantCulture, $"|||||||||||||||||||||||||{(random.Next(2) == 0 ? Time(happened.AddMinutes(-5)) : "")}|{(trigger is "A03" or "A08" && random.Next(2) == 0 ? Time(happened.AddHours(20)) : "")}\r");
        }

        string Any(params ReadOnlySpan<string> texts) => texts[random.Next(texts.Length)];
    }

    private static string Time(DateTime at) => at.ToString("yyyyMMddHHmmss'+0000'", CultureInfo.InvariantCulture);

    private async Task<Dictionary<string, List<string>>> SilverAsync(string name, string[][] batches)
    {
        var folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.Combine(folder, "models", "silver"));
        foreach (var model in Repository.Files("models/silver")) File.Copy(model, Path.Combine(folder, "models", "silver", Path.GetFileName(model)));
        var config = Path.Combine(folder, "carelake.yaml");
        await File.WriteAllTextAsync(config, "name: orders\nbuiltin_models: false\nmodels: [models]\nfacilities: {ward: {}}\nlisteners:\n  ward: {port: 2575, facility: ward}\n");
        var lake = new LakeFolder(Path.Combine(folder, "lake"));
        var keys = FileKeyProvider.ForLake(lake.Root);
        await using var log = await EmbeddedEventLog.OpenAsync(Path.Combine(folder, "log"), keys, new EmbeddedLogOptions(), default);
        var operations = await OperationsStore.OpenAsync(OperationsDialect.Parse(null, lake.OperationsFile), TimeProvider.System, default);
        using var loader = new FeedLoader(lake, new LandingZone(lake.Root, keys, TimeProvider.System, Path.Combine(folder, "tmp")), operations, TimeProvider.System);
        var consumer = new BronzeConsumer(log, loader, new BronzeConsumerOptions(), TimeProvider.System, exception => throw new InvalidOperationException("Messages cannot be loaded.", exception));
        foreach (var batch in batches)
        {
            await log.AppendAsync([.. batch.Select(Event)], default);
            await consumer.DrainAsync(default);
            var error = new StringWriter();
            (await CommandLine.RunAsync(["run", "--config", config], new Terminal(new StringWriter(), error, isInteractive: false), default)).ShouldBe(ExitCode.Done, error.ToString());
        }
        return Rows(lake);
    }

    private static NewEvent Event(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        return new() { Feed = "ward", Kind = EventKind.Hl7v2, PartitionKey = "", Key = EventKey.Of("ward", bytes), ReceivedAt = new(Midnight), Payload = bytes };
    }

    // Where a state came from is that of the message that came last, which is another in another order.
    private static Dictionary<string, List<string>> Rows(LakeFolder lake)
    {
        using var session = LakeSession.Open(lake, new EngineOptions());
        session.BindAll();
        return new[] { "patient", "encounter", "encounter_location" }.ToDictionary(table => table, table =>
        {
            using var command = session.Connection.CreateCommand(
                $"select * exclude (change_hash, observed_at, _source_id, _batch_id, _landing_file, _position, is_deleted), is_deleted from silver.{table} order by all");
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read()) rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "-" : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
            return rows;
        });
    }
}
