using Carelake.Lake.Configuration;
using Carelake.Lake.Pipeline;
using Carelake.Tests.Sources;

namespace Carelake.Tests.EndToEnd;

/// <summary>One lake made of the whole RCM set in one run, for all tests of this class.</summary>
public sealed class RcmLake(PostgresServer postgres) : IAsyncLifetime
{
    private ExampleLake? _lake;

    internal ExampleLake Lake => _lake ?? throw new InvalidOperationException("The lake is not made yet.");

    internal RunResult? FirstRun { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (!SharedData.Has("data/rcm")) return;
        var cancellationToken = TestContext.Current.CancellationToken;
        _lake = new ExampleLake("rcm");
        var hospitals = new RcmHospitals(_lake, await postgres.DatabaseAsync());
        await hospitals.CreateAsync(cancellationToken);
        await hospitals.AddAsync("all", condition: null, withUndated: true, cancellationToken);
        FirstRun = await _lake.RunAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _lake?.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary><c>examples/rcm</c> through the whole product gives the figures that are known of the set, to the cent.</summary>
[Trait("Speed", "Slow")]
public sealed class RcmExampleTests(RcmLake made, PostgresServer postgres) : IClassFixture<RcmLake>
{
    private const string AllMonths = "slice = 'group' and service_month is null";

    private ExampleLake Lake
    {
        get
        {
            SharedData.Path("data/rcm");
            return made.Lake;
        }
    }

    [Fact]
    public void Bronze_holds_every_row_of_the_sources()
    {
        var hospitals = Lake.Lake.Tables().Where(table => table.StartsWith("bronze.", StringComparison.Ordinal) && table != "bronze.cpt_codes");
        Lake.One(string.Join(" union all ", hospitals.Select(table => $"select count(*) as n from {table}")).Insert(0, "select sum(n) from (") + ")").ShouldBe("70095");
        Lake.One("select count(*) from bronze.cpt_codes").ShouldBe("1161");
    }

    [Theory]
    [InlineData("patient", 9985)]
    [InlineData("provider", 55)]
    [InlineData("department", 40)]
    [InlineData("encounter", 20000)]
    [InlineData("transaction", 20000)]
    [InlineData("claim", 20000)]
    [InlineData("procedure_code", 1161)]
    public void Silver_holds_one_state_of_each_record(string table, long rows) =>
        Lake.One($"select count(*), count_if(is_current) from silver.{table}").ShouldBe($"{rows}|{rows}");

    [Fact]
    public void Fifteen_patients_without_a_first_name_wait_in_quarantine() =>
        Lake.One("select count(*) from quarantine.patient").ShouldBe("15");

    [Fact]
    public async Task Oddities_across_columns_are_counted_warnings()
    {
        var operations = await Lake.OperationsAsync(TestContext.Current.CancellationToken);
        var rules = await operations.RuleHistoryAsync("silver.transaction", 1000, TestContext.Current.CancellationToken);

        Failed("paid_not_above_charge").ShouldBe(7534);
        Failed("paid_after_service").ShouldBe(9959);
        Failed("service_from_visit").ShouldBe(9933);
        Failed("provider_known").ShouldBe(18970);
        Failed("patient_known").ShouldBe(36);

        long Failed(string name) => rules.Where(rule => rule.Rule == name).Sum(rule => rule.RowsFailed);
    }

    [Fact]
    public void Dimensions_hold_what_silver_holds_and_an_unknown_member() =>
        Lake.One("""
            select (select count(*) from gold.dim_patient), (select count_if(patient_key = 'unknown') from gold.dim_patient),
                (select count(*) from gold.dim_provider), (select count(*) from gold.dim_department), (select count(*) from gold.dim_procedure)
            """).ShouldBe("9986|1|56|41|1162");

    [Fact]
    public void Transactions_sum_to_the_cent() =>
        Lake.One("select count(*), sum(charge_amount), sum(paid_amount), sum(open_receivable_amount), sum(credit_balance_amount) from gold.fact_transaction")
            .ShouldBe("20000|10490422.05|8196514.10|4173483.91|1879575.96");

    [Fact]
    public void Claims_sum_to_the_cent() =>
        Lake.One("select count(*), sum(billed_amount), sum(paid_amount) from gold.fact_claim").ShouldBe("20000|50655201.46|45521565.64");

    [Fact]
    public void Encounters_are_all_there() => Lake.One("select count(*), sum(encounter_count) from gold.fact_encounter").ShouldBe("20000|20000");

    [Fact]
    public void Every_key_of_a_fact_is_in_its_dimension()
    {
        foreach (var (fact, dimension, key) in ((string, string, string)[])
        [
            ("fact_transaction", "dim_patient", "patient_key"), ("fact_transaction", "dim_provider", "provider_key"),
            ("fact_transaction", "dim_department", "department_key"), ("fact_transaction", "dim_payer", "payer_key"),
            ("fact_transaction", "dim_procedure", "procedure_key"), ("fact_claim", "dim_patient", "patient_key"),
            ("fact_claim", "dim_payer", "payer_key"), ("fact_encounter", "dim_procedure", "procedure_key"),
        ])
            Lake.One($"select count(*) from gold.{fact} anti join gold.{dimension} using ({key})").ShouldBe("0", $"{fact}.{key}");
    }

    [Theory]
    [InlineData("kpi_days_in_ar", "days_in_ar, service_days", "123.73|311")]
    [InlineData("kpi_ar_over_90_days", "round(ar_over_90_days_rate * 100, 2), as_of_date", "88.20|12/31/2024")]
    [InlineData("kpi_denial_rate", "round(denial_rate, 4), denied_count + rejected_count, claim_count", "0.3990|7979|20000")]
    [InlineData("kpi_charges", "charge_amount", "10490422.05")]
    [InlineData("kpi_payments", "paid_amount", "8196514.10")]
    [InlineData("kpi_open_ar", "open_receivable_amount", "4173483.91")]
    [InlineData("kpi_credit_balances", "credit_balance_amount", "1879575.96")]
    [InlineData("kpi_gross_collection_rate", "gross_collection_rate", "0.781333")]
    [InlineData("kpi_net_collection_rate", "net_collection_rate", "0.602162")]
    [InlineData("kpi_clean_claim_rate", "clean_claim_rate", "0.503207")]
    public void Kpis_have_their_known_values(string kpi, string columns, string expected) =>
        Lake.One($"select {columns} from gold.{kpi} where {AllMonths}").ShouldBe(expected);

    [Fact]
    public void Every_slice_of_a_figure_sums_to_the_group()
    {
        Lake.Query("select distinct sum(open_receivable_amount) from gold.kpi_open_ar where service_month is null group by slice").ShouldBe(["4173483.91"]);
        Lake.Query("select distinct sum(open_receivable_amount) from gold.kpi_ar_ageing where service_month is not null group by slice").ShouldBe(["4173483.91"]);
        Lake.Query("select distinct sum(claim_count) from gold.kpi_denial_rate where service_month is not null group by slice").ShouldBe(["20000"]);
        Lake.One($"select sum(uncollected_amount) from gold.kpi_uncollected_by_reason where {AllMonths}")
            .ShouldBe(Lake.One("select sum(uncollected_amount) from gold.fact_claim"));
    }

    [Fact]
    public async Task A_second_run_writes_nothing()
    {
        var before = Lake.TableFiles();

        var second = await Lake.RunAsync(TestContext.Current.CancellationToken);

        second.Audit.Where(line => line.VersionWritten is not null).Select(line => $"{line.Table}: {line.RowsLoaded} loaded").ShouldBeEmpty();
        Lake.TableFiles().ShouldBe(before);
    }

    [Fact]
    public async Task Loading_in_two_steps_ends_in_the_same_silver_and_gold()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        SharedData.Path("data/rcm");
        using var steps = new ExampleLake("rcm");
        var hospitals = new RcmHospitals(steps, await postgres.DatabaseAsync());
        await hospitals.CreateAsync(cancellationToken);
        await hospitals.AddAsync("past", "<= '2023-12-31'", withUndated: true, cancellationToken);
        await steps.RunAsync(cancellationToken);
        steps.One("select count(*) from gold.fact_transaction").ShouldNotBe("20000");
        await hospitals.AddAsync("present", "> '2023-12-31'", withUndated: false, cancellationToken);
        await steps.RunAsync(cancellationToken);

        foreach (var model in ProjectLoader.Load(Path.Combine(Lake.Folder, ProjectFile.Name)).Models.Values)
        {
            // Rows without a date of their own hold from the load, so that moment is left out, as are batches and files.
            var columns = string.Join(", ", model.IsSilver ? [.. model.Columns.Keys, "is_current", "is_deleted", "change_hash"] : model.Columns.Keys);
            var sql = $"select {columns} from {model.Table}";
            if (!Lake.Lake.Table(model.Table).Exists() && !steps.Lake.Table(model.Table).Exists()) continue;
            steps.Fingerprint(sql).ShouldBe(Lake.Fingerprint(sql), model.Table);
        }

        steps.Fingerprint("select transaction_id, facility_id, valid_from, valid_to from silver.transaction")
            .ShouldBe(Lake.Fingerprint("select transaction_id, facility_id, valid_from, valid_to from silver.transaction"));
    }
}
