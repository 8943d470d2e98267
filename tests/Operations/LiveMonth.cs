using Carelake.Cli;
using Carelake.Events;
using Carelake.Events.Bronze;
using Carelake.Events.Embedded;
using Carelake.Hl7v2;
using Carelake.Lake.Bronze;
using Carelake.Lake.Catalog;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;
using Carelake.Operations;
using Carelake.Simulator;

namespace Carelake.Tests.Operations;

/// <summary>
/// Thirty days of the simulated group with late, repeated, amended and cancelled messages, in the log's order in bronze, a feed a facility, and one facility's in silver
/// by two runs; and the live state that followed them. Made once for all tests of it.
/// </summary>
public sealed class LiveMonth : IAsyncLifetime
{
    public const int Days = 30;

    /// <summary>The facility whose messages go on to silver: a third of the work.</summary>
    public const string InSilver = "st-albans";

    private readonly List<FlowEvent> _events = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-month-").FullName;

    /// <summary>Feeds by facility.</summary>
    public static IReadOnlyDictionary<string, string> Feeds { get; } = LiveGroup.Zones.Zones.Keys.ToDictionary(facility => facility, facility => facility.Replace('-', '_'), StringComparer.Ordinal);

    public LakeFolder Lake => new(Path.Combine(_folder, "lake"));

    public string Config => Path.Combine(_folder, "carelake.yaml");

    /// <summary>What a running server knows.</summary>
    public FlowState State { get; } = new();

    public LiveTruth Truth { get; private set; } = new();

    public DateTimeOffset End { get; private set; }

    /// <summary>What a server knew from the messages that had been recorded at a moment.</summary>
    public FlowState StateAt(DateTimeOffset at)
    {
        var state = new FlowState();
        foreach (var flow in _events.Where(flow => flow.RecordedAt <= at)) state.Apply(flow);
        return state;
    }

    public async ValueTask InitializeAsync()
    {
        var group = LiveGroup.Open(new() { Duration = TimeSpan.FromDays(Days), FaultShare = 0.05 });
        var reader = new FlowEventReader(TimeSpan.Zero);
        var events = new List<NewEvent>();
        foreach (var message in group.Messages())
        {
            _events.AddRange(reader.Read(Hl7Message.Parse(message.Bytes).Value, events.Count + 1).Value);
            events.Add(new()
            {
                Feed = Feeds[message.FacilityId], Kind = EventKind.Hl7v2, PartitionKey = message.FacilityId, Key = EventKey.Of(Feeds[message.FacilityId], message.Bytes), ReceivedAt = message.SentAt, Payload = message.Bytes,
            });
        }
        foreach (var flow in _events) State.Apply(flow);
        (Truth, End) = (group.Truth, group.End);
        await ToBronzeAsync(events);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task ToBronzeAsync(List<NewEvent> events)
    {
        var keys = FileKeyProvider.ForLake(Lake.Root);
        await using var log = await EmbeddedEventLog.OpenAsync(Path.Combine(_folder, "log"), keys, new EmbeddedLogOptions(), default);
        var operations = await OperationsStore.OpenAsync(OperationsDialect.Parse(null, Lake.OperationsFile), TimeProvider.System, default);
        using var loader = new FeedLoader(Lake, new LandingZone(Lake.Root, keys, TimeProvider.System, Path.Combine(_folder, "tmp")), operations, TimeProvider.System);
        var consumer = new BronzeConsumer(log, loader, new BronzeConsumerOptions(), TimeProvider.System, exception => throw new InvalidOperationException("The month cannot be loaded.", exception));
        await File.WriteAllTextAsync(Path.Combine(_folder, "beds.csv"), LiveGroup.Plan.ToText());
        await File.WriteAllTextAsync(Path.Combine(_folder, "facilities.csv"), LiveGroup.Zones.ToText());
        // Silver without gold.
        Directory.CreateDirectory(Path.Combine(_folder, "models", "silver"));
        foreach (var model in Repository.Files("models/silver")) File.Copy(model, Path.Combine(_folder, "models", "silver", Path.GetFileName(model)));
        await File.WriteAllTextAsync(Config, $"name: month\nbuiltin_models: false\nmodels: [models]\nfacilities: {{{Feeds[InSilver]}: {{}}}}\nlisteners:\n  {Feeds[InSilver]}: {{port: 2575, facility: {Feeds[InSilver]}}}\n");
        foreach (var part in new[] { events[..(events.Count * 9 / 10)], events[(events.Count * 9 / 10)..] })
        {
            foreach (var group in part.Chunk(5000)) await log.AppendAsync(group, default);
            await consumer.DrainAsync(default);
            var (output, error) = (new StringWriter(), new StringWriter());
            (await CommandLine.RunAsync(["run", "--config", Config], new Terminal(output, error, isInteractive: false), default)).ShouldBe(ExitCode.DoneWithQuarantine, error.ToString());
        }
    }
}

/// <summary>Tests that share the month.</summary>
[CollectionDefinition(Name)]
public sealed class LiveMonthTests : ICollectionFixture<LiveMonth>
{
    public const string Name = "a simulated month";
}
