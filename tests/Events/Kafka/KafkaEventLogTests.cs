using System.Text;
using Carelake.Core;
using Carelake.Events;
using Carelake.Events.Brokers;
using Carelake.Events.Kafka;
using Carelake.Tests.Events.Brokers;

namespace Carelake.Tests.Events.Kafka;

public sealed class KafkaEventLogTests : EventLogContract, IDisposable
{
    private readonly MockKafka _kafka = MockKafka.Start();
    private readonly BrokerLake _lake = new();
    private readonly string _topic = $"carelake-{Guid.NewGuid():n}";

    public KafkaEventLogTests() => _kafka.Create(_topic, 4);

    // The mock's partitions hold 5 MB.
    protected override int LargeEventBytes => 3 << 20;

    // The mock does not wake a consumer that waits for more, as Kafka does: it waits shortly.
    private KafkaOptions Options => new()
    {
        Servers = _kafka.Servers, Topic = _topic, Timeout = TimeSpan.FromSeconds(20), Settings = new Dictionary<string, string> { ["fetch.wait.max.ms"] = "5" },
    };

    protected override async Task<IEventLog> OpenAsync() => await OpenAsync(_lake);

    public void Dispose() => _lake.Dispose();

    private async Task<BrokerEventLog> OpenAsync(BrokerLake lake) => await lake.OpenAsync(await KafkaBroker.ConnectAsync(Options, default));

    [Fact]
    public async Task An_index_that_was_lost_is_made_again_from_the_log()
    {
        await using (var log = await OpenAsync())
        {
            for (var i = 0; i < 50; i++) await log.AppendAsync(Event($"{i}", $"patient {i}"), default);
        }

        _lake.LoseIndex();
        await using var again = await OpenAsync();

        (await again.AppendAsync(Event("7", "patient 7"), default)).IsDuplicate.ShouldBeTrue();
        (await AllAsync(again)).Count.ShouldBe(50);
    }

    [Fact]
    public async Task Two_programs_that_append_the_same_at_once_see_it_once()
    {
        using var other = new BrokerLake { SharedKeys = _lake.Keys };
        await using var first = await OpenAsync();
        await using var second = await OpenAsync(other);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? first : second).AppendAsync([Event($"{i / 4}", $"patient {i / 4}")], default).AsTask()));
        await first.AppendAsync([.. Enumerable.Range(0, 16).Select(i => Event($"end {i}", $"{i}"))], default);
        await second.AppendAsync([.. Enumerable.Range(0, 16).Select(i => Event($"other end {i}", $"{i}"))], default);
        await first.AppendAsync([.. Enumerable.Range(0, 16).Select(i => Event($"last end {i}", $"{i}"))], default);

        var seen = (await AllAsync(first)).Where(stored => !Text(stored).Contains("end", StringComparison.Ordinal)).Select(stored => (stored.Position, Text(stored))).ToList();
        seen.Select(one => one.Item2).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}").Order(StringComparer.Ordinal));
        (await AllAsync(second)).Where(stored => !Text(stored).Contains("end", StringComparison.Ordinal)).Select(stored => (stored.Position, Text(stored))).ShouldBe(seen);
    }

    [Fact]
    public async Task Nothing_that_was_received_stands_at_the_broker_in_plain_text()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Event("PID|1||ZZTOPSECRET", "ZZPATIENT") with { Headers = new Dictionary<string, string> { ["who"] = "ZZHEADER" } }, default);
        await using var broker = await KafkaBroker.ConnectAsync(Options, default);

        var (partition, offset) = (await AllAsync(log))[0].Position;
        var message = (await broker.ReadAsync(partition, offset - 1, offset - 1, 1 << 20, default)).ShouldHaveSingleItem();

        foreach (var word in new[] { "ZZTOPSECRET", "ZZPATIENT", "ZZHEADER" }) Encoding.Latin1.GetString(message.Bytes.Span).ShouldNotContain(word);
    }

    [Fact]
    public async Task What_another_program_put_into_the_topic_is_passed_over()
    {
        await using (var broker = await KafkaBroker.ConnectAsync(Options, default))
        {
            for (var partition = 0; partition < 4; partition++) await await broker.SendAsync(partition, "hello"u8.ToArray(), default);
        }

        await using var log = await OpenAsync();
        await log.AppendAsync(Event("ours"), default);

        (await AllAsync(log)).Select(Text).ShouldBe(["ours"]);
    }

    [Fact]
    public async Task What_was_changed_at_the_broker_is_noticed()
    {
        using var thief = new BrokerLake();
        await using (var other = await OpenAsync(thief)) await other.AppendAsync(Event("under another key"), default);

        (await Should.ThrowAsync<CarelakeException>(OpenAsync)).Code.ShouldBe("LAKE-0305");
    }

    [Fact]
    public async Task A_topic_that_was_made_anew_is_not_taken_for_the_old_one()
    {
        await using (var log = await OpenAsync())
        {
            await log.AppendAsync([.. Enumerable.Range(0, 20).Select(i => Event($"{i}", $"{i}"))], default);
            for (var partition = 0; partition < log.PartitionCount; partition++) await log.CommitAsync("bronze", partition, 1000, default);
        }

        (await Should.ThrowAsync<CarelakeException>(OpenAsync)).Code.ShouldBe("LOG-0007");
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_told_with_what_to_do()
    {
        var nobody = new KafkaOptions { Servers = ["127.0.0.1:9"], Topic = "none", Timeout = TimeSpan.FromSeconds(1) };

        var error = await Should.ThrowAsync<CarelakeException>(() => KafkaBroker.ConnectAsync(nobody, default));

        (error.Code, error.IsTransient).ShouldBe(("LOG-0006", true));
        error.Remedy.ShouldContain("events:");
    }

    [Fact]
    public async Task A_setting_that_Kafka_does_not_know_is_told()
    {
        var wrong = Options with { Settings = new Dictionary<string, string> { ["sasl.machinism"] = "PLAIN" } };

        (await Should.ThrowAsync<CarelakeException>(() => KafkaBroker.ConnectAsync(wrong, default))).Code.ShouldBe("LOG-0009");
    }

    [Fact]
    public async Task A_view_beside_an_open_log_tells_how_it_stands()
    {
        await using var log = await OpenAsync();
        var appended = await log.AppendAsync([Event("one"), Event("two")], default);
        await log.CommitAsync("bronze", appended[0].Position.Partition, appended[0].Position.Offset, default);
        await log.DeadLetterAsync("bronze", (await AllAsync(log))[0], "LAKE-0000: cannot be written.", default);

        using var view = await _lake.ViewAsync(KafkaBroker.NameOf(_topic));

        var metrics = await view.MetricsAsync(default);
        (metrics.Lag["bronze"], metrics.DeadLetters, metrics.LastOffsets[appended[0].Position.Partition]).ShouldBe((1, 1, 2));
        Text((await view.DeadLettersAsync(null, 10, default)).ShouldHaveSingleItem().Event).ShouldBe("one");
    }
}
