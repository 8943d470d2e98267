using System.Text.Json;
using Carelake.Cli;

namespace Carelake.Tests.Access.Subjects;

/// <summary>Accounting, evidence and retention, through the command line over one simulated group.</summary>
[Trait("Speed", "Slow")]
public sealed class EvidenceVerbTests : IDisposable
{
    private readonly SubjectProject _project = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Disclosures_are_accounted_for_packs_are_whole_and_what_is_old_goes()
    {
        await _project.DemoAsync(1);
        var name = _project.Scalar<string>("select min(facility_id || '|' || patient_id) from silver.patient where facility_id = 'hospital_a'");
        await _project.VerbAsync("subject", "restrict", name);
        await _project.VerbAsync("subject", "restrict", name, "--end");

        var found = JsonDocument.Parse(await _project.VerbAsync("audit", "disclosures", name, "--json")).RootElement;
        found.EnumerateArray().Select(item => item.GetProperty("what").GetString()).ShouldBe(["subject-unrestrict subject", "subject-restrict subject"]);
        found.EnumerateArray().ShouldAllBe(item => item.GetProperty("is_accountable").GetBoolean());

        var pack = Path.Combine(_project.Folder, "pack");
        await _project.VerbAsync("evidence", "hipaa", pack);
        (await File.ReadAllTextAsync(Path.Combine(pack, "hipaa.md"), Ct)).ShouldContain("| audit logs that are whole | 1 of 1 |");
        (await File.ReadAllLinesAsync(Path.Combine(pack, "access.csv"), Ct)).ShouldContain(line => line.Contains("subject-restrict,subject,audit,allow,1,0", StringComparison.Ordinal));
        (await File.ReadAllLinesAsync(Path.Combine(pack, "data-quality.csv"), Ct)).Length.ShouldBeGreaterThan(50);
        (await FilesWithAsync(pack, name.Split('|')[1])).ShouldBeEmpty();
        (await _project.RunAsync("evidence", "cqc", pack, "--config", _project.Config)).Exit.ShouldBe(ExitCode.Failed);
        _project.Error.ShouldContain("ACC-0151");
        await _project.VerbAsync("evidence", "cqc", Path.Combine(_project.Folder, "cqc"), "--from", "2020-01-01");

        await RetentionAsync();
    }

    private async Task RetentionAsync()
    {
        (await _project.VerbAsync("retention")).ShouldNotContain("silver");
        await File.AppendAllTextAsync(_project.Config, "\nretention:\n  - {layer: silver, table: silver.note, column: written_at, days: 700}\n  - {layer: landing, days: 3650}\n", Ct);
        var notes = _project.Count("silver.note");
        // Notes of the simulated group are of the two years before 2025.
        await _project.VerbAsync("retention", "--dry-run");
        _project.Count("silver.note").ShouldBe(notes);
        (await _project.VerbAsync("retention")).ShouldContain("silver.note");
        _project.Count("silver.note where written_at < now() - interval 700 day").ShouldBe(0);
        var left = _project.Count("silver.note");
        left.ShouldBeLessThan(notes);
        (await _project.RunAsync("run", "--config", _project.Config)).Exit.ShouldBe(ExitCode.Done, _project.Error);
        _project.Count("silver.note").ShouldBe(left);
        await File.AppendAllTextAsync(_project.Config, "  - {layer: silver, table: silver.note, column: nothing, days: 7}\n", Ct);
        (await _project.RunAsync("retention", "--config", _project.Config)).Exit.ShouldBe(ExitCode.Failed);
        _project.Error.ShouldContain("LAKE-0905");
    }

    private static async Task<List<string>> FilesWithAsync(string folder, string text)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder))
            if ((await File.ReadAllTextAsync(file, Ct)).Contains(text, StringComparison.Ordinal)) found.Add(file);
        return found;
    }
}
