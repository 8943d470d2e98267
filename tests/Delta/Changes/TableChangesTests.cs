using Carelake.Core;
using Carelake.Delta.Log;

namespace Carelake.Tests.Delta.Changes;

public class TableChangesTests
{
    private const string Row = "_commit_version || ' ' || _change_type || ' ' || id";

    [Fact]
    public void Added_removed_deleted_and_restored_rows_are_told_apart()
    {
        using var table = new HandmadeTable();
        var a = table.File("a.parquet", "SELECT 'a' || range AS id FROM range(4)");
        var b = table.File("b.parquet", "SELECT 'b' || range AS id FROM range(2)");
        var thin = table.Without(a, 0, 1);
        var other = table.Without(a, 1, 2);
        table.Commit(HandmadeTable.Protocol("deletionVectors"), HandmadeTable.Metadata("id VARCHAR"), a);
        table.Commit(HandmadeTable.Remove(a), thin, b);
        table.Commit(HandmadeTable.Remove(thin), other);
        table.Commit(HandmadeTable.Remove(other), HandmadeTable.Remove(b));

        string[] second = ["1 delete a0", "1 delete a1", "1 insert b0", "1 insert b1"];
        string[] third = ["2 delete a2", "2 insert a0"];
        string[] fourth = ["3 delete a0", "3 delete a3", "3 delete b0", "3 delete b1"];
        table.Column(table.Table.ChangesSql(table.Connection, 0, 1), Row).ShouldBe(second);
        table.Column(table.Table.ChangesSql(table.Connection, 1, 2), Row).ShouldBe(third);
        table.Column(table.Table.ChangesSql(table.Connection, 0), Row).ShouldBe([.. second, .. third, .. fourth]);
        table.Column(table.Table.ChangesSql(table.Connection, -1, 0), "id").ShouldBe(["a0", "a1", "a2", "a3"]);
        table.Column(table.Table.ChangesSql(table.Connection, 3), "id").ShouldBeEmpty();
    }

    [Fact]
    public void Rewritten_files_are_no_change()
    {
        using var table = new HandmadeTable();
        var small = table.File("small.parquet", "SELECT 'x' AS id");
        table.Commit(HandmadeTable.Protocol(), HandmadeTable.Metadata("id VARCHAR"), small);
        table.Commit(small.ToRemove(0, dataChange: false), table.File("big.parquet", "SELECT 'x' AS id") with { DataChange = false });

        table.Column(table.Table.ChangesSql(table.Connection, 0), Row).ShouldBeEmpty();
    }

    [Fact]
    public void A_removed_file_has_its_partition_also_where_the_log_does_not_repeat_it()
    {
        using var table = new HandmadeTable();
        var file = table.File("p=1/a.parquet", "SELECT 'x' AS id", null, ("p", "1"));
        table.Commit(HandmadeTable.Protocol(), HandmadeTable.Metadata("id VARCHAR, p INTEGER", "p"), file);
        table.Commit(HandmadeTable.Remove(file) with { PartitionValues = null });

        table.Column(table.Table.ChangesSql(table.Connection, 0), "_change_type || p || id").ShouldBe(["delete1x"]);
        table.Column(table.Table.ChangesSql(table.Connection, -1), "_change_type || p || id").ShouldBe(["delete1x", "insert1x"]);
    }

    [Fact]
    public void A_change_data_feed_is_read_instead_of_the_files()
    {
        using var table = new HandmadeTable();
        var before = table.File("a.parquet", "SELECT 'old' AS id");
        var feed = table.File("_change_data/c.parquet", "SELECT 'old' AS id, 'update_preimage' AS _change_type UNION ALL SELECT 'new', 'update_postimage'");
        table.Commit(HandmadeTable.Protocol(), HandmadeTable.Metadata("id VARCHAR"), before);
        table.Commit(
            HandmadeTable.Remove(before), table.File("b.parquet", "SELECT 'new' AS id"),
            new AddCdcFile { Path = feed.Path, SizeBytes = feed.SizeBytes });

        table.Column(table.Table.ChangeFeedSql(table.Connection, 0), Row).ShouldBe(["1 update_postimage new", "1 update_preimage old"]);
        table.Column(table.Table.ChangesSql(table.Connection, -1), Row).ShouldBe(["0 insert old", "1 delete old", "1 insert new"]);
    }

    [Fact]
    public void Changes_that_the_log_has_forgotten_are_refused()
    {
        using var table = new HandmadeTable();
        table.Commit(HandmadeTable.Protocol(), HandmadeTable.Metadata("id VARCHAR"));
        table.Commit(table.File("a.parquet", "SELECT 'x' AS id"));
        var known = table.Table;
        known.Snapshot(table.Connection);
        File.Delete(Path.Combine(table.LogFolder, LogFileName.Commit(0)));

        Should.Throw<CarelakeException>(() => known.ChangesSql(table.Connection, -1)).Code.ShouldBe("DELTA-0212");
    }
}
