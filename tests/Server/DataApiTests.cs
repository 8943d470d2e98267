using System.Net;
using System.Text.Json;

namespace Carelake.Tests.Server;

/// <summary>The data API over HTTP: what it answers, and to whom.</summary>
public sealed class DataApiTests(ServedGroup group)
{
    [Fact]
    public async Task The_catalog_tells_each_column_and_what_the_caller_sees_of_it()
    {
        var tables = (await group.GetAsync(ServedGroup.Person("analyst"), "/api/v1/tables")).Body;
        tables.EnumerateArray().Select(table => table.GetProperty("table").GetString()).ShouldContain("gold.kpi_open_ar");

        var patient = (await group.GetAsync(ServedGroup.Person("analyst"), "/api/v1/tables/silver.patient")).Body;
        Column(patient, "family_name").GetProperty("shown").GetString().ShouldBe("hash");
        Column(patient, "facility_id").GetProperty("shown").GetString().ShouldBe("yes");
        patient.GetProperty("rules").GetArrayLength().ShouldBeGreaterThan(3);
        patient.GetProperty("readers").EnumerateArray().Select(reader => reader.GetString()).ShouldContain("gold.dim_patient");
        (await group.GetAsync(ServedGroup.Person("analyst"), "/api/v1/tables/silver.patient/history")).Body.GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_figure_comes_with_its_definition_and_adds_up_over_its_slices()
    {
        var person = ServedGroup.Person("analyst");
        var group1 = (await group.GetAsync(person, "/api/v1/kpis/open_ar?slice=group&allMonths=true")).Body;
        var byFacility = (await group.GetAsync(person, "/api/v1/kpis/open_ar?slice=facility&allMonths=true")).Body;

        group1.GetProperty("definition").GetProperty("formula").GetString().ShouldNotBeNullOrEmpty();
        Sum(group1).ShouldBe(Sum(byFacility));
        Sum(group1).ShouldBeGreaterThan(0);

        static decimal Sum(JsonElement kpi) => kpi.GetProperty("values").GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("open_receivable_amount").GetDecimal());
    }

    [Fact]
    public async Task A_figure_is_forbidden_to_those_who_may_not_see_money() =>
        (await group.GetAsync(ServedGroup.Person("nurse"), "/api/v1/kpis/open_ar?slice=group")).Status.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Rows_are_paged_sorted_filtered_and_exported_as_csv_that_no_spreadsheet_runs()
    {
        var person = ServedGroup.Person("billing_administrator");
        var page = (await group.GetAsync(person, "/api/v1/tables/silver.claim/rows?pageSize=5&sort=-billed_amount&where.claim_status=denied")).Body;
        var amounts = page.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("billed_amount").GetDecimal()).ToList();
        amounts.Count.ShouldBe(5);
        amounts.ShouldBe(amounts.OrderDescending());
        page.GetProperty("total").GetInt64().ShouldBeGreaterThan(5);

