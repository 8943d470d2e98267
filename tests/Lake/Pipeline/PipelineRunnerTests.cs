using Carelake.Core;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;

namespace Carelake.Tests.Lake.Pipeline;

public sealed class PipelineRunnerTests : IDisposable
{
    private const string People = "id,name,born,changed\np1,Ash,1980-01-01,2024-01-01\np2,Birch,1990-02-02,2024-01-02\n";
    private const string Bills = "id,person,amount\nb1,p1,10.50\nb2,p2,20.00\nb3,p9,30.25\n";

    private readonly TestLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_run_goes_from_files_to_figures_and_reconciles()
    {
        _lake.Source.Csv("people", People).Csv("bills", Bills, isFull: true);

        var result = await _lake.RunWellAsync();

        result.Status.ShouldBe(StepStatus.Succeeded);
        _lake.Query("select bill_id, person_known, amount from gold.fact_bill order by all").ShouldBe(["b1|True|10.50", "b2|True|20.00", "b3|False|30.25"]);
        _lake.One("select as_of_date, bill_count, amount from gold.kpi_billed").ShouldEndWith("|3|60.75");
        _lake.Query("select distinct _source_id, _position from bronze.emr_bills order by all").ShouldBe(["emr|1", "emr|2", "emr|3"]);
        _lake.One("select facility_id, facility_name, country_code from silver.facility").ShouldBe("north|North|GB");
    }

    [Fact]
    public async Task A_second_run_with_nothing_new_writes_nothing()
    {
        _lake.Source.Csv("people", People).Csv("bills", Bills, isFull: true).Csv("bills", Bills, isFull: true);
        await _lake.RunWellAsync();
        var versions = _lake.Versions();

        var second = await _lake.RunWellAsync();

        second.Status.ShouldBe(StepStatus.Skipped);
        second.TablesWritten.ShouldBe(0);
        _lake.Versions().ShouldBe(versions);
    }

    [Fact]
    public async Task A_row_that_breaks_an_error_rule_waits_in_quarantine_with_reason_place_and_payload()
    {
        _lake.Source.Csv("people", People + "p3,Cedar,not a date,2024-01-03\n").Csv("bills", Bills, isFull: true);

        var result = await _lake.RunWellAsync();

        result.RowsQuarantined.ShouldBe(1);
        _lake.One("select rule, reason, code, severity, _source_id, _position, status, payload from quarantine.person").ShouldBe(
            "key_present|key or birth date missing|LAKE-0502|error|emr|3|waiting|" +
            """{"id":"p3","name":"Cedar","born":"not a date","changed":"2024-01-03"}""");
        _lake.Query("select person_id from silver.person order by all").ShouldBe(["p1", "p2"]);
    }

    [Fact]
    public async Task Warnings_are_counted_and_scored()
    {
        _lake.Source.Csv("people", People + "p3,Cedar,1850-01-01,2024-01-03\np4,Elm,,2024-01-03\n").Csv("bills", Bills, isFull: true);

        var result = await _lake.RunWellAsync();

        var history = await (await _lake.OperationsAsync()).RuleHistoryAsync("silver.person", 10, CancellationToken.None);
        _lake.Query("select person_id, _warnings from silver.person order by all").ShouldBe(["p1|", "p2|", "p3|born_lately"]);
        _lake.Query("select bill_id, _warnings from silver.bill order by all").ShouldBe(["b1|", "b2|", "b3|person_known"]);
        history.Select(rule => (rule.Rule, rule.RowsChecked, rule.RowsFailed)).ShouldBe([("key_present", 4, 1), ("born_lately", 3, 1)], ignoreOrder: true);
        _lake.One("select source_id, completeness_rate from audit.data_quality_score where table_name = 'silver.person'").ShouldBe("emr|0.75");
        result.Status.ShouldBe(StepStatus.Succeeded);
    }

