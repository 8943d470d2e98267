using System.Text.Json.Nodes;
using Carelake.Lake.Configuration;
using Carelake.Lake.Lineage;

namespace Carelake.Tests.Lake.Lineage;

public sealed class OpenLineageEventTests
{
    private static readonly DateTimeOffset At = new(2024, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_completed_model_tells_schema_version_and_column_lineage()
    {
        var json = OpenLineageEvent.Build(Run(), new LineageMoment.Complete(Version: 7, Rows: 42), At);

        json["eventType"]!.GetValue<string>().ShouldBe("COMPLETE");
        json["eventTime"]!.GetValue<string>().ShouldBe("2024-03-01T10:00:00.000Z");
        json["job"]!["name"]!.GetValue<string>().ShouldBe("gold.kpi_charges");
        json["inputs"]!.AsArray().Select(input => input!["name"]!.GetValue<string>()).ShouldBe(["silver.charge"]);
        var output = json["outputs"]!.AsArray().ShouldHaveSingleItem()!;
        output["facets"]!["version"]!["datasetVersion"]!.GetValue<string>().ShouldBe("7");
        output["outputFacets"]!["outputStatistics"]!["rowCount"]!.GetValue<long>().ShouldBe(42);
        output["facets"]!["schema"]!["fields"]!.AsArray().Select(field => $"{field!["name"]} {field["type"]}")
            .ShouldBe(["ward string", "charge_amount decimal(18,2)"]);
        var lineage = output["facets"]!["columnLineage"]!;
        Inputs(lineage["fields"]!["charge_amount"]!["inputFields"]!).ShouldBe(["silver.charge.amount DIRECT AGGREGATION"]);
        Inputs(lineage["fields"]!["ward"]!["inputFields"]!).ShouldBe(["silver.charge.ward DIRECT IDENTITY"]);
        Inputs(lineage["dataset"]!).ShouldBe(["silver.charge.is_current INDIRECT FILTER", "silver.charge.ward INDIRECT GROUP_BY"]);
    }

    [Fact]
    public void A_failure_tells_its_code_only()
    {
        var json = OpenLineageEvent.Build(Run(), new LineageMoment.Fail("LAKE-0401"), At);

        json["eventType"]!.GetValue<string>().ShouldBe("FAIL");
        json["run"]!["facets"]!["errorMessage"]!["message"]!.GetValue<string>().ShouldBe("LAKE-0401");
    }

    [Fact]
    public void Every_facet_says_who_made_it_and_by_which_schema()
    {
        var json = OpenLineageEvent.Build(Run(), new LineageMoment.Complete(1, 1), At);
        var facets = new[] { json["run"]!, json["job"]!, json["inputs"]![0]!, json["outputs"]![0]! }.SelectMany(owner => owner["facets"]!.AsObject());

        foreach (var (name, facet) in facets)
        {
            facet!["_producer"]!.GetValue<string>().ShouldStartWith("https://", customMessage: name);
            facet["_schemaURL"]!.GetValue<string>().ShouldMatch("^https://openlineage.io/spec/facets/[0-9]-[0-9]-[0-9]/[A-Za-z]+Facet.json$", customMessage: name);
        }
    }

    private static IEnumerable<string> Inputs(JsonNode fields) =>
        fields.AsArray().SelectMany(field => field!["transformations"]!.AsArray().Select(way =>
            $"{field["name"]}.{field["field"]} {way!["type"]} {way["subtype"]}"));

    private static LineageRun Run()
    {
        using var files = TemporaryProject.With(
            ("carelake.yaml", "name: demo\nbuiltin_models: false\nmodels: [models]\nsources: {}\n"),
            ("models/silver/charge.yml", """
                table: silver.charge
                grain: one row per charge
                keys: [charge_id]
                materialisation: scd2
                columns:
                  charge_id: {type: string}
                  ward: {type: string}
                  amount: {type: "decimal(18,2)"}
                """),
            ("models/gold/kpi_charges.yml", """
                table: gold.kpi_charges
                grain: one row per ward
                materialisation: full
                columns:
                  ward: {type: string, sensitivity: open}
                  charge_amount: {type: "decimal(18,2)", sensitivity: financial}
                """),
            ("models/gold/kpi_charges.sql", "select ward, sum(amount) as charge_amount from silver.charge where is_current group by ward"));
        var project = ProjectLoader.Load(files.File);
        return new(
            Guid.Parse("00000000-0000-7000-8000-000000000001"), Guid.Parse("00000000-0000-7000-8000-000000000002"),
            project.Name, "file:///lake", project.Models["gold.kpi_charges"], project.Graph.LineageOf("gold.kpi_charges"));
    }
}
