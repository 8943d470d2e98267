using System.Globalization;
using System.Text;
using Carelake.Core;
using Carelake.Delta.Log;
using Carelake.DuckDb;

namespace Carelake.Tests.Delta.Snapshots;

public class SnapshotTests
{
    [Fact]
    public void The_last_state_is_kept_and_newer_commits_are_added_to_it()
    {
        using var table = Numbered(3);
        var known = table.Table;
        known.Snapshot(table.Connection).Version.ShouldBe(2);

        // A reader that began again would now find that the first commit is gone.
        File.Delete(Path.Combine(table.LogFolder, LogFileName.Commit(0)));
        table.Commit(table.File("new.parquet", "SELECT 99 AS id"), new Transaction { AppId = "app", Version = 7 });

        var snapshot = known.Snapshot(table.Connection);
        snapshot.Version.ShouldBe(3);
        snapshot.Files.Count.ShouldBe(4);
        snapshot.Transactions["app"].ShouldBe(7);
        Should.Throw<CarelakeException>(() => table.Snapshot()).Code.ShouldBe("DELTA-0205");
    }

    [Fact]
    public void Another_table_in_the_same_place_is_seen()
    {
        using var table = Numbered(1);
        var known = table.Table;
        known.Snapshot(table.Connection).Metadata.Configuration.ShouldBeEmpty();
        File.Delete(Path.Combine(table.LogFolder, LogFileName.Commit(0)));
        var other = HandmadeTable.Metadata("other VARCHAR") with { Configuration = new Dictionary<string, string> { ["a"] = "b" } };
        new LogStore(table.Folder).TryPut(0, ActionJson.Write([HandmadeTable.Protocol(), other])).ShouldBeTrue();

        known.Snapshot(table.Connection).Setting("a").ShouldBe("b");
    }

    [Fact]
    public void Old_versions_are_read_by_number_and_by_moment()
    {
        using var table = Numbered(4);
        var start = new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 4; i++) File.SetLastWriteTimeUtc(Path.Combine(table.LogFolder, LogFileName.Commit(i)), start.AddHours(i));
        long At(double hours) => table.Table.Snapshot(table.Connection, asOf: new DateTimeOffset(start.AddHours(hours))).Version;

