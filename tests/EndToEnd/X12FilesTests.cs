using System.Text;
using Carelake.Cli;

namespace Carelake.Tests.EndToEnd;

/// <summary>A folder of remittances, read by the files connector into bronze: rows at their segments, amounts that add up, bad files refused.</summary>
public sealed class X12FilesTests
{
    private const string Source = """
        connector: files
        path: in/*
        options: {format: x12}
        tables:
          people: {load: append, options: {record: claim_payment}}
          adjustments: {load: append, options: {record: adjustment}}
          remittances: {load: append, options: {record: remittance}}
        """;

    private const string Mapping = """
        -- to silver.person
        select
            patient_control_number as person_id,
            patient_last_name as family_name,
            cast(null as int) as weight,
            cast(null as timestamp) as _effective_at,
            _source_id,
            _batch_id,
            _landing_file,
            _position
        from bronze.emr_people
        """;

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_folder_of_remittances_loads_to_bronze_and_adds_up()
    {
        using var project = new SmallProject(Source);
        project.Write("mappings/emr/people.sql", Mapping);
        project.Write("in/a.835", X12.ModelCorpus.Read("corpora/x12/authored/p-835-valid.edi"));
        project.Write("in/b.835", X12.ModelCorpus.Read("data/x12/835/united_healthcare_legacy_sample.txt"));

        await project.SucceedsAsync();

        (await project.QueryAsync("select count(*), count(distinct _position || _landing_file), sum(cast(paid_amount as decimal(18, 2))) from bronze.emr_people"))
            .ShouldBe(["4,4,799.99"]);
        // 500 and 80.50 billed, 450 and 0 paid in one file; 1157.52 billed, 349.99 paid in the other.
        (await project.QueryAsync("select sum(cast(adjustment_amount as decimal(18, 2))) from bronze.emr_adjustments")).ShouldBe(["938.03"]);
        (await project.QueryAsync("select trace_number, _position from bronze.emr_remittances order by trace_number")).ShouldBe(["1234567890,3", "EFT900001,3"]);
        (await project.QueryAsync("select patient_control_number, _position from bronze.emr_people order by _landing_file, _position"))
            .ShouldContain("PCN1001,15");
    }

    [Fact]
    public async Task What_is_wrong_with_a_remittance_waits_in_quarantine_with_its_reason_and_place()
    {
        using var project = new SmallProject(Source + "\n  findings: {load: append, options: {record: finding}}");
        project.Write("mappings/emr/people.sql", Mapping);
        project.Write("in/a.835", X12.ModelCorpus.Read("corpora/x12/authored/p-835-line-out-of-balance.edi"));
        project.Write("in/b.835", X12.ModelCorpus.Read("corpora/x12/authored/p-835-valid.edi"));
        project.Write("in/c.835", X12.ModelCorpus.Read("data/x12/835/united_healthcare_legacy_sample.txt"));

        (await project.RunAsync()).ShouldBe(ExitCode.DoneWithQuarantine, project.Error);

        (await project.QueryAsync("select code, rule, severity, status from quarantine.emr_findings where code = 'X12-0084'"))
            .ShouldBe(["X12-0084,snip-3,error,waiting"]);
        (await project.QueryAsync("select reason from quarantine.emr_findings where code = 'X12-0084'")).ShouldHaveSingleItem().ShouldContain("2110/SVC");
        // The payments themselves are loaded: whoever posts them asks first whether anything waits.
        (await project.QueryAsync("select count(*) > 3 from bronze.emr_people")).ShouldBe(["true"]);
        await project.RunAsync();
        (await project.QueryAsync("select count(*) = count(distinct quarantine_id) from quarantine.emr_findings")).ShouldBe(["true"]);
    }

    [Fact]
    public async Task A_remittance_that_was_cut_off_is_refused_and_the_others_go_on()
    {
        using var project = new SmallProject(Source);
        project.Write("mappings/emr/people.sql", Mapping);
        var valid = X12.ModelCorpus.Read("corpora/x12/authored/p-835-valid.edi");
        project.Write("in/a.835", valid[..(valid.Length / 2)]);
        project.Write("in/b.835", Encoding.ASCII.GetBytes("Dear customer, the file follows."));
        project.Write("in/c.835", valid);

        (await project.RunAsync()).ShouldBe(ExitCode.Failed, project.Error);

        project.Error.ShouldContain("SRC-0022");
        (await project.QueryAsync("select count(*) from bronze.emr_people")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task A_table_that_X12_has_not_is_wrong_use()
    {
        using var project = new SmallProject(Source.Replace("record: claim_payment", "record: payments", StringComparison.Ordinal));
        project.Write("in/a.835", X12.ModelCorpus.Read("corpora/x12/authored/p-835-valid.edi"));

        (await project.RunAsync()).ShouldBe(ExitCode.Failed, project.Error);

        project.Error.ShouldContain("SRC-0004");
        project.Error.ShouldContain("claim_payment");
    }
}
