using Carelake.Lake.Materialise;

namespace Carelake.Tests.Lake.Materialise;

/// <summary>The product against the oracle, over generated histories.</summary>
public sealed class Scd2HistoryTests
{
    private const int Seed = 20241122;

    [Fact]
    public void Ten_thousand_histories_equal_the_oracle_as_told()
    {
        var histories = new HistoryGenerator(Seed).Histories(10_000);
        Check(histories, HistoryGenerator.InOrder(histories.SelectMany(h => h)), Seed);
    }

    [Theory]
    [InlineData(Seed)]
    [InlineData(Seed + 1)]
    public void Ten_thousand_histories_equal_the_oracle_in_random_order_and_batches(int seed)
    {
        var generator = new HistoryGenerator(seed);
        var histories = generator.Histories(10_000);
        Check(histories, generator.Shuffled(histories.SelectMany(h => h)), seed);
    }

    [Fact]
    public void Each_history_alone_equals_the_oracle()
    {
        for (var seed = Seed; seed < Seed + 25; seed++)
        {
            var generator = new HistoryGenerator(seed);
            var histories = generator.Histories(1);
            Check(histories, generator.Shuffled(histories.SelectMany(h => h)), seed);
        }
    }

    [Fact]
    public void All_of_it_at_once_is_the_same_as_in_parts()
    {
        var histories = new HistoryGenerator(Seed + 9).Histories(2_000);
        Check(histories, [[.. histories.SelectMany(h => h)]], Seed + 9);
    }

    [Fact]
    public void The_same_events_again_write_nothing()
    {
        var events = new HistoryGenerator(Seed).Histories(500).SelectMany(h => h).ToList();
        using var table = new PlainTable(Scd2Materialisation.Prepare);
        table.Write(events);

        var again = table.Write(events);

        again.IsEmpty.ShouldBeTrue();
        again.Counts.Duplicates.ShouldBeGreaterThan(0);
        (again.Counts.Inserted + again.Counts.Updated + again.Counts.Deleted).ShouldBe(0);
    }

    private static void Check(List<List<SourceEvent>> histories, List<List<SourceEvent>> arrivals, int seed)
    {
        using var table = new PlainTable(Scd2Materialisation.Prepare);
        foreach (var batch in arrivals) table.Write(batch);

        var actual = table.Histories();
        actual.Count.ShouldBe(histories.Count, $"seed {seed}");
        foreach (var history in histories)
            actual[history[0].Key].ShouldBe(HistoryOracle.Of(history), $"seed {seed}, key {history[0].Key}");
    }
}
