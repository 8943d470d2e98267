using Carelake.Delta.Log;

namespace Carelake.Tests.Delta.Log;

public sealed class LogStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task One_of_many_writers_gets_a_version_and_its_bytes_are_whole()
    {
        var store = new LogStore(Path.Combine(_folder, "t"));
        for (var version = 0L; version < 50; version++)
        {
            var v = version;
            var wins = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
                store.TryPut(v, ActionJson.Write([new Transaction { AppId = "w", Version = writer }])) ? writer : -1)));
            var winner = wins.Where(w => w >= 0).ShouldHaveSingleItem();
            store.ReadCommit(v)!.ShouldHaveSingleItem().ShouldBe(new Transaction { AppId = "w", Version = winner });
        }

        store.ListFrom(48).Select(file => file.Version).ShouldBe([48, 49]);
        Directory.GetFiles(store.Folder).Length.ShouldBe(50);
    }

    [Theory]
    [InlineData("00000000000000000010.json", LogFileKind.Commit)]
    [InlineData("00000000000000000010.checkpoint.parquet", LogFileKind.Checkpoint)]
    [InlineData("00000000000000000010.checkpoint.0000000001.0000000003.parquet", LogFileKind.CheckpointPart)]
    [InlineData("00000000000000000010.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json", LogFileKind.UuidCheckpoint)]
    [InlineData("00000000000000000010.00000000000000000012.compacted.json", LogFileKind.CompactedCommits)]
    [InlineData("00000000000000000010.crc", LogFileKind.Checksum)]
    [InlineData(".00000000000000000010.json.tmp", LogFileKind.Other)]
    [InlineData("_last_checkpoint", LogFileKind.Other)]
    public void Files_are_known_by_their_names(string name, LogFileKind kind) => LogFileName.Parse(name).Kind.ShouldBe(kind);

    [Fact]
    public void A_broken_hint_is_no_hint()
    {
        var store = new LogStore(_folder);
        store.ReadLastCheckpoint().ShouldBeNull();
        Directory.CreateDirectory(store.Folder);
        store.WriteLastCheckpoint(new LastCheckpoint { Version = 3, Size = 4 });
        store.ReadLastCheckpoint()!.Version.ShouldBe(3);
        File.WriteAllText(store.PathOf("_last_checkpoint"), "{");
        store.ReadLastCheckpoint().ShouldBeNull();
    }
}
