using System.Text;
using Carelake.Events;
using Carelake.Events.Bronze;
using Carelake.Events.Embedded;
using Carelake.Lake.Bronze;
using Carelake.Lake.Catalog;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;
using Carelake.Lake.Subjects;

namespace Carelake.Tests.Events;

public sealed class BronzeConsumerTests : IDisposable
{
    private const string Admit = "MSH|^~\\&|EMR|WARD|LAKE|GROUP|20260301100000+0000||ADT^A01|C1|P|2.5.1\rEVN|A01|20260301095900\rPID|1||100^^^WARD||Doe^Jane||19800102|F\rPV1|1|I|W1^2^3||||||||||||||||V7\r";
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-consumer-").FullName;
    private readonly List<Exception> _failures = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private LakeFolder Lake => new(Path.Combine(_folder, "lake"));

    private static NewEvent Event(string text, string? errors = null) => new()
    {
        Feed = "ward", Kind = EventKind.Hl7v2, PartitionKey = "", Key = EventKey.Of("ward", Encoding.Latin1.GetBytes(text)), ReceivedAt = TimeProvider.System.GetUtcNow(),
        Payload = Encoding.Latin1.GetBytes(text), Headers = errors is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["errors"] = errors },
    };

    private Task<EmbeddedEventLog> OpenAsync() => EmbeddedEventLog.OpenAsync(Path.Combine(_folder, "log"), FileKeyProvider.ForLake(_folder), new EmbeddedLogOptions(), default);

    private async Task<FeedLoader> LoaderAsync() => new(
        Lake, new LandingZone(Lake.Root, FileKeyProvider.ForLake(_folder), TimeProvider.System, Path.Combine(_folder, "tmp")),
        await OperationsAsync(), TimeProvider.System);

    private Task<OperationsStore> OperationsAsync() => OperationsStore.OpenAsync(OperationsDialect.Parse(null, Lake.OperationsFile), TimeProvider.System, default);

    private BronzeConsumer Consumer(IEventLog log, FeedLoader loader) =>
        new(log, loader, new BronzeConsumerOptions { Linger = TimeSpan.FromMilliseconds(1) }, TimeProvider.System, _failures.Add);

    private List<T> Rows<T>(string sql, Func<System.Data.Common.DbDataReader, T> read)
    {
        using var session = LakeSession.Open(Lake, new EngineOptions());
        session.BindAll();
        using var command = session.Connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    private List<string> Ids() => [.. Rows("select control_id from bronze.ward_adt order by log_offset", row => row.GetString(0))];

    [Fact]
    public async Task Messages_become_rows_of_the_table_of_their_kind_with_their_bytes_and_their_origin()
    {
        await using var log = await OpenAsync();
        using var loader = await LoaderAsync();
        var latin = Admit.Replace("Doe", "M\u00fcller", StringComparison.Ordinal).Replace("|C1|", "|C2|", StringComparison.Ordinal);
        await log.AppendAsync([Event(Admit), Event(latin), Event("MSH|^~\\&|LAB|L|||20260301||ORU^R01|R1|P|2.5\rOBX|1\r"), Event("MSH|^~\\&|X|Y|||20260301||ZZZ^Z01|Z1|P|2.5\r"), Event("garbage"), Event("MSH|^~\\&|A", "HL7-0100")], default);

        await Consumer(log, loader).DrainAsync(default);

        _failures.ShouldBeEmpty();
        Rows("select family_name, given_name, visit_number, bed, strftime(event_at, '%H:%M'), message, _position from bronze.ward_adt order by log_offset", row =>
            (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), Encoding.Latin1.GetString((byte[])row.GetValue(5)), row.GetInt64(6)))
            .ShouldBe([("Doe", "Jane", "V7", "3", "09:59", Admit, 1), ("M\u00fcller", "Jane", "V7", "3", "09:59", latin, 2)]);
        Rows("select control_id from bronze.ward_oru", row => row.GetString(0)).ShouldBe(["R1"]);
        Rows("select control_id from bronze.ward_other", row => row.GetString(0)).ShouldBe(["Z1"]);
        Rows("select coalesce(error_codes, '') from bronze.ward_rejected order by log_offset", row => row.GetString(0)).ShouldBe(["", "HL7-0100"]);
        var batches = await (await OperationsAsync()).BatchesAsync(default);
        batches.Select(batch => (batch.Table, batch.Status, batch.RowsLoaded)).Order().ShouldBe(
            [("adt", BatchStatus.Loaded, 2), ("oru", BatchStatus.Loaded, 1), ("other", BatchStatus.Loaded, 1), ("rejected", BatchStatus.Loaded, 2)]);
        foreach (var file in Rows("select distinct _landing_file from bronze.ward_adt", row => row.GetString(0))) File.Exists(Path.Combine(Lake.Root, file)).ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_was_erased_does_not_come_back_by_a_message()
    {
        await using var log = await OpenAsync();
        var (operations, landing) = (await OperationsAsync(), new LandingZone(Lake.Root, FileKeyProvider.ForLake(_folder), TimeProvider.System, Path.Combine(_folder, "tmp")));
        var erased = new ErasedPeople(operations, landing);
        await erased.AddAsync([new("north", "100")], default);
        await log.AppendAsync([Event(Admit), Event(Admit.Replace("||100^^", "||200^^", StringComparison.Ordinal).Replace("|C1|", "|C2|", StringComparison.Ordinal))], default);

        using var loader = new FeedLoader(Lake, landing, operations, TimeProvider.System) { Erased = new(erased, new Dictionary<string, string> { ["ward"] = "north" }) };
        await Consumer(log, loader).DrainAsync(default);

        _failures.ShouldBeEmpty();
        Rows("select patient_id || '/' || control_id || '/' || _position from bronze.ward_adt", row => row.GetString(0)).ShouldBe(["200/C2/2"]);
        await using var plain = await landing.OpenPlainAsync((await operations.BatchesAsync(default)).ShouldHaveSingleItem().LandedSha256, default);
        using var reader = new StreamReader(plain);
        var lines = (await reader.ReadToEndAsync()).Split('\n');
        (lines[0], lines.Length).ShouldBe(("{}", 3));
        lines[1].ShouldContain("200");
    }

    [Fact]
    public async Task What_bronze_has_is_not_appended_again_when_the_position_in_the_log_was_lost()
    {
        await using var log = await OpenAsync();
        for (var i = 0; i < 10; i++) await log.AppendAsync(Event(Admit.Replace("|C1|", $"|C{i}|", StringComparison.Ordinal)), default);
        using (var loader = await LoaderAsync()) await Consumer(log, loader).DrainAsync(default);
        await log.CommitAsync("bronze", 0, 0, default);
        await log.AppendAsync(Event(Admit.Replace("|C1|", "|C10|", StringComparison.Ordinal)), default);

        using (var again = await LoaderAsync()) await Consumer(log, again).DrainAsync(default);

        Ids().ShouldBe(Enumerable.Range(0, 11).Select(i => $"C{i}"));
    }

    [Fact]
    public async Task A_batch_that_a_killed_process_left_recorded_is_settled()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Event(Admit), default);
        using (var loader = await LoaderAsync()) await Consumer(log, loader).DrainAsync(default);
        var operations = await OperationsAsync();
        var done = (await operations.BatchesAsync(default)).ShouldHaveSingleItem();
        foreach (var (number, place) in new[] { (7L, $"{log.Id}/0@1"), (8L, $"{log.Id}/0@99") })
            await operations.AddBatchAsync(done with { BatchId = operations.NewId(), Number = number, Status = BatchStatus.Landed, WatermarkTo = place }, default);

        using (var again = await LoaderAsync()) await again.ReachedAsync("ward", "adt", $"{log.Id}/0", default);

        (await operations.BatchesAsync(default)).Select(batch => (batch.Number, batch.Status)).ShouldBe([(1, BatchStatus.Loaded), (7, BatchStatus.Loaded), (8, BatchStatus.Rejected)]);
    }

    [Fact]
    public async Task Batches_are_in_the_order_in_which_they_came_though_the_clock_was_put_back()
    {
        await using var log = await OpenAsync();
        foreach (var days in new[] { 30, -400, 0 })
        {
            var clock = new LeapingTime(TimeProvider.System.GetUtcNow().AddDays(days));
            using var loader = new FeedLoader(
                Lake, new LandingZone(Lake.Root, FileKeyProvider.ForLake(_folder), clock, Path.Combine(_folder, "tmp")), await OperationsStore.OpenAsync(OperationsDialect.Parse(null, Lake.OperationsFile), clock, default), clock);
            await log.AppendAsync(Event(Admit.Replace("|C1|", $"|C{days}|", StringComparison.Ordinal)), default);
            await Consumer(log, loader).DrainAsync(default);
        }

        _failures.ShouldBeEmpty();
        Rows("select control_id from bronze.ward_adt order by _batch_id", row => row.GetString(0)).ShouldBe(["C30", "C-400", "C0"]);
    }

    // One that cannot be written is put aside, and tried again when somebody asks for it; killed in between, it is appended once.
    [Fact]
    public async Task A_dead_letter_is_tried_again_once()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Event(Admit), default);
        await log.DeadLetterAsync("bronze", (await log.ReadAsync(0, 0, 1, default))[0], "LAKE-0000: cannot be written.", default);
        await log.CommitAsync("bronze", 0, 1, default);
        var letter = (await log.DeadLettersAsync(null, 10, default)).ShouldHaveSingleItem();

        await log.ReplayAsync(letter, default);
        await log.ReplayAsync(letter, default);

        (await log.DeadLettersAsync(null, 10, default)).ShouldBeEmpty();
        using var loader = await LoaderAsync();
        await Consumer(log, loader).DrainAsync(default);
        Ids().ShouldBe(["C1"]);
        using var view = EmbeddedLogView.Open(Path.Combine(_folder, "log"), FileKeyProvider.ForLake(_folder));
        var metrics = await view.MetricsAsync(default);
        (metrics.LastOffsets[0], metrics.Lag["bronze"], metrics.DeadLetters).ShouldBe((2, 0, 0));
    }

    [Fact]
    public async Task The_consumer_follows_the_log()
    {
        await using var log = await OpenAsync();
        using var loader = await LoaderAsync();
        using var stop = new CancellationTokenSource();
        var consumer = Consumer(log, loader);
        var running = consumer.RunAsync(stop.Token);

        for (var i = 0; i < 20; i++) await log.AppendAsync(Event(Admit.Replace("|C1|", $"|C{i}|", StringComparison.Ordinal)), default);
        for (var i = 0; i < 400 && (await log.CommittedAsync("bronze", 0, default)) < 20; i++) await Task.Delay(50);
        await stop.CancelAsync();
        await running;

        Ids().ShouldBe(Enumerable.Range(0, 20).Select(i => $"C{i}"));
        (await log.MetricsAsync(default)).Lag["bronze"].ShouldBe(0);
    }
}
