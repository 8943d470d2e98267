using System.Text.Json;
using Carelake.Cli;

namespace Carelake.Tests.Access.Subjects;

/// <summary>Accounting, evidence and retention, through the command line over one simulated group.</summary>
[Trait("Speed", "Slow")]
[Collection(SubjectTests.Name)]
public sealed class EvidenceVerbTests(SubjectProject project)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disclosures_are_accounted_for_packs_are_whole_and_what_is_old_goes()
    {
        await project.MakeAsync();
        var name = project.Scalar<string>("select max(facility_id || '|' || patient_id) from silver.patient where facility_id = 'hospital_a'");
        await project.VerbAsync("subject", "restrict", name);
        await project.VerbAsync("subject", "restrict", name, "--end");

        var found = JsonDocument.Parse(await project.VerbAsync("audit", "disclosures", name, "--json")).RootElement;
        found.EnumerateArray().Select(item => item.GetProperty("what").GetString()).ShouldBe(["subject-unrestrict subject", "subject-restrict subject"]);
        found.EnumerateArray().ShouldAllBe(item => item.GetProperty("is_accountable").GetBoolean());

        var pack = Path.Combine(project.Folder, "pack");
        await project.VerbAsync("evidence", "hipaa", pack);
        (await File.ReadAllTextAsync(Path.Combine(pack, "hipaa.md"), Ct)).ShouldContain("| audit logs that are whole | 1 of 1 |");
        (await File.ReadAllLinesAsync(Path.Combine(pack, "access.csv"), Ct)).ShouldContain(line => line.Contains("subject-restrict,subject,audit,allow,", StringComparison.Ordinal));
        (await File.ReadAllLinesAsync(Path.Combine(pack, "data-quality.csv"), Ct)).Length.ShouldBeGreaterThan(50);
        (await File.ReadAllLinesAsync(Path.Combine(pack, "accounts.csv"), Ct))[0].ShouldBe("user,roles,facilities,administrator,locked,second factor,trained until,last sign-in");
        (await FilesWithAsync(pack, name.Split('|')[1])).ShouldBeEmpty();
        (await project.RunAsync("evidence", "cqc", pack, "--config", project.Config)).Exit.ShouldBe(ExitCode.Failed);
        project.Error.ShouldContain("ACC-0151");
        await project.VerbAsync("evidence", "cqc", Path.Combine(project.Folder, "cqc"), "--from", "2020-01-01");

        await RetentionAsync();
    }

    private async Task RetentionAsync()
    {
        (await project.VerbAsync("retention")).ShouldNotContain("silver");
        var days = (int)(TimeProvider.System.GetUtcNow() - new DateTimeOffset(2023, 6, 1, 0, 0, 0, TimeSpan.Zero)).TotalDays;
        await File.AppendAllTextAsync(project.Config, $"\nretention:\n  - {{layer: silver, table: silver.note, column: written_at, days: {days}}}\n  - {{layer: landing, days: 3650}}\n", Ct);
        var notes = project.Count("silver.note");
        // Notes of the simulated group are of the two years before 2025.
        await project.VerbAsync("retention", "--dry-run");
        project.Count("silver.note").ShouldBe(notes);
        (await project.VerbAsync("retention")).ShouldContain("silver.note");
        project.Count("silver.note where written_at < timestamp '2023-06-01'").ShouldBe(0);
        project.Count("silver.note").ShouldBeInRange(1, notes - 1);
        var rules = await File.ReadAllTextAsync(project.Config, Ct);
        await File.WriteAllTextAsync(project.Config, rules + "  - {layer: silver, table: silver.note, column: nothing, days: 7}\n", Ct);
        (await project.RunAsync("retention", "--config", project.Config)).Exit.ShouldBe(ExitCode.Failed);
        project.Error.ShouldContain("LAKE-0905");
        await File.WriteAllTextAsync(project.Config, rules, Ct);
    }

    private static async Task<List<string>> FilesWithAsync(string folder, string text)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder))
            if ((await File.ReadAllTextAsync(file, Ct)).Contains(text, StringComparison.Ordinal)) found.Add(file);
        return found;
    }
}
