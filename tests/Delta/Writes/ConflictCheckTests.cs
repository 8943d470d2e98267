using Carelake.Delta.Log;
using Carelake.Delta.Writes;

namespace Carelake.Tests.Delta.Writes;

/// <summary>Which change may go after which: the protocol's rules as a table.</summary>
public sealed class ConflictCheckTests
{
    private static readonly AddFile Added = new() { Path = "new", SizeBytes = 1, ModificationTime = 1, DataChange = true };
    private static readonly RemoveFile Removed = new() { Path = "old", DataChange = true };
    private static readonly CommitInfo Blind = new() { IsBlindAppend = true };

    public static TheoryData<string, DeltaAction[], ReadScope, DeltaAction[], bool> Cases => new()
    {
        { "append after append", [Added], ReadScope.Nothing, [Blind, Added], false },
        { "append after merge", [Added], ReadScope.Nothing, [Added, Removed], false },
        { "append after compaction", [Added], ReadScope.Nothing, [Added with { DataChange = false }, Removed with { DataChange = false }], false },
        { "append after a new schema", [Added], ReadScope.Nothing, [new Metadata { Id = "a", SchemaString = "{}" }], true },
        { "append after a new protocol", [Added], ReadScope.Nothing, [new Protocol { MinReaderVersion = 1, MinWriterVersion = 2 }], true },
        { "same transaction", [new Transaction { AppId = "a", Version = 1 }], ReadScope.Nothing, [new Transaction { AppId = "a", Version = 0 }], true },
        { "other transaction", [new Transaction { AppId = "a", Version = 1 }], ReadScope.Nothing, [new Transaction { AppId = "b", Version = 0 }], false },
        { "same file removed", [Removed], ReadScope.TouchedFiles, [Removed], true },
        { "same file, spelt otherwise", [Removed with { Path = "a%20b" }], ReadScope.TouchedFiles, [Removed with { Path = "a b" }], true },
        { "same file, other deletion vector", [Removed], ReadScope.TouchedFiles,
            [Removed with { DeletionVector = new() { StorageType = "i", PathOrInlineDv = "x", SizeBytes = 1, Cardinality = 1 } }], true },
        { "compacted file removed", [Removed], ReadScope.WholeTable, [Removed with { DataChange = false }], true },
        { "other file compacted", [Removed], ReadScope.WholeTable, [Removed with { Path = "x", DataChange = false }, Added with { DataChange = false }], false },
        { "merge after blind append", [Removed, Added], ReadScope.WholeTable, [Blind, Added], false },
        { "merge after merge", [Removed, Added], ReadScope.WholeTable, [Added], true },
        { "merge after delete", [Removed, Added], ReadScope.WholeTable, [Removed with { Path = "x" }], true },
        { "compaction after delete of another file", [Removed], ReadScope.TouchedFiles, [Removed with { Path = "x" }], false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Changes_conflict_by_the_rules(string name, DeltaAction[] ours, ReadScope reads, DeltaAction[] theirs, bool isConflict) =>
        (ConflictCheck.Find(ours, new ReadSet(reads), theirs) is not null).ShouldBe(isConflict, name);

    [Fact]
    public void Only_partitions_that_were_read_conflict()
    {
        var reads = new ReadSet(ReadScope.WholeTable, values => values["p"] == "1");
        ConflictCheck.Find([Removed], reads, [InPartition("2")]).ShouldBeNull();
        ConflictCheck.Find([Removed], reads, [InPartition("1")]).ShouldNotBeNull();
    }

    private static AddFile InPartition(string value) => Added with { PartitionValues = new Dictionary<string, string?> { ["p"] = value } };
}
