using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;

namespace Carelake.Tests.Lake.Catalog;

public sealed class LakeCatalogTests
{
    private static readonly Project Rcm = ProjectLoader.Load(Repository.Path("examples", "rcm", "carelake.yaml"));

    [Fact]
    public void Tables_that_are_only_declared_are_listed_by_layer()
    {
        using var lake = TemporaryProject.With();
        using var connection = DuckDbConnection.Connect();

        var tables = new LakeCatalog(Rcm, new LakeFolder(lake.Folder)).Tables(connection);

        tables.Select(table => table.Table[..4]).Distinct().ShouldBe(["bron", "silv", "gold"]);
        tables.Single(table => table.Table == "gold.fact_transaction").ShouldSatisfyAllConditions(
            fact => fact.Owner.ShouldBe("data-platform"),
            fact => fact.Version.ShouldBeNull());
    }

    [Fact]
    public void A_table_in_the_lake_is_described_with_its_state_and_its_columns()
    {
        using var lake = TemporaryProject.With(("silver/patient/_delta_log/00000000000000000000.json", """
            {"commitInfo":{"timestamp":1704067200000,"operation":"WRITE","operationMetrics":{"numOutputRows":"2"}}}
            {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
            {"metaData":{"id":"x","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"patient_id\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}},{\"name\":\"_batch_id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}","partitionColumns":[],"configuration":{}}}
            {"add":{"path":"a.parquet","partitionValues":{},"size":10,"modificationTime":1,"dataChange":true,"stats":"{\"numRecords\":2}"}}
            """));
        using var connection = DuckDbConnection.Connect();
        var catalog = new LakeCatalog(Rcm, new LakeFolder(lake.Folder));

        var patient = catalog.Describe("silver.patient", connection);

        patient.Summary.ShouldSatisfyAllConditions(
            summary => summary.Version.ShouldBe(0),
            summary => summary.RowCount.ShouldBe(2),
            summary => summary.SizeBytes.ShouldBe(10));
        patient.Columns.Select(column => $"{column.Name} {column.Type} {column.Sensitivity}")
            .ShouldBe(["patient_id string DirectIdentifier", "_batch_id bigint Open"]);
        patient.Columns[0].Sources.Select(source => $"{source.Table}.{source.Column}")
            .ShouldBe(["bronze.hospital_a_patients.PatientID", "bronze.hospital_b_patients.ID"]);
        patient.Readers.ShouldContain("gold.dim_patient");
        var version = catalog.History("silver.patient").ShouldHaveSingleItem();
        version.At.ShouldBe(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
        version.Metrics["numOutputRows"].ShouldBe("2");
        version.FilesAdded.ShouldBe(1);
    }

    [Fact]
    public void A_table_that_does_not_exist_is_an_error_that_suggests_one()
    {
        using var connection = DuckDbConnection.Connect();

        var error = Should.Throw<CarelakeException>(() => new LakeCatalog(Rcm, new LakeFolder("nowhere")).Describe("silver.patients", connection));

        error.Code.ShouldBe("LAKE-0701");
        error.Remedy.ShouldBe("Did you mean 'silver.patient'?");
    }
}