        var csv = await group.TextAsync(person, "/api/v1/tables/silver.claim/rows?format=csv&where.claim_status=denied");
        csv.Split("\r\n").Length.ShouldBe((int)page.GetProperty("total").GetInt64() + 2);
        csv.ShouldStartWith("facility_id,claim_id");
        Carelake.Server.Api.CsvExport.Cell("=1+1").ShouldBe("'=1+1");
        Carelake.Server.Api.CsvExport.Cell("a,\"b\"").ShouldBe("\"a,\"\"b\"\"\"");
    }

    [Fact]
    public async Task An_export_is_asked_of_the_policies_as_an_export() =>
        (await group.GetAsync(ServedGroup.Person("coder"), "/api/v1/tables/silver.claim/rows?format=csv")).Status.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task A_patient_is_found_and_opened_by_whoever_treats_and_not_by_others()
    {
        var billing = ServedGroup.Person("billing_administrator");
        var found = (await group.PostAsync(billing, "/api/v1/patients/search", new { pageSize = 3 })).Body.GetProperty("rows")[0];
        var (id, key) = (found.GetProperty("patient_id").GetString()!, found.GetProperty("patient_key").GetString()!);
        var family = found.GetProperty("family_name").GetString()!;
        (await group.PostAsync(billing, "/api/v1/patients/search", new { query = family })).Body.GetProperty("rows").EnumerateArray()
            .ShouldAllBe(row => row.GetProperty("family_name").GetString()!.Contains(family, StringComparison.OrdinalIgnoreCase) || row.ToString().Contains(family, StringComparison.OrdinalIgnoreCase));

        var record = (await group.GetAsync(ServedGroup.Person("clinician", patients: $"hospital_a|{id}"), $"/api/v1/patients/{key}")).Body;
        record.GetProperty("patient").GetProperty("patient_id").GetString().ShouldBe(id);
        (await group.GetAsync(ServedGroup.Person("clinician"), $"/api/v1/patients/{key}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await group.GetAsync(ServedGroup.Person("billing_administrator", "hospital_b"), $"/api/v1/patients/{key}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Why_goes_down_to_the_file_and_shows_its_lines_only_to_those_who_may_see_them()
    {
        var answer = (await group.GetAsync(ServedGroup.Person("analyst"), "/api/v1/why/gold.kpi_open_ar?slice=group&limit=1")).Body.ToString();

        answer.ShouldContain("bronze.");
        answer.ShouldContain("\"text\":\"***\"");
    }

    [Fact]
    public async Task Quality_quarantine_runs_and_lineage_are_told()
    {
        var person = ServedGroup.Person("data_engineer");
        (await group.GetAsync(person, "/api/v1/quality/scores")).Body.GetArrayLength().ShouldBeGreaterThan(5);
        (await group.GetAsync(person, "/api/v1/quality/rules")).Body.EnumerateArray().Sum(rule => rule.GetProperty("failed").GetInt64()).ShouldBeGreaterThan(0);
        var waiting = (await group.GetAsync(person, "/api/v1/quarantine")).Body;
        waiting.GetArrayLength().ShouldBeGreaterThan(0);
        (await group.GetAsync(person, "/api/v1/quarantine/silver.patient")).Body.GetProperty("rows")[0].GetProperty("payload").GetString().ShouldBe("***");
        var runs = (await group.GetAsync(person, "/api/v1/runs")).Body.GetProperty("runs");
        var run = runs[runs.GetArrayLength() - 1].GetProperty("id").GetString();
        (await group.GetAsync(person, $"/api/v1/runs/{run}")).Body.GetProperty("steps").GetArrayLength().ShouldBeGreaterThan(20);
        (await group.GetAsync(person, "/api/v1/lineage")).Body.GetProperty("edges").GetArrayLength().ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task The_matrix_and_an_explanation_say_why()
    {
        var person = ServedGroup.Person("compliance_officer");
        (await group.GetAsync(person, "/api/v1/policies/matrix")).Body.GetArrayLength().ShouldBeGreaterThan(1000);
        var answer = (await group.PostAsync(person, "/api/v1/policies/explain", new
        {
            role = "billing_administrator", action = "read", @class = "ClinicalNarrative", specialty = "psychiatry", situation = "own facility",
        })).Body;
        answer.GetProperty("answer").GetString().ShouldBe("deny");
        answer.GetProperty("policies").EnumerateArray().Select(policy => policy.GetProperty("id").GetString()).ShouldContain("narrative-of-protected-specialties");
    }

    [Fact]
    public async Task The_audit_log_is_for_compliance_and_is_intact()
    {
        await group.GetAsync(ServedGroup.Person("analyst"), "/api/v1/tables/gold.dim_payer/rows");

        var compliance = ServedGroup.Person("compliance_officer");
        (await group.GetAsync(compliance, "/api/v1/audit?user=analyst&resource=gold.dim_payer")).Body.GetProperty("total").GetInt64().ShouldBeGreaterThan(0);
        (await group.GetAsync(compliance, "/api/v1/audit/verify")).Body.GetProperty("isIntact").GetBoolean().ShouldBeTrue();
        (await group.GetAsync(ServedGroup.Person("analyst"), "/api/v1/audit")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Every_endpoint_says_how_it_is_guarded_and_none_of_data_answers_nobody()
    {
        foreach (var path in new[] { "/api/v1/tables", "/api/v1/tables/silver.patient/rows", "/api/v1/kpis/open_ar", "/api/v1/audit", "/api/v1/runs", "/api/v1/facilities" })
            (await group.GetAsync(null, path)).Status.ShouldBe(HttpStatusCode.Unauthorized, path);
    }

    private static JsonElement Column(JsonElement table, string name) => table.GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("name").GetString() == name);
}
