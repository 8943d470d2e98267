using Carelake.Delta;
using Carelake.Delta.Scans;
using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Materialise;

namespace Carelake.Tests.Delta.Scans;

public sealed class KeyIndexTests : IDisposable
{
    // Files of fewer rows get no index.
    private const int Rows = 210_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("carelake-index");
    private readonly DuckDbConnection _connection = DuckDbConnection.Connect();

    private string Indexes => Path.Combine(_folder.FullName, "_key_index");

    [Fact]
    public void An_index_finds_what_a_scan_finds()
    {
        var table = Table();
        Remove(table, "n % 1000 = 7");
        Add(table, $"range({Rows}, {Rows + 500})");
        _connection.Execute(
            """
            create temp table wanted as select case when n % 97 = 0 then null else 'K' || n end as key, (n % 3)::int as part
            from (select (i * 37) % 215000 as n from range(300) t(i)) union all select 'no such key', 1 union all select 'K7', 1
            """);
        var options = new ScanOptions { Match = new RowMatch("wanted", ["key", "part"]), IncludeRowLocation = true };
        var scanned = Content(table.Snapshot(_connection).MatchingSql(_connection, options));

        table.IndexKeys(_connection, ["key", "part"]);

        Directory.GetFiles(Indexes).Length.ShouldBe(1);
        var sql = table.Snapshot(_connection).MatchingSql(_connection, options);
        sql.ShouldNotContain("SEMI JOIN wanted");
        Content(sql).ShouldBe(scanned);
        scanned.Count.ShouldBeGreaterThan(100);
        var current = options with { Columns = ["part"], IncludeRowLocation = false, Where = [new ColumnCondition("n", Comparison.Less, 1000L)] };
        Content(table.Snapshot(_connection).MatchingSql(_connection, current))
            .ShouldBe(Content($"select part from ({table.Snapshot(_connection).ScanSql()}) t where n < 1000 and exists (select 1 from wanted w where w.key is not distinct from t.key and w.part = t.part)"));
    }

    [Fact]
    public void An_index_of_another_engine_or_one_cut_short_is_not_believed()
    {
        var table = Table();
        table.IndexKeys(_connection, ["key"]);
        var index = Directory.GetFiles(Indexes).Single();
        _connection.Execute("create temp table wanted as select 'K12345' as key");
        var options = new ScanOptions { Match = new RowMatch("wanted", ["key"]) };

        foreach (var spoilt in new[] { File.ReadAllBytes(index)[..100], [.. File.ReadAllBytes(index).Select((b, i) => i == 0 ? (byte)~b : b)], [] })
        {
            File.WriteAllBytes(index, spoilt);
            Content(table.Snapshot(_connection).MatchingSql(_connection, options)).Count.ShouldBe(1);
        }

        table.IndexKeys(_connection, ["key"]);
        new FileInfo(index).Length.ShouldBeGreaterThan(Rows * 8);
    }

    [Fact]
    public void The_index_of_a_file_that_is_deleted_goes_with_it()
    {
        var table = Table();
        table.IndexKeys(_connection, ["key"]);
        table.Write(_connection, new DeltaChange { RowsSql = Select("range(10)"), Overwrite = DeltaOverwrite.Everything }, new CommitOptions(), CancellationToken.None);

        table.Vacuum(_connection, new() { Retention = TimeSpan.Zero, IsForced = true }, new LeapingTime(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        Directory.GetFiles(Indexes).ShouldBeEmpty();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }

    private DeltaTable Table()
    {
        var table = DeltaTable.ForPath(_folder.FullName);
        table.Write(
            _connection, new DeltaChange { RowsSql = Select($"range({Rows})"), CreateAs = new DeltaTableDefinition { Name = "test" } }, new CommitOptions(), CancellationToken.None);
        return table;
    }

    private void Add(DeltaTable table, string range) =>
        table.Write(_connection, new DeltaChange { RowsSql = Select(range) }, new CommitOptions(), CancellationToken.None);

    private void Remove(DeltaTable table, string which)
    {
        var located = table.Snapshot(_connection).ScanSql(new ScanOptions { IncludeRowLocation = true });
        table.Write(
            _connection, new DeltaChange { RemovedRowsSql = $"select _file, _file_row from ({located}) where {which}" }, new CommitOptions(), CancellationToken.None);
    }

    private static string Select(string range) =>
        $"select n, case when n % 97 = 0 then null else 'K' || n end as key, (n % 3)::int as part, 'text of ' || n as other from {range} t(n)";

    private List<string> Content(string sql) => [.. _connection.Rows($"select cast(r as varchar) from ({sql}) r order by all", row => row.GetString(0), CancellationToken.None)];
}
