using Carelake.Lake.Catalog;

namespace Carelake.Tests.Lake.Pipeline;

/// <summary>Loads that are too large to be kept while they are worked on end as small ones do.</summary>
public sealed class LargeLoadTests
{
    private const string Header = "id,name,born,changed\n";

    // Bad rows, one of a key that also has a good one; keys with several states, one of them twice the same; a plain row.
    private const string Day1 = Header +
        "p1,Ash,1980-01-01,2024-01-01\np2,Birch,1990-02-02,2024-01-02\np2,Birches,1990-02-02,2024-01-03\n,Nobody,1990-01-01,2024-01-01\n" +
        "p3,Cedar,soon,2024-01-01\np3,Cedar,1970-03-03,2024-01-04\np4,Dogwood,1850-01-01,2024-01-01\np4,Dogwood,1850-01-01,2024-01-01\n" +
        "p5,Elm,never,2024-01-05\np5,Elm,no,2024-01-06\n";

    private const string Day2 = Header + "p1,Ashes,1980-01-01,2024-02-01\np6,Fir,,2024-02-01\np6,Fir,2000-01-01,2024-02-02\n,None,,2024-02-01\n";
    private const string Bills = "id,person,amount\nb1,p1,10.50\nb2,p2,much\nb3,p9,30.25\nb3,p9,30.50\n";

    [Fact]
    public async Task A_load_that_streams_ends_as_one_that_is_kept()
    {
        var kept = await ContentAsync(500_000);

        (await ContentAsync(0)).ShouldBe(kept);
        kept.Count(line => line.StartsWith("waits", StringComparison.Ordinal)).ShouldBe(7);
    }

    private static async Task<IReadOnlyList<string>> ContentAsync(long keptRows)
    {
        using var lake = new TestLake();
        lake.Engine = new EngineOptions { Threads = 2, MemoryBytes = 1L << 30, Parallelism = 2, KeptRows = keptRows };
        lake.Source.Csv("people", Day1).Csv("bills", Bills, isFull: true);
        var first = await lake.RunWellAsync();
        lake.Source.Csv("people", Day2);
        var second = await lake.RunWellAsync();
        return
        [
            .. lake.Content(),
            .. lake.Query("select 'warned', person_id, valid_from, _warnings from silver.person order by all"),
            .. lake.Query("select 'waits', rule, _position, payload from quarantine.person order by all"),
            .. lake.Query("select 'waits', rule, _position, payload from quarantine.bill order by all"),
            .. first.Audit.Concat(second.Audit).OrderBy(line => line.Table, StringComparer.Ordinal).ThenBy(line => line.StartedAt)
                .Select(line => $"{line.Table} {line.RowsRead} {line.RowsLoaded} {line.RowsUpdated} {line.RowsQuarantined} {line.RowsDuplicate}"),
        ];
    }
}
