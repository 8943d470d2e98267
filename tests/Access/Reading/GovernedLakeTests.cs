using System.Globalization;
using Carelake.Access.Reading;
using Carelake.Access.Rows;
using Carelake.Core;
using Carelake.Lake.Catalog;
using Carelake.Tests.Server;

namespace Carelake.Tests.Access.Reading;

/// <summary>What people of each kind see of the simulated group's lake.</summary>
public sealed class GovernedLakeTests(ServedGroup group)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_billing_administrator_sees_the_own_facility_alone()
    {
        var lake = await group.CopiedLakeAsync();
        var rows = await lake.ReadAsync(ServedGroup.Person("billing_administrator"), new RowsQuery("silver.claim") { PageSize = 500 }, Ct);

        Column(rows, "facility_id").Distinct().ShouldBe(["hospital_a"]);
        rows.Total.ShouldBe(await CountAsync("silver.claim where facility_id = 'hospital_a'"));
        rows.Total.ShouldBeLessThan(await CountAsync("silver.claim"));
        Column(rows, "patient_id").ShouldAllBe(value => value != null);
    }

    [Fact]
    public async Task A_clinician_sees_the_patients_in_care_and_no_other()
    {
        var lake = await group.CopiedLakeAsync();
        var patient = (await lake.ReadAsync(ServedGroup.Person("billing_administrator"), new RowsQuery("silver.patient") { PageSize = 1 }, Ct)).Rows[0].Values[1]!.ToString()!;
        var rows = await lake.ReadAsync(ServedGroup.Person("clinician", patients: $"hospital_a|{patient}"), new RowsQuery("silver.patient"), Ct);

        Column(rows, "patient_id").Distinct().ShouldBe([patient]);
        (await lake.ReadAsync(ServedGroup.Person("clinician"), new RowsQuery("silver.patient"), Ct)).Total.ShouldBe(0);
        // The same patient is found in gold by gold's key.
        var gold = await lake.ReadAsync(ServedGroup.Person("clinician", patients: $"hospital_a|{patient}"), new RowsQuery("gold.dim_patient"), Ct);
        Column(gold, "patient_key").ShouldBe([PatientNames.KeyOf($"hospital_a|{patient}")]);
    }

    [Fact]
    public async Task A_data_engineer_sees_that_a_value_is_there_and_not_what_it_is()
    {
        var lake = await group.CopiedLakeAsync();
        var rows = await lake.ReadAsync(ServedGroup.Person("data_engineer"), new RowsQuery("silver.patient") { PageSize = 20 }, Ct);

        Column(rows, "family_name").Where(value => value is not null).Distinct().ShouldBe([RowAccess.MaskText]);
        Column(rows, "birth_date").ShouldAllBe(value => value == null);
        rows.Columns.Single(column => column.Name == "family_name").Shown.ShouldBe(Obligation.Mask);
        rows.Columns.Single(column => column.Name == "facility_id").Shown.ShouldBe(Obligation.None);
        var bronze = await lake.ReadAsync(ServedGroup.Person("data_engineer"), new RowsQuery("bronze.hospital_a_patients") { PageSize = 5 }, Ct);
        Column(bronze, "FirstName").Where(value => value is not null).Distinct().ShouldBe([RowAccess.MaskText]);
    }

    [Theory]
    [InlineData("clinician")]
    [InlineData("nurse")]
    [InlineData("billing_administrator")]
    [InlineData("bed_manager")]
    [InlineData("analyst")]
    [InlineData("researcher")]
    public async Task What_a_source_sent_is_shown_to_nobody_who_may_not_see_every_class_of_data(string role)
    {
        var lake = await group.CopiedLakeAsync();

        var error = await Should.ThrowAsync<CarelakeException>(() => lake.ReadAsync(ServedGroup.Person(role), new RowsQuery("bronze.hospital_a_patients"), Ct));

        error.Code.ShouldBe("ACC-0133");
    }

    [Theory]
    [InlineData("coder")]
    [InlineData("compliance_officer")]
    public async Task Whoever_may_see_some_class_only_changed_sees_of_what_a_source_sent_that_it_is_there(string role)
    {
        var lake = await group.CopiedLakeAsync();
        var rows = await lake.ReadAsync(ServedGroup.Person(role), new RowsQuery("bronze.hospital_a_patients") { PageSize = 50 }, Ct);

        foreach (var column in new[] { "FirstName", "LastName", "SSN" }) Column(rows, column).Where(value => value is not null).Distinct().ShouldBe([RowAccess.MaskText]);
    }

    [Fact]
    public async Task An_analyst_counts_people_without_knowing_them()
    {
        var lake = await group.CopiedLakeAsync();
        var digests = await lake.QueryAsync(ServedGroup.Person("analyst"), "select patient_id, count(*) as claims from silver.claim group by patient_id order by claims desc, patient_id", 10, Ct);
        var names = await lake.QueryAsync(ServedGroup.Person("billing_administrator"), "select patient_id from silver.claim", 100, Ct);

        Column(digests, "patient_id").ShouldAllBe(value => value!.ToString()!.Length == 64);
        Column(digests, "patient_id").Intersect(Column(names, "patient_id")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restriction_holds_for_the_very_next_reading_and_the_care_team_still_sees()
    {
        var (lake, tenant) = (await group.CopiedLakeAsync(), await group.TenantAsync());
        var billing = ServedGroup.Person("billing_administrator", "hospital_b");
        var patient = (await lake.ReadAsync(billing, new RowsQuery("silver.patient") { PageSize = 1 }, Ct)).Rows[0].Values[1]!.ToString()!;
        var query = new RowsQuery("silver.patient") { Where = [new("patient_id", patient)] };
        (await lake.ReadAsync(billing, query, Ct)).Total.ShouldBeGreaterThan(0);
        try
        {
            await tenant.Operations.SetWishesAsync([new("hospital_b", patient, IsRestricted: true, "")], Ct);
            lake.WishesChanged();

            (await lake.ReadAsync(billing, query, Ct)).Total.ShouldBe(0);
            (await lake.ReadAsync(ServedGroup.Person("clinician", "hospital_b", patients: $"hospital_b|{patient}"), query, Ct)).Total.ShouldBeGreaterThan(0);
        }
        finally
        {
            await tenant.Operations.SetWishesAsync([new("hospital_b", patient, IsRestricted: false, "")], Ct);
            lake.WishesChanged();
        }
    }

    [Fact]
    public async Task A_researcher_sees_those_who_agreed_and_neither_identity_nor_dates()
    {
        var (lake, tenant) = (await group.CopiedLakeAsync(), await group.TenantAsync());
        var billing = ServedGroup.Person("billing_administrator", "hospital_b");
        var patient = (await lake.ReadAsync(billing, new RowsQuery("silver.transaction") { PageSize = 1, Sort = "patient_id", IsDescending = true }, Ct)).Rows[0].Values[3]!.ToString()!;
        try
        {
            await tenant.Operations.SetWishesAsync([new("hospital_b", patient, IsRestricted: false, "research")], Ct);
            lake.WishesChanged();
            var rows = await lake.ReadAsync(ServedGroup.Person("researcher"), new RowsQuery("silver.transaction"), Ct);

            rows.Total.ShouldBe(await CountAsync($"silver.transaction where facility_id = 'hospital_b' and patient_id = '{patient}'"));
            rows.Total.ShouldBeGreaterThan(0);
            Column(rows, "patient_id").ShouldAllBe(value => value == null);
            Column(rows, "service_date").ShouldAllBe(value => value == null);
            Column(rows, "procedure_code").ShouldContain(value => value != null);
        }
        finally
        {
            await tenant.Operations.SetWishesAsync([new("hospital_b", patient, IsRestricted: false, "")], Ct);
            lake.WishesChanged();
        }
    }

    [Fact]
    public async Task Each_reading_is_in_the_log_before_the_rows_are_here_and_each_patient_has_an_entry()
    {
        var lake = await group.CopiedLakeAsync();
        var person = ServedGroup.Person("billing_administrator") with { Id = "auditee" };
        var rows = await lake.ReadAsync(person, new RowsQuery("silver.patient") { PageSize = 7, IsCurrentOnly = true }, Ct);
        var entries = lake.Audit.Read(trail => Carelake.Access.Audit.AuditSearch.Newest(trail.Log, trail.Keys, new() { User = "auditee" }, 0, 100, Ct).Entries);

        entries.Count.ShouldBe(7);
        entries.ShouldAllBe(item => item.Entry.Resource == "silver.patient" && item.Entry.Decision == "allow" && item.Entry.Purpose == "payment" && item.Entry.Policies.Contains("billing-administrator"));
        var subject = PatientNames.KeyOf($"hospital_a|{rows.Rows[0].Values[1]}");
        lake.Audit.Read(trail => Carelake.Access.Audit.AuditSearch.Newest(trail.Log, trail.Keys, new() { User = "auditee", Subject = subject }, 0, 100, Ct).Entries).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_in_the_log_too()
    {
        var lake = await group.CopiedLakeAsync();
        var person = ServedGroup.Person("nurse") with { Id = "refused" };

        await Should.ThrowAsync<CarelakeException>(() => lake.ReadAsync(person, new RowsQuery("gold.kpi_open_ar"), Ct));

        lake.Audit.Read(trail => Carelake.Access.Audit.AuditSearch.Newest(trail.Log, trail.Keys, new() { User = "refused" }, 0, 10, Ct).Entries).ShouldHaveSingleItem().Entry.Decision.ShouldBe("deny");
    }

    [Theory]
    [InlineData("select * from read_parquet('/etc/passwd')")]
    [InlineData("select * from 'lake/silver/patient/*.parquet'")]
    [InlineData("select * from read_text('/etc/passwd')")]
    [InlineData("select getenv('HOME')")]
    [InlineData("select current_setting('temp_directory')")]
    [InlineData("select * from duckdb_tables()")]
    [InlineData("select * from information_schema.tables")]
    [InlineData("select * from memory.main.__wishes")]
    [InlineData("select * from __wishes")]
    [InlineData("select * from pg_catalog.pg_tables")]
    [InlineData("select * from query('select 1')")]
    [InlineData("select * from query_table('silver.patient')")]
    [InlineData("with t as (select * from read_csv('/etc/passwd')) select * from t")]
    [InlineData("select (select count(*) from glob('/*'))")]
    [InlineData("select * from silver.claim where claim_id in (select file from glob('/*'))")]
    [InlineData("select * from silver.claim; select 1")]
    [InlineData("copy silver.claim to '/tmp/x'")]
    [InlineData("drop view silver.claim")]
    [InlineData("attach '/tmp/x.db'")]
    [InlineData("set memory_limit = '1GB'")]
    [InlineData("pragma database_list")]
    [InlineData("install httpfs")]
    [InlineData("describe silver.claim")]
    [InlineData("summarize silver.claim")]
    [InlineData("call pragma_version()")]
    [InlineData("explain analyze select 1")]
    [InlineData("")]
    [InlineData("select")]
    public async Task A_query_reaches_nothing_but_tables_of_the_lake(string sql)
    {
        var lake = await group.CopiedLakeAsync();

        var error = await Should.ThrowAsync<CarelakeException>(() => lake.QueryAsync(ServedGroup.Person("billing_administrator"), sql, 10, Ct));

        error.Code.ShouldBeOneOf("ACC-0131", "ACC-0132");
    }

    [Theory]
    [InlineData("select count(*) from silver.claim")]
    [InlineData("with c as (select * from silver.claim) select count(*) from c")]
    [InlineData("select count(*) from SILVER.Claim as c join silver.patient p on p.patient_id = c.patient_id and p.is_current")]
    [InlineData("select n from range(5) t(n)")]
    [InlineData("select * from (values (1), (2)) v(n)")]
    [InlineData("select payer_class, sum(billed_amount) over (partition by payer_class) from silver.claim qualify row_number() over () < 3")]
    [InlineData("select 1 union all select 2")]
    public async Task Ordinary_queries_are_answered(string sql) =>
        (await (await group.CopiedLakeAsync()).QueryAsync(ServedGroup.Person("billing_administrator"), sql, 10, Ct)).Rows.ShouldNotBeEmpty();

    [Fact]
    public async Task A_message_of_the_engine_tells_no_value_that_is_hidden()
    {
        var lake = await group.CopiedLakeAsync();
        var names = Column(await lake.ReadAsync(ServedGroup.Person("billing_administrator"), new RowsQuery("silver.patient") { PageSize = 500 }, Ct), "family_name").Where(name => name is not null).Select(name => name!.ToString()!).ToList();

        foreach (var sql in new[] { "select cast(family_name as int) from silver.patient", "select * from silver.patient where cast(family_name as int) = 1", "select cast(family_name as date) from silver.patient order by 1" })
        {
            foreach (var role in new[] { "data_engineer", "analyst", "researcher" })
            {
                try
                {
                    await lake.QueryAsync(ServedGroup.Person(role), sql, 10, Ct);
                }
                catch (CarelakeException error)
                {
                    names.ShouldNotContain(name => error.Message.Contains(name, StringComparison.OrdinalIgnoreCase), $"{role}: {sql}");
                }
            }
        }
    }

    [Fact]
    public async Task Without_a_current_training_or_the_purpose_there_is_nothing()
    {
        var lake = await group.CopiedLakeAsync();
        var person = ServedGroup.Person("billing_administrator");

        (await Should.ThrowAsync<CarelakeException>(() => lake.ReadAsync(person with { TrainedUntil = null }, new RowsQuery("silver.claim"), Ct))).Code.ShouldBe("ACC-0133");
        (await Should.ThrowAsync<CarelakeException>(() => lake.ReadAsync(person with { Purpose = "research" }, new RowsQuery("silver.claim"), Ct))).Code.ShouldBe("ACC-0133");
    }

    [Fact]
    public async Task Many_people_at_once_each_see_their_own()
    {
        var lake = await group.CopiedLakeAsync();
        var wrong = 0;
        var count = int.Parse(Environment.GetEnvironmentVariable("CARELAKE_PERSONA_READS") ?? "200", CultureInfo.InvariantCulture);
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct }, async (number, ct) =>
        {
            var facility = number % 2 == 0 ? "hospital_a" : "hospital_b";
            var rows = await lake.ReadAsync(ServedGroup.Person("billing_administrator", facility), new RowsQuery("silver.claim") { PageSize = 20, Page = 1 + (number % 5) }, ct);
            if (Column(rows, "facility_id").Any(value => value?.ToString() != facility)) Interlocked.Increment(ref wrong);
        });
        wrong.ShouldBe(0);
    }

    [Theory]
    [InlineData("billing_administrator")]
    [InlineData("analyst")]
    [InlineData("data_engineer")]
    public async Task A_copy_for_fast_reading_changes_no_answer(string role)
    {
        var (lake, plain) = (await group.CopiedLakeAsync(), await group.LakeAsync());
        var person = ServedGroup.Person(role);
        foreach (var query in (RowsQuery[])
            [
                new("silver.department"), new("gold.kpi_denial_rate") { PageSize = 1000 }, new("gold.dim_patient") { Page = 3, PageSize = 20 }, new("gold.dim_payer") { Sort = "payer_key", IsDescending = true },
            ])
        {
            var (fast, slow) = (await lake.ReadAsync(person, query, Ct), await plain.ReadAsync(person, query, Ct));
            fast.Total.ShouldBe(slow.Total, query.Table);
            fast.Rows.Length.ShouldBe(slow.Rows.Length, query.Table);
            // What is masked is equal in many rows, whose order nobody promises.
            if (role == "billing_administrator") fast.Rows.Select(row => row.Key).ShouldBe(slow.Rows.Select(row => row.Key), query.Table);
        }
    }

    [Fact]
    public async Task One_patients_rows_are_found_in_a_copy_as_they_are_in_the_files()
    {
        var lake = await group.CopiedLakeAsync();
        var person = ServedGroup.Person("billing_administrator");
        var claim = (await lake.ReadAsync(person, new RowsQuery("silver.claim") { PageSize = 1 }, Ct)).Rows[0];
        var rows = await lake.ReadAsync(person, new RowsQuery("silver.claim") { Patients = [claim.Patient!], PageSize = 200 }, Ct); // Claims are about patients.

        rows.Rows.ShouldAllBe(row => row.Patient == claim.Patient);
        rows.Total.ShouldBe(await CountAsync($"silver.claim where md5(facility_id || '|' || patient_id) = '{claim.Patient}'"));
        (await lake.ReadAsync(person, new RowsQuery("silver.claim") { Key = claim.Key }, Ct)).Rows.ShouldContain(row => row.Key == claim.Key);
    }

    [Theory]
    [InlineData("silver./../../etc")]
    [InlineData("silver.../gold/kpi_open_ar")]
    [InlineData("silver")]
    [InlineData("memory.main")]
    [InlineData("silver.")]
    public async Task A_name_that_leads_out_of_the_lake_is_no_table(string name) =>
        (await Should.ThrowAsync<CarelakeException>(async () => await (await group.CopiedLakeAsync()).ReadAsync(ServedGroup.Person("billing_administrator"), new RowsQuery(name), Ct))).Code.ShouldBe("ACC-0136");

    private static IEnumerable<object?> Column(GovernedRows rows, string name)
    {
        var index = rows.Columns.Index().Single(column => column.Item.Name == name).Index;
        return rows.Rows.Select(row => row.Values[index]);
    }

    private async Task<long> CountAsync(string from)
    {
        using var session = LakeSession.Open((await group.TenantAsync()).Lake, new EngineOptions());
        session.BindAll();
        return long.Parse(session.Connection.Scalar<long>($"select count(*) from {from}").ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