        table.Snapshot(1).Files.Count.ShouldBe(2);
        At(0).ShouldBe(0);
        At(1.5).ShouldBe(1);
        At(100).ShouldBe(3);
        table.Snapshot(2).Timestamp.ShouldBe(new DateTimeOffset(start.AddHours(2)));
        Should.Throw<CarelakeException>(() => At(-1)).Code.ShouldBe("DELTA-0205");
        Should.Throw<CarelakeException>(() => table.Snapshot(4)).Code.ShouldBe("DELTA-0205");
    }

    [Fact]
    public void In_commit_timestamps_count_where_the_table_keeps_them()
    {
        using var table = new HandmadeTable();
        var metadata = HandmadeTable.Metadata("id INTEGER") with
        {
            Configuration = new Dictionary<string, string> { ["delta.enableInCommitTimestamps"] = "true" },
        };
        table.Commit(new CommitInfo { InCommitTimestamp = 1000 }, HandmadeTable.Protocol(), metadata);
        table.Commit(new CommitInfo { InCommitTimestamp = 5000 });

        table.Table.Snapshot(table.Connection, asOf: DateTimeOffset.FromUnixTimeMilliseconds(4999)).Version.ShouldBe(0);
        table.Snapshot().Timestamp.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(5000));
    }

    [Theory]
    [InlineData("classic")]
    [InlineData("parts")]
    [InlineData("v2 parquet")]
    [InlineData("v2 json")]
    public void Any_kind_of_checkpoint_gives_the_state(string kind)
    {
        using var table = Numbered(3);
        var expected = table.Snapshot();
        WriteCheckpoint(table, kind);
        for (var i = 0; i <= 2; i++) File.Delete(Path.Combine(table.LogFolder, LogFileName.Commit(i)));
        File.WriteAllText(Path.Combine(table.LogFolder, "_last_checkpoint"), "{ broken");

        var snapshot = table.Snapshot();

        snapshot.Version.ShouldBe(2);
        snapshot.Files.Select(file => file.Path).ShouldBe(expected.Files.Select(file => file.Path));
        snapshot.Schema.ShouldBe(expected.Schema);
        snapshot.Transactions.ShouldBe(expected.Transactions);
        snapshot.RowCount.ShouldBe(3);
        table.Column(snapshot.ScanSql()).ShouldBe(["0", "1", "2"]);
    }

    [Fact]
    public void An_incomplete_checkpoint_is_passed_over()
    {
        using var table = Numbered(3);
        WriteCheckpoint(table, "parts");
        File.Delete(Path.Combine(table.LogFolder, "00000000000000000002.checkpoint.0000000001.0000000002.parquet"));
        table.Snapshot().Files.Count.ShouldBe(3);
    }

    [Fact]
    public void A_damaged_checkpoint_is_named()
    {
        using var table = Numbered(3);
        var path = Path.Combine(table.LogFolder, LogFileName.Checkpoint(2));
        File.WriteAllText(path, "not Parquet");
        var error = Should.Throw<CarelakeException>(() => table.Snapshot());
        error.Code.ShouldBe("DELTA-0208");
        error.Place.ShouldBe(path);
    }

    [Fact]
    public void Features_that_are_not_understood_are_named()
    {
        using var table = new HandmadeTable();
        table.Commit(HandmadeTable.Protocol("deletionVectors", "rowsInSpace"), HandmadeTable.Metadata("id INTEGER"));
        var error = Should.Throw<CarelakeException>(() => table.Snapshot());
        error.Code.ShouldBe("DELTA-0204");
        error.Message.ShouldContain("rowsInSpace");
        error.Message.ShouldNotContain("deletionVectors");
    }

    [Fact]
    public void Ten_thousand_files_are_opened_and_refreshed_quickly()
    {
        using var table = new HandmadeTable();
        var one = table.File("one.parquet", "SELECT 1 AS id", Stats(1));
        table.Commit([
            HandmadeTable.Protocol(), HandmadeTable.Metadata("id INTEGER"),
            .. Enumerable.Range(0, 10_000).Select(i => one with { Path = string.Create(CultureInfo.InvariantCulture, $"file-{i}.parquet") })]);
        var known = table.Table;
        known.Snapshot(table.Connection).RowCount.ShouldBe(10_000);
        table.Commit(one);

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var snapshot = known.Snapshot(table.Connection);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMilliseconds(250));
        snapshot.Files.Count.ShouldBe(10_001);
    }

    private static string Stats(int id) =>
        $$$"""{"numRecords":1,"minValues":{"id":{{{id}}}},"maxValues":{"id":{{{id}}}},"nullCount":{"id":0}}""";

    private static HandmadeTable Numbered(int versions)
    {
        var table = new HandmadeTable();
        for (var i = 0; i < versions; i++)
        {
            var file = table.File($"f {i}.parquet", $"SELECT {i} AS id", Stats(i));
            if (i == 0) table.Commit(HandmadeTable.Protocol("v2Checkpoint"), HandmadeTable.Metadata("id INTEGER"), file);
            else table.Commit(file, new Transaction { AppId = "loader", Version = i });
        }

        return table;
    }

    // Rows of a checkpoint out of the lines of the commits: the engine's JSON reader makes the structs.
    private static void WriteCheckpoint(HandmadeTable table, string kind)
    {
        var store = new LogStore(table.Folder);
        var all = Enumerable.Range(0, 3).SelectMany(i => store.ReadCommit(i)!).ToList();
        var others = all.Where(action => action is not AddFile and not Transaction { Version: 1 }).ToList();
        var files = all.OfType<AddFile>().ToList();
        const string Stem = "00000000000000000002.checkpoint";
        var folder = Directory.CreateDirectory(Path.Combine(table.LogFolder, "_sidecars")).FullName;
        switch (kind)
        {
            case "classic":
                ToParquet(table, [.. others, .. files], Path.Combine(table.LogFolder, $"{Stem}.parquet"));
                break;
            case "parts":
                ToParquet(table, others, Path.Combine(table.LogFolder, $"{Stem}.0000000001.0000000002.parquet"));
                ToParquet(table, files, Path.Combine(table.LogFolder, $"{Stem}.0000000002.0000000002.parquet"));
                break;
            default:
                ToParquet(table, files, Path.Combine(folder, "side.parquet"));
                List<DeltaAction> main = [new CheckpointMetadata { Version = 2 }, .. others, new Sidecar { Path = "side.parquet", SizeBytes = 1, ModificationTime = 0 }];
                var name = Path.Combine(table.LogFolder, $"{Stem}.0b2d3d3e-0000-4000-8000-000000000000");
                if (kind == "v2 json") File.WriteAllBytes($"{name}.json", ActionJson.Write(main));
                else ToParquet(table, main, $"{name}.parquet");
                break;
        }
    }

    private static void ToParquet(HandmadeTable table, IEnumerable<DeltaAction> actions, string path)
    {
        var lines = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        File.WriteAllText(lines, Encoding.UTF8.GetString(ActionJson.Write(actions)));
        table.Connection.Execute(
            $"COPY (SELECT * FROM read_json({DuckDbSql.Literal(lines)}, format = 'newline_delimited', map_inference_threshold = -1)) "
            + $"TO {DuckDbSql.Literal(path)} (FORMAT parquet)");
        File.Delete(lines);
    }
}
