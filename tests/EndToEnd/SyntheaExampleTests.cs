namespace Carelake.Tests.EndToEnd;

/// <summary>One Synthea run as CSV and as FHIR bundles through the whole product: both sources say the same.</summary>
[Trait("Speed", "Slow")]
public sealed class SyntheaExampleTests
{
    [Fact]
    public async Task Csv_and_fhir_of_one_run_agree()
    {
        var data = SharedData.Path("data/synthea/linked");
        using var lake = new ExampleLake("synthea");
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories))
            lake.CopyTo(Path.Combine("data", Path.GetRelativePath(data, file)), file);

        await lake.RunAsync(TestContext.Current.CancellationToken);

        lake.Query("select subject, csv_count, fhir_count, both_count, agree_count from gold.source_agreement order by subject").ShouldBe(
            ["claim|417|280|280|280", "claim amount|417|280|280|280", "encounter|261|190|190|190", "patient|7|6|6|6"]);
        lake.One("select count(*), sum(billed_amount) from gold.fact_claim").ShouldBe("280|967929.78");
        lake.One("select count(*), count_if(patient_key = 'unknown'), count_if(provider_key = 'unknown') from gold.fact_encounter").ShouldBe("451|0|0");
        (await lake.RunAsync(TestContext.Current.CancellationToken)).TablesWritten.ShouldBe(0);
    }
}
