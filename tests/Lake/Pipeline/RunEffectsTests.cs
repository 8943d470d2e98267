using System.Text.Json.Nodes;
using Carelake.Lake.Catalog;
using Carelake.Lake.Operations;

namespace Carelake.Tests.Lake.Pipeline;

/// <summary>What a run does beside loading: tells lineage, keeps broken tables back, brings waiting children in, keeps tables tidy.</summary>
public sealed class RunEffectsTests : IDisposable
{
    private const string People = "id,name,born,changed\np1,Ash,1980-01-01,2024-01-01\np2,Birch,1990-02-02,2024-01-02\n";
    private const string Bills = "id,person,amount\nb1,p1,10.50\nb2,p2,20.00\nb3,p9,30.25\n";

    private readonly TestLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Lineage_is_told_of_every_model_that_had_something_to_do()
    {
        _lake.Source.Csv("people", People).Csv("bills", Bills, isFull: true);

        await _lake.RunWellAsync();

        var fact = Events().Where(told => told["job"]!["name"]!.GetValue<string>() == "gold.fact_bill").ToList();
        fact.Select(told => told["eventType"]!.GetValue<string>()).ShouldBe(["START", "COMPLETE"]);
        fact.Select(told => told["run"]!["runId"]!.GetValue<string>()).Distinct().Count().ShouldBe(1);
        fact[0]["inputs"]!.AsArray().Select(input => input!["name"]!.GetValue<string>()).Order().ShouldBe(["silver.bill", "silver.person"]);
        fact[1]["outputs"]![0]!["outputFacets"]!["outputStatistics"]!["rowCount"]!.GetValue<long>().ShouldBe(3);
        Events().Select(told => told["job"]!["name"]!.GetValue<string>()).Distinct().Order()
            .ShouldBe(["gold.fact_bill", "gold.kpi_billed", "silver.bill", "silver.person"]);

        var count = Events().Count;
        await _lake.RunWellAsync();
        Events().Count.ShouldBe(count);
    }

    [Fact]
    public async Task Lineage_that_cannot_be_written_fails_nothing()
    {
        _lake.Source.Csv("people", People).Csv("bills", Bills, isFull: true);
        Directory.CreateDirectory(_lake.Lake.LineageFile);

        await _lake.RunWellAsync();

        _lake.One("select count(*) from gold.fact_bill").ShouldBe("3");
    }

    [Fact]
    public async Task A_gold_table_that_breaks_an_error_rule_is_not_published()
    {
        var path = Path.Combine(_lake.Folder, "models/gold/money/fact_bill.yml");
        _lake.Write("models/gold/money/fact_bill.yml", await File.ReadAllTextAsync(path)
            + "\nrules:\n  - {name: amount_small, type: range, columns: [amount], maximum: 100, message: too much}\n"
            + "  - {name: person_once, type: unique, columns: [person_id], message: two bills}\n");
        _lake.Source.Csv("people", People).Csv("bills", Bills, isFull: true);
        await _lake.RunWellAsync();
        var before = _lake.Content();
        var version = _lake.Versions()["gold.fact_bill"];

        // Changes one row only; the second rule must see it beside those that stay.
        foreach (var (changed, rule) in new[] { (Bills.Replace("20.00", "2000.00", StringComparison.Ordinal), "amount_small"), (Bills.Replace("b2,p2", "b2,p1", StringComparison.Ordinal), "person_once") })
        {
            _lake.Source.Csv("bills", changed, isFull: true);
            var result = await _lake.RunAsync();

            var failure = result.Failures.ShouldHaveSingleItem();
            failure.Code.ShouldBe("LAKE-0504");
            failure.Message.ShouldContain(rule);
            _lake.Versions()["gold.fact_bill"].ShouldBe(version);
            _lake.Query("select 'fact', * from gold.fact_bill order by all").ShouldBe(before.Where(line => line.StartsWith("fact", StringComparison.Ordinal)));
        }

        Events().Last(told => told["job"]!["name"]!.GetValue<string>() == "gold.fact_bill")["eventType"]!.GetValue<string>().ShouldBe("FAIL");

        _lake.Source.Csv("bills", Bills.Replace("20.00", "25.00", StringComparison.Ordinal), isFull: true);
        await _lake.RunWellAsync();
        _lake.One("select amount from gold.fact_bill where bill_id = 'b2'").ShouldBe("25.00");
    }

    [Fact]
    public async Task A_child_that_waits_for_its_parent_alone_comes_in_when_the_parent_does()
    {
        var bill = await File.ReadAllTextAsync(Path.Combine(_lake.Folder, "models/silver/bill.yml"));
        _lake.Write("models/silver/bill.yml", bill.Replace("references: silver.person, severity: warn", "references: silver.person", StringComparison.Ordinal));
        _lake.Source.Csv("people", People).Csv("bills", Bills + "b4,p9,\n", isFull: true);
        (await _lake.RunWellAsync()).RowsQuarantined.ShouldBe(2);
        _lake.Query("select bill_id from silver.bill order by all").ShouldBe(["b1", "b2"]);

        // Another parent: those who wait wait on, and nothing of theirs is written.
        var version = _lake.Versions()["silver.bill"];
        _lake.Source.Csv("people", "id,name,born,changed\np3,Cedar,1970-03-03,2024-02-01\n");
        await _lake.RunWellAsync();
        _lake.Versions()["silver.bill"].ShouldBe(version);

        _lake.Source.Csv("people", "id,name,born,changed\np9,Yew,1970-03-03,2024-02-01\n");
        await _lake.RunWellAsync();

        _lake.Query("select bill_id from silver.bill where is_current order by all").ShouldBe(["b1", "b2", "b3"]);
        _lake.Query("select bill_id, person_known from gold.fact_bill order by all").ShouldBe(["b1|True", "b2|True", "b3|True"]);
        _lake.Query("select rule, status from quarantine.bill order by all").ShouldBe(["amount_present,person_known|waiting", "person_known|replayed"]);

        (await _lake.RunWellAsync()).Status.ShouldBe(StepStatus.Skipped);
    }

    [Fact]
    public async Task Tables_that_lost_many_rows_are_written_anew_in_the_run_that_did_it_and_the_next_has_nothing_to_do()
    {
        _lake.Source.Csv("people", People).Csv("bills", Bills, isFull: true);
        await _lake.RunWellAsync();
        _lake.Source.Csv("people", "id,name,born,changed\np1,Ashe,1980-01-01,2024-02-01\np2,Birches,1990-02-02,2024-02-01\n");

        await _lake.RunWellAsync();

        using (var session = LakeSession.Open(_lake.Lake, new EngineOptions { Threads = 1, MemoryBytes = 1L << 28, Parallelism = 1 }))
            session.Snapshot("silver.person")!.Files.ShouldHaveSingleItem().DeletionVector.ShouldBeNull();
        _lake.Query("select family_name, is_current from silver.person order by all").ShouldBe(["Ash|False", "Ashe|True", "Birch|False", "Birches|True"]);
        var versions = _lake.Versions();
        (await _lake.RunWellAsync()).Status.ShouldBe(StepStatus.Skipped);
        _lake.Versions().ShouldBe(versions);
    }

    private List<JsonNode> Events() => [.. File.ReadAllLines(_lake.Lake.LineageFile).Select(line => JsonNode.Parse(line)!)]; // One object a line.
}
