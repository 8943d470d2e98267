using System.Text;
using Carelake.Events;

namespace Carelake.Tests.Events;

/// <summary>What every home of the event log must do. Each home runs this class.</summary>
public abstract class EventLogContract
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    protected abstract Task<IEventLog> OpenAsync();

    protected virtual int LargeEventBytes => 20 << 20;

    protected static NewEvent Event(string text, string partitionKey = "p1") => new()
    {
        Feed = "ward", Kind = EventKind.Hl7v2, PartitionKey = partitionKey, Key = EventKey.Of("ward", Encoding.UTF8.GetBytes(text)), ReceivedAt = At,
        Payload = Encoding.UTF8.GetBytes(text),
    };

    protected static string Text(StoredEvent stored) => Encoding.UTF8.GetString(stored.Event.Payload.Span);

    protected static async Task<IReadOnlyList<StoredEvent>> AllAsync(IEventLog log)
    {
        var all = new List<StoredEvent>();
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            for (var after = 0L; await log.ReadAsync(partition, after, 100, default) is { Count: > 0 } some; after = some[^1].Position.Offset) all.AddRange(some);
        }

        return all;
    }

    private static Task<IReadOnlyList<Appended>> AppendAsync(IEventLog log, params string[] texts) => log.AppendAsync([.. texts.Select(text => Event(text))], default).AsTask();

    [Fact]
    public async Task What_is_appended_can_be_read_as_it_was()
    {
        await using var log = await OpenAsync();
        var sent = Event("MSH|^~\\&|é") with { Headers = new Dictionary<string, string> { ["errors"] = "HL7-0100" }, Kind = EventKind.Fhir };

        var appended = await log.AppendAsync(sent, default);

        var read = (await AllAsync(log)).ShouldHaveSingleItem();
        read.Position.ShouldBe(appended.Position);
        read.Event.Payload.ToArray().ShouldBe(sent.Payload.ToArray());
        (read.Event.Feed, read.Event.Kind, read.Event.PartitionKey, read.Event.Key, read.Event.ReceivedAt).ShouldBe((sent.Feed, sent.Kind, sent.PartitionKey, sent.Key, sent.ReceivedAt));
        read.Event.Headers.ShouldBe(sent.Headers);
    }

    [Fact]
    public async Task Events_of_one_partition_key_are_in_one_partition_in_the_order_they_were_appended()
    {
        await using var log = await OpenAsync();

        for (var i = 0; i < 30; i++) await log.AppendAsync([Event($"a{i:D2}", "patient a"), Event($"b{i:D2}", "patient b")], default);

        foreach (var patient in (await AllAsync(log)).GroupBy(stored => stored.Event.PartitionKey))
        {
            patient.Select(stored => stored.Position.Partition).Distinct().ShouldHaveSingleItem();
            patient.OrderBy(stored => stored.Position.Offset).Select(Text).ShouldBe(patient.Select(Text).Order(StringComparer.Ordinal));
            patient.Count().ShouldBe(30);
        }
    }

    [Fact]
    public async Task An_event_whose_key_is_known_is_not_stored_again()
    {
        await using var log = await OpenAsync();
        var first = (await AppendAsync(log, "one", "two"))[1];

        var again = await AppendAsync(log, "two", "three", "three");

        again[0].ShouldBe(new Appended(first.Position, IsDuplicate: true));
        again[1].IsDuplicate.ShouldBeFalse();
        again[2].ShouldBe(new Appended(again[1].Position, IsDuplicate: true));
        (await AllAsync(log)).Select(Text).Order(StringComparer.Ordinal).ShouldBe(["one", "three", "two"]);
    }

    [Fact]
    public async Task Many_senders_at_once_lose_nothing_and_double_nothing()
    {
        const int senders = 16;
        const int each = 50;
        await using var log = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await log.AppendAsync(Event($"{sender}/{i}", $"patient {sender}"), default);
                if (i % 10 == 0) await log.AppendAsync(Event($"{sender}/{i}", $"patient {sender}"), default);
            }
        })));

        var all = await AllAsync(log);
        all.Select(Text).Distinct().Count().ShouldBe(senders * each);
        all.Count.ShouldBe(senders * each);
        all.Select(stored => stored.Position).Distinct().Count().ShouldBe(all.Count);
    }

    [Fact]
    public async Task A_group_goes_on_where_it_committed_and_can_be_sent_back()
    {
        await using var log = await OpenAsync();
        var appended = await AppendAsync(log, "one", "two", "three");
        var (partition, offset) = appended[1].Position;
        (await log.CommittedAsync("bronze", partition, default)).ShouldBe(0);

        await log.CommitAsync("bronze", partition, offset, default);
        await log.CommitAsync("board", partition, appended[0].Position.Offset, default);

        (await log.CommittedAsync("bronze", partition, default)).ShouldBe(offset);
        (await log.ReadAsync(partition, offset, 10, default)).Select(Text).ShouldBe(["three"]);
        (await log.MetricsAsync(default)).Lag["bronze"].ShouldBe(1);
        await log.CommitAsync("bronze", partition, 0, default);
        (await log.CommittedAsync("bronze", partition, default)).ShouldBe(0);
    }

    [Fact]
    public async Task Reading_can_begin_anywhere_and_takes_no_more_than_asked_for()
    {
        await using var log = await OpenAsync();
        var appended = await AppendAsync(log, "one", "two", "three", "four");

        (await log.ReadAsync(appended[0].Position.Partition, appended[0].Position.Offset, 2, default)).Select(Text).ShouldBe(["two", "three"]);
        (await log.ReadAsync(appended[3].Position.Partition, appended[3].Position.Offset, 2, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reader_waits_until_there_is_something_new()
    {
        await using var log = await OpenAsync();
        var first = await log.AppendAsync(Event("one"), default);

        var waiting = log.WaitAsync(first.Position.Partition, first.Position.Offset, default).AsTask();
        await log.WaitAsync(first.Position.Partition, 0, default);
        waiting.IsCompleted.ShouldBeFalse();
        await log.AppendAsync(Event("two"), default);

        await waiting.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_dead_letter_keeps_reason_and_payload_until_it_is_removed()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Event("bad"), default);
        var stored = (await AllAsync(log))[0];

        await log.DeadLetterAsync("bronze", stored, "LAKE-0001: cannot be loaded", default);

        var letter = (await log.DeadLettersAsync("bronze", 10, default)).ShouldHaveSingleItem();
        (letter.Group, letter.Reason, Text(letter.Event), letter.Event.Position).ShouldBe(("bronze", "LAKE-0001: cannot be loaded", "bad", stored.Position));
        (await log.DeadLettersAsync("board", 10, default)).ShouldBeEmpty();
        (await log.MetricsAsync(default)).DeadLetters.ShouldBe(1);
        (await log.RemoveDeadLetterAsync(letter.Id, default)).ShouldBeTrue();
        (await log.RemoveDeadLetterAsync(letter.Id, default)).ShouldBeFalse();
        (await log.DeadLettersAsync(null, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_log_that_is_opened_again_knows_everything()
    {
        string id;
        LogPosition position;
        await using (var log = await OpenAsync())
        {
            id = log.Id;
            position = (await AppendAsync(log, "one", "two"))[1].Position;
            await log.CommitAsync("bronze", position.Partition, position.Offset, default);
        }

        await using var again = await OpenAsync();

        again.Id.ShouldBe(id);
        (await again.CommittedAsync("bronze", position.Partition, default)).ShouldBe(position.Offset);
        (await again.AppendAsync(Event("two"), default)).ShouldBe(new Appended(position, IsDuplicate: true));
        (await again.AppendAsync(Event("three"), default)).Position.Offset.ShouldBeGreaterThan(position.Offset);
        (await AllAsync(again)).Select(Text).Order(StringComparer.Ordinal).ShouldBe(["one", "three", "two"]);
    }

    [Fact]
    public async Task A_large_event_and_an_empty_one_are_events_like_others()
    {
        await using var log = await OpenAsync();
        var large = new string('x', LargeEventBytes);

        await AppendAsync(log, large, "");

        (await AllAsync(log)).Select(stored => stored.Event.Payload.Length).Order().ShouldBe([0, large.Length]);
    }

    [Fact]
    public async Task What_every_group_has_read_can_be_dropped_and_may_then_come_again()
    {
        await using var log = await OpenAsync();
        var appended = await AppendAsync(log, "one", "two", "three");
        var (partition, last) = appended[2].Position;
        var later = DateTimeOffset.MaxValue.AddDays(-1);

        (await log.TrimAsync(later, default)).ShouldBe(0);
        await log.CommitAsync("bronze", partition, last, default);
        (await log.TrimAsync(later, default)).ShouldBe(3);

        (await AllAsync(log)).ShouldBeEmpty();
        (await log.MetricsAsync(default)).FirstOffsets[partition].ShouldBe(last + 1);
        var again = await log.AppendAsync(Event("two"), default);
        (again.IsDuplicate, again.Position.Offset > last).ShouldBe((false, true));
        (await AllAsync(log)).Select(Text).ShouldBe(["two"]);
        (await log.MetricsAsync(default)).Lag["bronze"].ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_to_append_is_nothing_done()
    {
        await using var log = await OpenAsync();

        (await log.AppendAsync([], default)).ShouldBeEmpty();
        (await AllAsync(log)).ShouldBeEmpty();
    }
}
