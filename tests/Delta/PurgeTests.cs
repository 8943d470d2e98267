using System.Text;
using Carelake.Core;
using Carelake.Delta;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Tests.Delta;

/// <summary>A purge: what was deleted is in no file of the table any more, and the table goes on.</summary>
public sealed class PurgeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-purge-").FullName;
    private readonly DuckDbConnection _connection = DuckDbConnection.Connect();

    public PurgeTests() => _connection.Execute("set timezone = 'UTC'");

    public void Dispose()
    {
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(14)]
    public void Deleted_rows_are_in_no_file_and_in_no_statistics(int batches)
    {
        var table = DeltaTable.ForPath(_folder);
        table.Write(_connection, new DeltaChange { RowsSql = "select 0::bigint as id, 'person 0' as name", CreateAs = new DeltaTableDefinition { Configuration = new Dictionary<string, string> { ["delta.enableChangeDataFeed"] = "true" } } });
        for (var batch = 1; batch <= batches; batch++) table.Append(_connection, $"select i as id, 'person ' || i as name from range({batch}, {batch * 10}, 3) t(i) union all select 1000, 'zz-secret'");
        table.Delete(_connection, "name = 'zz-secret'");
        Files("zz-secret").ShouldNotBeEmpty();
        var rows = Rows(table);

        var purged = table.Purge(_connection, TimeProvider.System);

        Files("zz-secret").ShouldBeEmpty();
        Rows(table).ShouldBe(rows);
        Rows(DeltaTable.ForPath(_folder)).ShouldBe(rows);
        table.HasCommits(purged.VersionBefore - 1, purged.Version).ShouldBeFalse();
        table.HasCommits(purged.Version, purged.Version).ShouldBeTrue();
        Should.Throw<CarelakeException>(() => DeltaTable.ForPath(_folder).Snapshot(_connection, purged.VersionBefore)).Code.ShouldBe("DELTA-0205");
        table.Append(_connection, "select 7::bigint as id, 'after' as name");
        Rows(DeltaTable.ForPath(_folder)).ShouldBe(rows + 1);
    }

    private long Rows(DeltaTable table) => _connection.Scalar<long>($"select count(*) from ({table.Snapshot(_connection).ScanSql()})");

    private List<string> Files(string text) => [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)];
}
