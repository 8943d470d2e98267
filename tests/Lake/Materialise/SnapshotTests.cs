using Carelake.Lake.Materialise;

namespace Carelake.Tests.Lake.Materialise;

/// <summary>Full extracts: a key that a snapshot lacks is deleted as of its time, in whatever order snapshots come.</summary>
public sealed class SnapshotTests
{
    private const int Seed = 77;

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(false)]
    [InlineData(true)]
    public void Histories_of_a_source_pulled_whole_and_in_parts_equal_the_oracle_in_any_order(bool rowTime)
    {
        for (var seed = Seed; seed < Seed + 8; seed++)
        {
            var source = new SnapshotSource(seed, rowTime);
            var pulls = source.Pulls(40);
            CheckHistories(pulls, [.. pulls.Select(pull => new List<Pull> { pull })], $"seed {seed}, in order");
            CheckHistories(pulls, source.Shuffled(pulls), $"seed {seed}, shuffled");
        }
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(false)]
    [InlineData(true)]
    public void Newest_states_of_a_source_pulled_whole_and_in_parts_equal_the_oracle_in_any_order(bool rowTime)
    {
        for (var seed = Seed; seed < Seed + 8; seed++)
        {
            var source = new SnapshotSource(seed, rowTime);
            var pulls = source.Pulls(40);
            CheckNewest(pulls, [.. pulls.Select(pull => new List<Pull> { pull })], $"seed {seed}, in order");
        }
    }

    [Fact]
    public void A_snapshot_that_says_nothing_new_writes_no_rows_but_its_mark()
    {
        using var table = new PlainTable(Scd2Materialisation.Prepare);
        var first = new Pull(1, true, [Row("a", 1, 1), Row("b", 1, 1)], []);
        var second = new Pull(2, true, [Row("a", 1, 2), Row("b", 1, 2)], []);
        table.Write(first.Rows, first.Mark);

        var change = table.Write(second.Rows, second.Mark);

        change.IsEmpty.ShouldBeTrue();
        change.Counts.Duplicates.ShouldBe(2);
        change.Marks.Count.ShouldBe(1);
    }

    [Fact]
    public void A_key_that_a_newer_snapshot_lacks_ends_at_its_time_and_other_sources_stay()
    {
        using var table = new PlainTable(Scd2Materialisation.Prepare);
        table.Write([Row("a", 1, 1), Row("b", 1, 1), Row("c", 1, 1) with { Source = "lab" }]);
        var second = new Pull(5, true, [Row("a", 1, 5)], []);

        var change = table.Write(second.Rows, second.Mark);

        change.Counts.Vanished.ShouldBe(1);
        table.Histories()[("b", null)].Select(v => (v.From, v.To, v.IsDeleted)).ShouldBe([(1, 5, false), (5, null, true)]);
        table.Histories()[("c", null)].Count.ShouldBe(1);
        table.Histories()[("a", null)].Count.ShouldBe(1);
    }

    [Fact]
    public void Marks_survive_the_log_of_a_table()
    {
        var mark = new SnapshotMark("emr/a b", "0192-ä", new DateTime(2024, 5, 6, 7, 8, 9).AddTicks(1230), IsRowTime: true);
        var (appId, version) = mark.ToTransaction();

        SnapshotMark.FromTransactions(new Dictionary<string, long> { [appId] = version, ["bronze.x"] = 3 }).ShouldBe([mark]);
    }

    private static SourceEvent Row(string key, int day, int batch) => new(key, null, day, batch, 1, false, "n", null);

    private static void CheckHistories(List<Pull> pulls, List<List<Pull>> writes, string because)
    {
        using var table = Play(Scd2Materialisation.Prepare, writes);
        var actual = pulls.All(pull => pull.Keys.Count == 0) ? [] : table.Histories();
        foreach (var key in pulls.SelectMany(pull => pull.Keys).Distinct())
        {
            var expected = SnapshotOracle.Of(key, pulls);
            actual[key].Select(v => v with { Position = null, SeenAgainAt = "" }).ShouldBe(expected, $"{because}, {Story(key, pulls)}");
        }
    }

    private static void CheckNewest(List<Pull> pulls, List<List<Pull>> writes, string because)
    {
        using var table = Play(UpsertMaterialisation.Prepare, writes);
        var keys = pulls.SelectMany(pull => pull.Keys).Distinct().ToList();
        if (keys.Count == 0) return;
        var actual = table.NewestNames();
        foreach (var key in keys)
        {
            var newest = SnapshotOracle.Of(key, pulls)[^1];
            actual.ContainsKey(key).ShouldBe(!newest.IsDeleted, $"{because}, {Story(key, pulls)}");
            if (!newest.IsDeleted) actual[key].ShouldBe(newest.Name, $"{because}, {Story(key, pulls)}");
        }
    }

    private static string Story((string?, string?) key, IEnumerable<Pull> pulls) => $"key {key}: " + string.Join("; ", pulls.Select(pull =>
    {
        var row = pull.Rows.Concat(pull.HeldBack).FirstOrDefault(row => row.Key == key);
        var what = row is null ? "absent" : $"{row.Day} {row.Name}{(pull.HeldBack.Contains(row) ? " held back" : "")}";
        return $"{(pull.IsSnapshot ? "snapshot" : "pull")} {pull.Batch} {what}";
    }));

    private static PlainTable Play(Preparation prepare, List<List<Pull>> writes)
    {
        var table = new PlainTable(prepare);
        foreach (var write in writes)
        {
            table.HoldBack(write.SelectMany(pull => pull.HeldBack));
            table.Write(
                [.. write.SelectMany(pull => pull.Rows)],
                new EventSet("events") { HeldBack = "held", Snapshots = [.. write.Where(pull => pull.IsSnapshot).Select(pull => pull.Mark)] });
        }

        // What waited in quarantine is repaired at last, and re-enters as part of the batch that it came in.
        table.HoldBack([]);
        table.Write([.. writes.SelectMany(write => write).SelectMany(pull => pull.HeldBack)]);
        return table;
    }
}
