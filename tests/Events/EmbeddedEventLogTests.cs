using System.Text;
using Carelake.Core;
using Carelake.Events;
using Carelake.Events.Embedded;
using Carelake.Lake.Landing;
using Microsoft.Data.Sqlite;

namespace Carelake.Tests.Events;

public sealed class EmbeddedEventLogTests : EventLogContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-log-").FullName;
    private readonly FixedClock _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override async Task<IEventLog> OpenAsync() => await OpenAsync(new EmbeddedLogOptions());

    private Task<EmbeddedEventLog> OpenAsync(EmbeddedLogOptions options) =>
        EmbeddedEventLog.OpenAsync(Path.Combine(_folder, "log"), FileKeyProvider.ForLake(_folder), options with { Clock = _clock }, default);

    [Fact]
    public async Task Nothing_that_was_received_stands_in_the_file_in_plain_text()
    {
        await using (var log = await OpenAsync())
        {
            await log.AppendAsync(Event("PID|1||ZZTOPSECRET", "ZZPATIENT") with { Headers = new Dictionary<string, string> { ["who"] = "ZZHEADER" } }, default);
            await log.DeadLetterAsync("bronze", (await AllAsync(log))[0], "reason", default);
        }

        // Whole words: two letters stand in a random key by chance.
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            foreach (var word in new[] { "ZZTOPSECRET", "ZZPATIENT", "ZZHEADER" }) text.ShouldNotContain(word);
        }
    }

    [Fact]
    public async Task An_erased_event_has_no_bytes_keeps_its_place_and_does_not_come_back()
    {
        await using (var log = await OpenAsync(new EmbeddedLogOptions()))
        {
            await log.AppendAsync([Event("about one", "one"), Event("about two", "two")], default);
            await log.AppendAsync(Event("more about one", "one"), default);
            await log.DeadLetterAsync("bronze", (await AllAsync(log))[0], "reason", default);

            (await log.EraseAsync(message => message.PartitionKey == "one", default)).ShouldBe(3);
            (await log.EraseAsync(message => message.PartitionKey == "one", default)).ShouldBe(0);
            (await log.AppendAsync([Event("about one", "one")], default))[0].IsDuplicate.ShouldBeTrue();
        }

        await using var again = await OpenAsync();
        (await AllAsync(again)).Select(stored => $"{stored.Position.Offset} {stored.Event.PartitionKey} {Text(stored)}".TrimEnd()).ShouldBe(["1", "2 two about two", "3"]);
        (await again.DeadLettersAsync(null, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_process_at_a_time_has_it_open()
    {
        await using var log = await OpenAsync();

        (await Should.ThrowAsync<CarelakeException>(OpenAsync)).Code.ShouldBe("LOG-0001");
    }

    [Fact]
    public async Task A_block_that_was_changed_is_noticed()
    {
        await using (var log = await OpenAsync()) await log.AppendAsync(Event("one"), default);
        await ChangeAsync("update block set data = zeroblob(length(data))");

        await using var again = await OpenAsync();

        (await Should.ThrowAsync<CarelakeException>(async () => await again.ReadAsync(0, 0, 1, default))).Code.ShouldBe("LOG-0004");
    }

    [Fact]
    public async Task A_log_of_a_newer_program_is_refused()
    {
        await using (await OpenAsync())
        {
        }

        await ChangeAsync("update meta set value = '99' where name = 'schema'");

        (await Should.ThrowAsync<CarelakeException>(OpenAsync)).Code.ShouldBe("LOG-0002");
    }

    [Fact]
    public async Task What_every_group_has_read_is_dropped_when_it_is_old()
    {
        await using var log = await OpenAsync();
        for (var i = 0; i < 10; i++) await log.AppendAsync(Event($"old {i}"), default);
        _clock.Move(TimeSpan.FromDays(8));
        await log.AppendAsync(Event("new"), default);
        var bound = _clock.GetUtcNow() - TimeSpan.FromDays(7);

        (await log.TrimAsync(bound, default)).ShouldBe(0);
        await log.CommitAsync("bronze", 0, 11, default);
        await log.CommitAsync("board", 0, 4, default);
        (await log.TrimAsync(bound, default)).ShouldBe(4);
        await log.CommitAsync("board", 0, 11, default);
        (await log.TrimAsync(bound, default)).ShouldBe(6);

        (await AllAsync(log)).Select(Text).ShouldBe(["new"]);
        (await log.MetricsAsync(default)).FirstOffsets.ShouldBe([11]);
        (await log.AppendAsync(Event("old 3"), default)).ShouldBe(new Appended(new LogPosition(0, 12), IsDuplicate: false));
    }

    [Fact]
    public async Task Offsets_go_on_after_everything_was_dropped()
    {
        await using (var log = await OpenAsync())
        {
            for (var i = 0; i < 3; i++) await log.AppendAsync(Event($"{i}"), default);
            await log.CommitAsync("bronze", 0, 3, default);
            (await log.TrimAsync(_clock.GetUtcNow() + TimeSpan.FromDays(1), default)).ShouldBe(3);
        }

        await using var again = await OpenAsync();

        (await again.AppendAsync(Event("next"), default)).Position.Offset.ShouldBe(4);
    }

    [Fact]
    public async Task Appending_waits_while_too_much_is_queued_and_keeps_its_order()
    {
        await using var log = await OpenAsync(new EmbeddedLogOptions { MostQueuedBytes = 4000, MostGroupBytes = 2000 });

        var all = Enumerable.Range(0, 200).Select(i => log.AppendAsync(Event($"{i:D4}" + new string('x', 500)), default).AsTask()).ToList();
        await Task.WhenAll(all);

        (await AllAsync(log)).Select(stored => Text(stored)[..4]).ShouldBe(Enumerable.Range(0, 200).Select(i => $"{i:D4}"));
    }

    [Fact]
    public async Task A_group_that_lags_makes_the_log_say_that_it_is_behind()
    {
        await using var log = await OpenAsync(new EmbeddedLogOptions { MostLag = 2 });
        await log.CommitAsync("bronze", 0, 0, default);
        for (var i = 0; i < 2; i++) await log.AppendAsync(Event($"{i}"), default);
        log.IsBehind.ShouldBeFalse();

        await log.AppendAsync(Event("more"), default);

        log.IsBehind.ShouldBeTrue();
        await log.CommitAsync("bronze", 0, 3, default);
        log.IsBehind.ShouldBeFalse();
    }

    [Fact]
    public async Task When_the_disk_refuses_nothing_is_stored_and_later_it_goes_on()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Event("before"), default);
        await ChangeAsync("create trigger full before insert on block begin select raise(abort, 'disk full'); end");

        (await Should.ThrowAsync<CarelakeException>(async () => await log.AppendAsync([Event("a"), Event("b")], default))).Code.ShouldBe("LOG-0003");
        await ChangeAsync("drop trigger full");
        var appended = await log.AppendAsync([Event("b"), Event("c")], default);

        appended.Select(one => (one.Position.Offset, one.IsDuplicate)).ShouldBe([(2, false), (3, false)]);
        (await AllAsync(log)).Select(Text).ShouldBe(["before", "b", "c"]);
    }

    // A disk that is really full, and then has room again. Only root may mount one; elsewhere the test is skipped.
    [Fact]
    public async Task A_full_disk_loses_nothing_that_was_acknowledged()
    {
        using var disk = SmallDisk.Mount(2);
        var taken = new List<string>();
        await using (var log = await EmbeddedEventLog.OpenAsync(Path.Combine(disk.Folder, "log"), FileKeyProvider.ForLake(_folder), new EmbeddedLogOptions(), default))
        {
            var refused = await FillAsync(log, taken);
            disk.Grow(16);
            taken.Add(refused);
            (await log.AppendAsync(Event(refused), default)).IsDuplicate.ShouldBeFalse("nothing of what was refused is stored");
            (await AllAsync(log)).Select(Text).ShouldBe(taken);
        }

        await using var again = await EmbeddedEventLog.OpenAsync(Path.Combine(disk.Folder, "log"), FileKeyProvider.ForLake(_folder), new EmbeddedLogOptions(), default);
        (await AllAsync(again)).Select(Text).ShouldBe(taken);
    }

    [Fact]
    public async Task A_clock_that_jumps_changes_no_order_and_drops_nothing_that_was_not_read()
    {
        var clock = new FixedClock();
        await using var log = await OpenAsync(new EmbeddedLogOptions { Clock = clock });
        await log.CommitAsync("bronze", 0, 0, default);
        foreach (var days in new[] { 0, 400, -800, 3, -1 })
        {
            clock.Move(TimeSpan.FromDays(days));
            await log.AppendAsync(Event($"{days}") with { ReceivedAt = clock.GetUtcNow() }, default);
            await log.TrimAsync(clock.GetUtcNow() + TimeSpan.FromDays(5000), default);
        }

        (await AllAsync(log)).Select(stored => (stored.Position.Offset, Text(stored))).ShouldBe([(1, "0"), (2, "400"), (3, "-800"), (4, "3"), (5, "-1")]);
        (await log.AppendAsync(Event("400"), default)).IsDuplicate.ShouldBeTrue();
    }

    private static async Task<string> FillAsync(EmbeddedEventLog log, List<string> taken)
    {
        for (var number = 0; ; number++)
        {
            var text = $"{number:D6}" + new string('x', 20_000);
            try
            {
                await log.AppendAsync(Event(text), default);
                taken.Add(text);
            }
            catch (CarelakeException exception)
            {
                exception.Code.ShouldBe("LOG-0003");
                taken.Count.ShouldBeGreaterThan(5);
                return text;
            }
        }
    }

    private async Task ChangeAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "log", "events.db")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class FixedClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Move(TimeSpan by) => _now += by;
    }
}
