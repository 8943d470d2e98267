using System.Globalization;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;
using Carelake.Sources;

namespace Carelake.Tests.EndToEnd;

/// <summary>The two hospitals of the RCM set, every table as the file it is published as, through the example's own mappings and the product's models.</summary>
[Trait("Speed", "Slow")]
public sealed class RcmFilesTests : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-rcm-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_known_figures_come_out_to_the_cent()
    {
        var project = Project(SharedData.Path("data/rcm"));
        var lake = new LakeFolder(Path.Combine(_folder, "lake"));
        var runner = new PipelineRunner(new PipelineServices(
            lake, await OperationsStore.OpenAsync(new OperationsDialect.SqliteFile(lake.OperationsFile), TimeProvider.System, Ct),
            new LandingZone(lake.Root, FileKeyProvider.ForLake(lake.Root), TimeProvider.System), new LocalSecretResolver(_folder),
            ConnectorCatalog.Create, TimeProvider.System));

        var first = await runner.RunAsync(project, new RunOptions(), null, Ct);

        first.Failures.ShouldBeEmpty();
        first.Audit.ShouldAllBe(line => line.Reconciles);
        using var session = LakeSession.Open(lake, new EngineOptions());
        session.BindAll();
        One(session, "select count(*) from silver.patient where is_current").ShouldBe("9985");
        One(session, "select count(*) from quarantine.patient").ShouldBe("15");
        One(session, "select count(*) from gold.dim_patient").ShouldBe("9986");
        One(session, "select count(*), sum(charge_amount), sum(paid_amount), sum(open_receivable_amount), sum(credit_balance_amount) from gold.fact_transaction")
            .ShouldBe("20000|10490422.05|8196514.10|4173483.91|1879575.96");
        One(session, "select count(*) from silver.claim where is_current").ShouldBe("20000");
        One(session, "select count(*) from silver.department where is_current").ShouldBe("40");
        One(session, "select count(*) from silver.provider where is_current").ShouldBe("55");
        One(session, "select count(*) from bronze.cpt_codes").ShouldBe("1161");
    }

    private Project Project(string data)
    {
        var example = Path.Combine(Root(), "examples", "rcm", "mappings");
        foreach (var file in Directory.EnumerateFiles(example, "*.sql", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder, "mappings", Path.GetRelativePath(example, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // A mapping is in a folder.
            File.Copy(file, target);
        }

        var hospitals = new[] { "a", "b" }.Select(letter => $"""
              hospital_{letter}:
                connector: files
                path: {data}/emr/hospital-{letter}/patients.csv
                facility: hospital_{letter}
                tables:
            {string.Concat(new[] { "patients", "encounters", "transactions", "providers", "departments" }.Select(table =>
                $"      {table}: {{load: append, path: {data}/emr/hospital-{letter}/{table}.csv}}\n"))}
              claims_{letter}:
                connector: files
                path: {data}/claims/hospital{(letter == "a" ? 1 : 2)}_claim_data.csv
                facility: hospital_{letter}
                tables:
                  claims: {"{load: append}"}
            """);
        File.WriteAllText(Path.Combine(_folder, "carelake.yaml"), $$"""
            name: rcm
            as_of: 2024-12-31
            facilities:
              hospital_a: {name: Hospital A, country: US}
              hospital_b: {name: Hospital B, country: US}
            sources:
            {{string.Join('\n', hospitals)}}
              cpt:
                connector: files
                path: {{data}}/reference/cptcodes.csv
                tables:
                  codes: {load: append}
            """);
        return ProjectLoader.Load(Path.Combine(_folder, "carelake.yaml"));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Carelake.slnx"))) folder = folder.Parent!; // The tests run below the root.
        return folder.FullName;
    }

    private static string One(LakeSession session, string sql)
    {
        using var command = session.Connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        return string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)));
    }
}
