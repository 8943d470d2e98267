using Carelake.Lake.Materialise;

namespace Carelake.Tests.Lake.Materialise;

/// <summary>Upserts against the oracle.</summary>
public sealed class UpsertTests
{
    private const int Seed = 4711;

    [Theory]
    [InlineData(Seed)]
    [InlineData(Seed + 1)]
    public void Ten_thousand_keys_end_in_their_newest_state_whatever_the_order(int seed)
    {
        var generator = new HistoryGenerator(seed);
        var histories = generator.Histories(10_000);
        using var table = new PlainTable(UpsertMaterialisation.Prepare);
        foreach (var batch in generator.Shuffled(histories.SelectMany(h => h))) table.Write(batch);

        var actual = table.NewestNames();
        foreach (var history in histories)
        {
            var newest = HistoryOracle.Newest(history)!; // Histories have events.
            actual.ContainsKey(newest.Key).ShouldBe(!newest.IsDelete, $"seed {seed}, key {newest.Key}");
            if (!newest.IsDelete) actual[newest.Key].ShouldBe(newest.Name, $"seed {seed}, key {newest.Key}");
        }

        table.RowCount().ShouldBe(histories.Count);
    }

    [Fact]
    public void Old_and_repeated_events_write_nothing()
    {
        using var table = new PlainTable(UpsertMaterialisation.Prepare);
        table.Write([Row("a", 5, "new")]);

        var change = table.Write([Row("a", 5, "new"), Row("a", 2, "old")]);

        change.IsEmpty.ShouldBeTrue();
        (change.Counts.Duplicates, change.Counts.Late).ShouldBe((1, 1));
    }

    [Fact]
    public void A_deleted_key_is_not_brought_back_by_an_older_event()
    {
        using var table = new PlainTable(UpsertMaterialisation.Prepare);
        table.Write([Row("a", 1, "x")]);
        table.Write([Row("a", 5, null) with { IsDelete = true, Position = 2 }]).Counts.Deleted.ShouldBe(1);

        table.Write([Row("a", 3, "late") with { Position = 3 }]).IsEmpty.ShouldBeTrue();

        table.NewestNames().ShouldBeEmpty();
    }

    private static SourceEvent Row(string key, int day, string? name) => new(key, null, day, 1, 1, false, name, null);
}