    [Fact]
    public async Task A_changed_row_gets_one_new_version_and_only_what_it_touches_is_computed_again()
    {
        _lake.Source.Csv("people", People).Csv("bills", Bills, isFull: true);
        await _lake.RunWellAsync();
        _lake.Source.Csv("people", "id,name,born,changed\np9,Yew,1970-03-03,2024-02-01\np1,Ashe,1980-01-01,2024-02-01\n");

        var result = await _lake.RunWellAsync();

        _lake.Query("select person_id, family_name, is_current from silver.person order by all").ShouldBe(
            ["p1|Ash|False", "p1|Ashe|True", "p2|Birch|True", "p9|Yew|True"]);
        _lake.One("select person_known from gold.fact_bill where bill_id = 'b3'").ShouldBe("True");
        result.Audit.Single(line => line.Table == "gold.fact_bill").RowsLoaded.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_a_full_load_no_longer_holds_is_deleted_but_one_in_quarantine_is_not()
    {
        _lake.Source.Csv("people", People).Csv("bills", Bills, isFull: true).Csv("bills", "id,person,amount\nb1,p1,10.50\nb3,p9,many\n", isFull: true);
        await _lake.RunWellAsync();

        await _lake.RunWellAsync();

        _lake.Query("select bill_id from gold.fact_bill order by all").ShouldBe(["b1", "b3"]);
        _lake.One("select rule from quarantine.bill").ShouldBe("amount_present");
    }

    [Fact]
    public async Task A_source_that_is_down_is_tried_again_then_reported_and_the_others_go_on_and_the_next_run_catches_up()
    {
        _lake.Source.Down("people").Down("people").Down("people").Csv("bills", Bills, isFull: true);

        var result = await _lake.RunAsync();

        result.Status.ShouldBe(StepStatus.Failed);
        result.Failures.ShouldHaveSingleItem().Code.ShouldBe("SRC-0002");
        _lake.Source.Pulls.Count(pull => pull == "emr.people").ShouldBe(3);
        _lake.One("select count(*) from gold.fact_bill").ShouldBe("3");

        _lake.Source.Csv("people", People);
        await _lake.RunWellAsync();
        _lake.One("select count(*) from gold.fact_bill where person_known").ShouldBe("2");
    }

    [Fact]
    public async Task A_source_that_refuses_for_good_is_not_tried_again()
    {
        _lake.Source.Down("people", isTransient: false).Csv("bills", Bills, isFull: true);

        await _lake.RunAsync();

        _lake.Source.Pulls.Count(pull => pull == "emr.people").ShouldBe(1);
    }

    [Fact]
    public async Task A_source_switched_off_is_not_read_and_its_tables_stay()
    {
        _lake.Source.Csv("people", People).Csv("bills", Bills, isFull: true);
        await _lake.RunWellAsync();
        var yaml = await File.ReadAllTextAsync(Path.Combine(_lake.Folder, "carelake.yaml"));
        _lake.Write("carelake.yaml", yaml.Replace("    retries: 2\n", "    retries: 2\n    is_active: false\n", StringComparison.Ordinal));
        _lake.Source.Pulls.Clear();

        (await _lake.RunWellAsync()).Status.ShouldBe(StepStatus.Skipped);

        _lake.Source.Pulls.ShouldBeEmpty();
        _lake.One("select count(*) from gold.fact_bill").ShouldBe("3");
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("landed")]
    [InlineData("batch-recorded")]
    [InlineData("bronze-written")]
    [InlineData("bronze-rejects-written")]
    [InlineData("batch-loaded")]
    [InlineData("quarantine-written")]
    [InlineData("silver-written")]
    [InlineData("gold-written")]
    public async Task A_run_killed_at_any_point_is_gone_on_with_and_everything_takes_effect_once(string point)
    {
        var people = People + "p3,Cedar,never,2024-01-03\np4,too,many,fields,here\n";
        using var reference = new TestLake();
        reference.Source.Csv("people", people).Csv("bills", Bills, isFull: true);
        await reference.RunWellAsync();
        _lake.Source.Csv("people", people, state: "taken").Csv("bills", Bills, isFull: true);

        await Should.ThrowAsync<SimulatedKill>(() => _lake.RunAsync(killAt: point));
        // A source gives again what was not recorded as taken; what it gives twice is the same bytes.
        _lake.Source.Csv("people", people, state: "taken").Csv("bills", Bills, isFull: true);
        await _lake.RunWellAsync();

        _lake.Content().ShouldBe(reference.Content());
        _lake.Query("select rule, _position from quarantine.person order by all").ShouldBe(["key_present|3"]);
        _lake.Query("select distinct rule, _position from quarantine.emr_people order by all").ShouldBe(["readable|5"]);
    }

    [Fact]
    public async Task Two_runs_at_once_give_the_second_a_clear_error()
    {
        using var held = RunLock.Take(_lake.Lake.LockFile);

        (await Should.ThrowAsync<CarelakeException>(() => _lake.RunAsync())).Code.ShouldBe("LAKE-0601");
    }

    [Fact]
    public async Task A_cancelled_run_ends_as_interrupted_and_the_next_does_the_work()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        _lake.Source.Csv("people", People).Csv("bills", Bills, isFull: true);

        await Should.ThrowAsync<OperationCanceledException>(() => _lake.RunAsync(ct: stop.Token));

        await _lake.RunWellAsync();
        _lake.One("select count(*) from gold.fact_bill").ShouldBe("3");
    }
}
