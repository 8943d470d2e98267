using Carelake.Cli;
using Carelake.Lake.Catalog;

namespace Carelake.Tests.EndToEnd;

/// <summary>The demo's group, two days of it, against what the simulator planted.</summary>
[Trait("Speed", "Slow")]
public sealed class SimulatedGroupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-demo-").FullName;
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_planted_is_found_and_a_second_day_costs_what_changed()
    {
        (await DemoAsync(1)).ShouldBe(ExitCode.Done, _error.ToString());
        var lake = new LakeFolder(Path.Combine(_folder, "lake"));
        using (var session = Open(lake))
        {
            Count(session, "quarantine.patient where rule = 'identity_present'").ShouldBe(
                Count(session, $"(select distinct facility, key from {Truth("*")} where kind in ('missing_first_name', 'missing_birth_date', 'malformed_birth_date'))"));
            Count(session, "quarantine.transaction").ShouldBe(Count(session, $"{Truth("*")} where kind = 'malformed_amount'"));
            Count(session, "silver.provider where is_current and _warnings like '%npi%'").ShouldBe(Count(session, $"{Truth("*")} where kind = 'invalid_npi'"));
            Count(session, "silver.patient where ssn = '000-00-0000' and _warnings like '%ssn_form%'").ShouldBe(Count(session, "silver.patient where ssn = '000-00-0000'"));
            Count(session, "gold.dim_patient").ShouldBe(Count(session, "silver.patient where is_current") + 1);
        }

        (await DemoAsync(2)).ShouldBe(ExitCode.Done, _error.ToString());
        using (var session = Open(lake))
        {
            // A changed patient has exactly one new state, an unchanged one none.
            const string Batches = "(select PatientID, count(*) as states from bronze.hospital_a_patients group by PatientID)";
            Count(session, $"(select patient_id, count(*) as states from silver.patient where facility_id = 'hospital_a' group by patient_id) s join {Batches} b on b.PatientID = s.patient_id where s.states <> b.states")
                .ShouldBe(0);
            Count(session, "(select patient_id from silver.patient where facility_id = 'hospital_a' group by patient_id having count(*) = 2)").ShouldBeGreaterThan(0);
            Count(session, "(select 1 from silver.patient group by facility_id, patient_id having count(*) filter (where is_current) <> 1)").ShouldBe(0);
        }

        var versions = Versions(lake);
        (await DemoAsync(2)).ShouldBe(ExitCode.Done, _error.ToString());
        _error.ToString().ShouldContain("Nothing new; nothing was written");
        Versions(lake).ShouldBe(versions);
    }

    private string Truth(string facility) => $"read_csv('{_folder}/data/truth/{facility}.csv', all_varchar = true)";

    private Task<int> DemoAsync(int day) => CommandLine.RunAsync(
        ["demo", "--no-serve", "--lake", _folder, "--scale", "0.5", "--day", $"{day}"],
        new Terminal(TextWriter.Null, _error, isInteractive: false), TestContext.Current.CancellationToken);

    private static LakeSession Open(LakeFolder lake)
    {
        var session = LakeSession.Open(lake, new EngineOptions());
        session.BindAll();
        return session;
    }

    private static long Count(LakeSession session, string from) => session.Connection.Scalar<long>($"select count(*) from {from}");

    private static Dictionary<string, long> Versions(LakeFolder lake)
    {
        using var session = LakeSession.Open(lake, new EngineOptions());
        return lake.Tables().ToDictionary(table => table, table => session.Snapshot(table)!.Version);
    }
}
