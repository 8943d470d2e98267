using System.Text;
using Carelake.Core;
using Carelake.Delta.Log;

namespace Carelake.Tests.Delta.Log;

public sealed class ActionJsonTests
{
    [Fact]
    public void Every_kind_of_action_survives_writing_and_parsing()
    {
        DeltaAction[] actions =
        [
            new Protocol { MinReaderVersion = 3, MinWriterVersion = 7, ReaderFeatures = ["deletionVectors"], WriterFeatures = ["deletionVectors"] },
            new Metadata { Id = "a", SchemaString = "{}", PartitionColumns = ["p"], CreatedTime = 5 },
            new AddFile
            {
                Path = "p=a%20b/x.parquet", PartitionValues = new Dictionary<string, string?> { ["p"] = null }, SizeBytes = 7,
                ModificationTime = 8, DataChange = true, Stats = "{\"numRecords\":1}", BaseRowId = 3, DefaultRowCommitVersion = 4,
                DeletionVector = new() { StorageType = "i", PathOrInlineDv = "x", SizeBytes = 1, Cardinality = 2 },
            },
            new RemoveFile { Path = "y", DataChange = false, DeletionTimestamp = 9 },
            new AddCdcFile { Path = "_change_data/z", SizeBytes = 1 },
            new Transaction { AppId = "app", Version = 12 },
            new CommitInfo { Operation = "WRITE", Timestamp = 1 },
            new DomainMetadata { Domain = "d", Configuration = "{}", Removed = false },
            new CheckpointMetadata { Version = 3 },
            new Sidecar { Path = "s.parquet", SizeBytes = 4, ModificationTime = 5 },
        ];
        var first = ActionJson.Write(actions);
        var again = ActionJson.Write(ActionJson.ParseCommit(first, "test"));
        Encoding.UTF8.GetString(again).ShouldBe(Encoding.UTF8.GetString(first));
        Encoding.UTF8.GetString(first).ShouldContain("\"partitionValues\":{\"p\":null}");
    }

    [Fact]
    public void Unknown_actions_and_fields_are_passed_over()
    {
        var commit = """
            {"futureAction":{"a":1}}

            {"txn":{"appId":"a","version":1,"novelty":{"x":[1,2]}}}
            {"commitInfo":{"operation":"X","isBlindAppend":true,"clusterId":"c"}}
            """u8;
        var actions = ActionJson.ParseCommit(commit, "test");
        actions[0].ShouldBe(new Transaction { AppId = "a", Version = 1 });
        actions[1].ShouldBeOfType<CommitInfo>().Others!["clusterId"].GetString().ShouldBe("c");
        actions.Count.ShouldBe(2);
    }

    [Fact]
    public void What_a_writer_leaves_out_has_its_default()
    {
        var actions = ActionJson.ParseCommit("""
            {"metaData":{"id":"a","schemaString":"{}"}}
            {"add":{"path":"x","size":1,"modificationTime":1,"dataChange":true}}
            """u8, "test");
        actions[0].ShouldBeOfType<Metadata>().ShouldSatisfyAllConditions(
            m => m.Configuration.ShouldBeEmpty(), m => m.PartitionColumns.ShouldBeEmpty(), m => m.Format.Provider.ShouldBe("parquet"));
        actions[1].ShouldBeOfType<AddFile>().PartitionValues.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{\"add\":{\"path\":\"a\"")]
    [InlineData("{\"txn\":{\"appId\":\"a\"}}")]
    public void A_broken_line_names_the_file(string line) =>
        Should.Throw<CarelakeException>(() => ActionJson.ParseCommit(Encoding.UTF8.GetBytes(line), "7.json"))
            .ShouldSatisfyAllConditions(e => e.Code.ShouldBe("DELTA-0101"), e => e.Place.ShouldBe("7.json"));

    [Theory]
    [InlineData("p=a b/ü%.parquet", "p=a%20b/%C3%BC%25.parquet")]
    [InlineData("p=a:b/x#1.parquet", "p=a%3Ab/x%231.parquet")]
    public void Paths_are_percent_encoded_and_back(string path, string encoded)
    {
        LogPath.Encode(path).ShouldBe(encoded);
        LogPath.Decode(encoded).ShouldBe(path);
    }

    [Theory]
    [InlineData("/a/b c")]
    [InlineData("file:/a/b%20c")]
    [InlineData("file:///a/b%20c")]
    public void Absolute_paths_have_one_canonical_form(string path) => LogPath.Canonical(path).ShouldBe("/a/b c");
}
