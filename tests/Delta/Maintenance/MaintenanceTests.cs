using Carelake.Core;
using Carelake.Delta;
using Carelake.Delta.Log;
using Carelake.Delta.Maintenance;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Tests.Delta.Maintenance;

public sealed class MaintenanceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-care-").FullName;
    private readonly DuckDbConnection _duck = Queries.Connect();
    private readonly DeltaTable _table;

    public MaintenanceTests() => _table = DeltaTable.ForPath(Path.Combine(_folder, "t"));

    private LogStore Log => new(_table.Folder);

    public void Dispose()
    {
        _duck.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Every_tenth_commit_has_a_checkpoint_that_holds_the_state()
    {
        Appends(21);
        _table.Delete(_duck, "id = 3");
        _table.Delete(_duck, "id % 2 = 0");
        Log.ReadLastCheckpoint()!.Version.ShouldBe(20);
        Checkpoints().ShouldBe([10, 20]);
        var before = Ids();

        // Without the commits, only the checkpoint can tell.
        _table.Checkpoint(_duck, TimeProvider.System).ShouldBe(22);
        for (var version = 0; version < 22; version++) File.Delete(Log.PathOf(LogFileName.Commit(version)));
        var fresh = DeltaTable.ForPath(_table.Folder);
        Ids(fresh).ShouldBe(before);
        fresh.Snapshot(_duck).ShouldSatisfyAllConditions(
            s => s.Transactions["app"].ShouldBe(20), s => s.Tombstones.Count().ShouldBe(12),
            s => s.Files[0].ModificationTime.ShouldBe(_table.Snapshot(_duck).Files[0].ModificationTime),
            s => s.Files.Select(f => f.Stats).ShouldBe(_table.Snapshot(_duck).Files.Select(f => f.Stats)));
    }

    [Fact]
    public void The_checkpoint_interval_is_the_tables()
    {
        _table.Write(_duck, new DeltaChange
        {
            RowsSql = "SELECT 0 AS id",
            CreateAs = new DeltaTableDefinition { Configuration = new Dictionary<string, string> { ["delta.checkpointInterval"] = "15" } },
        });
        for (var i = 1; i < 16; i++) _table.Append(_duck, $"SELECT {i} AS id");
        Checkpoints().ShouldBe([15]);
    }

    [Fact]
    public void Compaction_merges_small_files_and_purges_deleted_rows()
    {
        Appends(6);
        _table.Delete(_duck, "id = 2");
        var commit = _table.Compact(_duck);
        commit.ShouldSatisfyAllConditions(c => c.FilesAdded.ShouldBe(1), c => c.FilesRemoved.ShouldBe(5), c => c.RowsAdded.ShouldBe(5));
        Ids().ShouldBe("0 1 3 4 5");
        Log.ReadCommit(commit.Version)!.OfType<FileAction>().ShouldAllBe(action => !action.DataChange);
        _table.Compact(_duck).Wrote.ShouldBeFalse();
    }

    [Fact]
    public void Compaction_keeps_partitions_apart_and_within_its_bound()
    {
        for (var i = 0; i < 3; i++)
        {
            _table.Write(_duck, new DeltaChange
            {
                RowsSql = $"SELECT {i} * 10 + p AS id, p FROM range(4) AS r(p)",
                CreateAs = new DeltaTableDefinition { PartitionColumns = ["p"] },
            });
        }

        var size = _table.Snapshot(_duck).Files[0].SizeBytes;
        _table.Compact(_duck, new CompactOptions { Partition = new Dictionary<string, string?> { ["p"] = "2" } }).FilesRemoved.ShouldBe(3);
        _table.Compact(_duck, new CompactOptions { MostBytes = (size * 4) - 1 }).FilesRemoved.ShouldBe(3);
        _table.Compact(_duck).ShouldSatisfyAllConditions(c => c.FilesRemoved.ShouldBe(6), c => c.FilesAdded.ShouldBe(2));
        Ids().ShouldBe("0 1 2 3 10 11 12 13 20 21 22 23");
    }

    [Fact]
    public void Vacuum_deletes_what_no_recent_version_needs_and_guards_the_rest()
    {
        Appends(4);
        _table.Compact(_duck);
        File.WriteAllText(Path.Combine(_table.Folder, "stranger.parquet"), "of a writer that died");
        File.WriteAllText(Path.Combine(_table.Folder, "_hidden"), "");
        var later = new Clock(DateTimeOffset.UnixEpoch.AddYears(200));
        Should.Throw<CarelakeException>(() => _table.Vacuum(_duck, new VacuumOptions { Retention = TimeSpan.FromHours(1) }))
            .Code.ShouldBe("DELTA-0301");
        _table.Vacuum(_duck).Files.ShouldBeEmpty();
        _table.Vacuum(_duck, new VacuumOptions { IsDryRun = true }, later).Files.Length.ShouldBe(5);
        _table.Vacuum(_duck, clock: later).Files.Length.ShouldBe(5);
        Directory.GetFiles(_table.Folder, "*.parquet").ShouldHaveSingleItem();
        File.Exists(Path.Combine(_table.Folder, "_hidden")).ShouldBeTrue();
        Ids().ShouldBe("0 1 2 3");
    }

    [Fact]
    public void A_forced_vacuum_takes_removed_files_at_once()
    {
        Appends(3);
        _table.Delete(_duck, "id = 1");
        _table.Vacuum(_duck, new VacuumOptions { Retention = TimeSpan.FromSeconds(-60), IsForced = true }).Files.ShouldHaveSingleItem();
        Ids().ShouldBe("0 2");
    }

    [Fact]
    public void The_log_is_cleaned_up_behind_a_checkpoint()
    {
        Appends(25);
        var log = Log;
        for (var version = 0; version < 24; version++)
            File.SetLastWriteTimeUtc(log.PathOf(LogFileName.Commit(version)), DateTime.UnixEpoch.AddDays(1000 + version));
        _table.CleanUpLog(_duck).ShouldBe(21);
        log.ListFrom(0).Select(file => file.Version).Distinct().ShouldBe([20, 21, 22, 23, 24]);
        Ids(DeltaTable.ForPath(_table.Folder)).ShouldBe(string.Join(' ', Enumerable.Range(0, 25)));
        _table.CleanUpLog(_duck).ShouldBe(0);
    }

    [Theory]
    [InlineData("interval 1 week", 168)]
    [InlineData("INTERVAL 2 days 12 hours", 60)]
    [InlineData("30 days", 720)]
    [InlineData("fortnight", null)]
    [InlineData(null, null)]
    public void Intervals_are_read_as_spark_writes_them(string? text, int? hours) =>
        Retention.Parse(text).ShouldBe(hours is { } h ? TimeSpan.FromHours(h) : null);

    private void Appends(int count)
    {
        for (var i = 0; i < count; i++)
            _table.Append(_duck, $"SELECT {i}::BIGINT AS id", new CommitOptions { Transactions = [new("app", i)] });
    }

    private List<long> Checkpoints() =>
        [.. Log.ListFrom(0).Where(file => file.Kind == LogFileKind.Checkpoint).Select(file => file.Version)];

    private string Ids(DeltaTable? table = null) =>
        _duck.Scalar<string>($"SELECT string_agg(id, ' ' ORDER BY id) FROM ({(table ?? _table).Snapshot(_duck).ScanSql()})");

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
