using Carelake.Core;
using Carelake.Delta;
using Carelake.Delta.Log;
using Carelake.Delta.Scans;
using Carelake.Delta.Schema;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Tests.Delta.Writes;

public sealed class DeltaWriteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-write-").FullName;
    private readonly DuckDbConnection _duck = Queries.Connect();
    private readonly DeltaTable _table;

    public DeltaWriteTests() => _table = DeltaTable.ForPath(Path.Combine(_folder, "t"));

    public void Dispose()
    {
        _duck.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Append_makes_the_table_and_adds_to_it()
    {
        var first = _table.Append(_duck, "SELECT i AS id, 'n' || i AS name FROM range(10) AS r(i)");
        first.ShouldSatisfyAllConditions(
            c => c.Version.ShouldBe(0), c => c.RowsAdded.ShouldBe(10), c => c.FilesAdded.ShouldBe(1), c => c.Wrote.ShouldBeTrue());
        _table.Append(_duck, "SELECT 'x' AS name, 99 AS ID").Version.ShouldBe(1);
        Rows("id, name", "id >= 9").ShouldBe("9:n9 99:x");
    }

    [Fact]
    public void An_empty_append_writes_no_version()
    {
        _table.Append(_duck, "SELECT 1 AS id");
        var commit = _table.Append(_duck, "SELECT 1 AS id WHERE false");
        commit.ShouldSatisfyAllConditions(c => c.Wrote.ShouldBeFalse(), c => c.Version.ShouldBe(0));
        _table.Snapshot(_duck).Version.ShouldBe(0);
    }

    [Fact]
    public void Overwrite_replaces_all_rows()
    {
        _table.Append(_duck, "SELECT i AS id FROM range(10) AS r(i)");
        _table.Overwrite(_duck, "SELECT 42 AS id").RowsRemoved.ShouldBe(10);
        Rows("id").ShouldBe("42");
    }

    [Fact]
    public void Overwrite_by_partition_replaces_whole_files_and_guards_its_condition()
    {
        Create("SELECT i AS id, i % 3 AS p FROM range(9) AS r(i)", partitionColumns: ["p"]);
        var commit = _table.Overwrite(_duck, "SELECT 100 AS id, 1 AS p", where: "p = 1");
        commit.ShouldSatisfyAllConditions(c => c.FilesRemoved.ShouldBe(1), c => c.RowsRemoved.ShouldBe(3));
        Rows("id, p").ShouldBe("0:0 2:2 3:0 5:2 6:0 8:2 100:1");
        _table.Snapshot(_duck).Files.ShouldAllBe(file => file.DeletionVector == null);
        Refused("DELTA-0123", () => _table.Overwrite(_duck, "SELECT 100 AS id, 2 AS p", where: "p = 1"));
        Rows("id, p").ShouldBe("0:0 2:2 3:0 5:2 6:0 8:2 100:1");
        DataFiles().ShouldBe(4);
    }

    [Fact]
    public void Overwrite_by_value_replaces_single_rows()
    {
        _table.Append(_duck, "SELECT i AS id FROM range(10) AS r(i)");
        _table.Overwrite(_duck, "SELECT 1000 AS id", where: "id >= 5").RowsRemoved.ShouldBe(5);
        Rows("id").ShouldBe("0 1 2 3 4 1000");
    }

    [Fact]
    public void Delete_marks_rows_and_drops_files_that_have_none_left()
    {
        _table.Append(_duck, "SELECT i AS id FROM range(1000) AS r(i)");
        _table.Append(_duck, "SELECT i + 1000 AS id FROM range(1000) AS r(i)");
        _table.Delete(_duck, "id % 2 = 0").RowsRemoved.ShouldBe(1000);
        _table.Delete(_duck, "id % 2 = 0").Wrote.ShouldBeFalse();
        _table.Snapshot(_duck).Files.ShouldAllBe(file => file.DeletionVector!.Cardinality == 500);
        _table.Delete(_duck, "id < 1000").ShouldSatisfyAllConditions(c => c.FilesRemoved.ShouldBe(1), c => c.RowsRemoved.ShouldBe(500));
        Count().ShouldBe(500);
        Rows("id", "id < 1010").ShouldBe("1001 1003 1005 1007 1009");
    }

    [Fact]
    public void Update_changes_the_rows_asked_for()
    {
        _table.Append(_duck, "SELECT i AS id, 0 AS v FROM range(5) AS r(i)");
        _table.Update(_duck, new Dictionary<string, string> { ["V"] = "id * 10" }, "id > 2");
        Rows("id, v").ShouldBe("0:0 1:0 2:0 3:30 4:40");
    }

    [Fact]
    public void Merge_updates_deletes_and_inserts_with_null_keys()
    {
        _table.Append(_duck, "SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (NULL, 'n')) AS v(id, name)");
        _table.Merge(_duck, new DeltaMerge
        {
            SourceSql = "SELECT * FROM (VALUES (1, 'gone'), (2, 'B'), (NULL, 'N'), (4, 'd')) AS v(id, name)",
            Keys = ["id"],
            DeleteWhen = "source.name = 'gone'",
        }).ShouldSatisfyAllConditions(c => c.RowsRemoved.ShouldBe(3), c => c.RowsAdded.ShouldBe(3));
        Rows("id, name").ShouldBe("2:B 4:d :N");
    }

    [Fact]
    public void Merge_refuses_two_rows_for_one_key()
    {
        _table.Append(_duck, "SELECT 1 AS id");
        Refused("DELTA-0125", () => _table.Merge(_duck, new DeltaMerge { SourceSql = "SELECT 1 AS id FROM range(2)", Keys = ["id"] }));
    }

    [Fact]
    public void Removed_and_added_rows_are_one_commit()
    {
        _table.Append(_duck, "SELECT i AS id FROM range(10) AS r(i)");
        var snapshot = _table.Snapshot(_duck);
        var located = snapshot.ScanSql(new() { IncludeRowLocation = true });
        var commit = _table.Write(
            _duck,
            new DeltaChange { RowsSql = "SELECT 77 AS id", RemovedRowsSql = $"SELECT _file, _file_row FROM ({located}) WHERE id < 9" },
            new CommitOptions { ReadVersion = snapshot.Version });
        commit.ShouldSatisfyAllConditions(c => c.RowsAdded.ShouldBe(1), c => c.RowsRemoved.ShouldBe(9), c => c.Version.ShouldBe(1));
        Rows("id").ShouldBe("9 77");
    }

    [Fact]
    public void A_transaction_is_applied_once()
    {
        var options = new CommitOptions { Transactions = [new("app", 7)] };
        _table.Append(_duck, "SELECT 1 AS id", options).AlreadyApplied.ShouldBeFalse();
        _table.Append(_duck, "SELECT 1 AS id", options).AlreadyApplied.ShouldBeTrue();
        _table.Append(_duck, "SELECT 1 AS id", new CommitOptions { Transactions = [new("app", 6)] }).AlreadyApplied.ShouldBeTrue();
        Count().ShouldBe(1);
        _table.Snapshot(_duck).Transactions["app"].ShouldBe(7);
        _table.Append(_duck, "SELECT 1 AS id WHERE false", new CommitOptions { Transactions = [new("app", 8)] }).Wrote.ShouldBeTrue();
        _table.Snapshot(_duck).Transactions["app"].ShouldBe(8);
        Refused("DELTA-0112", () => _table.Append(_duck, "SELECT 1 AS id", new CommitOptions { Transactions = [new("app", 6), new("other", 1)] }));
    }

    [Fact]
    public void Partition_values_of_every_kind_come_back()
    {
        const string Sql = """
            SELECT * FROM (VALUES (1, 'a b/c=d%', DATE '2024-02-29', 1.50::DECIMAL(9,2), TIMESTAMP '2024-01-01 10:00:00.5', true),
                                  (2, NULL, NULL, NULL, NULL, NULL), (3, 'ü''"#?', DATE '1900-01-01', -2.25, TIMESTAMP '2024-01-01', false))
            AS v(id, s, d, m, t, b)
            """;
        Create(Sql, partitionColumns: ["s", "d", "m", "t", "b"]);
        Same($"({Sql})");
        Rows("id", "s = 'a b/c=d%'").ShouldBe("1");
    }

    [Fact]
    public void Columns_evolve_only_when_allowed()
    {
        _table.Append(_duck, "SELECT 1::INTEGER AS id, DATE '2024-05-01' AS d, 1.5::DECIMAL(9,2) AS m, 1::FLOAT AS f");
        const string Wide = "SELECT 5000000000::BIGINT AS id, TIMESTAMP '2024-05-02 10:00:00' AS d, 12345678.123::DECIMAL(18,3) AS m, 0.1::DOUBLE AS f, 'x' AS extra";
        Refused("DELTA-0120", () => _table.Append(_duck, Wide));
        _table.Append(_duck, Wide, new CommitOptions { EvolveSchema = true });
        var schema = _table.Snapshot(_duck).Schema;
        schema.Fields.Select(f => f.Type.SparkName).ShouldBe(["bigint", "timestamp_ntz", "decimal(18,3)", "double", "string"]);
        Rows("id, d, m, extra").ShouldBe("1:2024-05-01 00:00:00:1.500: 5000000000:2024-05-02 10:00:00:12345678.123:x");
        Refused("DELTA-0120", () => _table.Append(_duck, "SELECT 'text' AS id", new CommitOptions { EvolveSchema = true }));
    }

    [Fact]
    public void A_widening_write_may_remove_rows_too()
    {
        _table.Append(_duck, "SELECT i::INTEGER AS id FROM range(3) AS r(i)");
        var snapshot = _table.Snapshot(_duck);
        _table.Write(
            _duck,
            new DeltaChange { RowsSql = "SELECT 5000000000 AS id", RemovedRowsSql = $"SELECT _file, _file_row FROM ({snapshot.ScanSql(new() { IncludeRowLocation = true })}) WHERE id = 1" },
            new CommitOptions { EvolveSchema = true });
        Rows("id").ShouldBe("0 2 5000000000");
    }

    [Fact]
    public void Columns_are_altered_without_rows()
    {
        _table.Append(_duck, "SELECT 1::INTEGER AS id");
        _table.AlterColumns(_duck, [new StructField("id", PrimitiveType.Long).WithComment("the key"), new StructField("note", PrimitiveType.String)]);
        var schema = _table.Snapshot(_duck).Schema;
        schema.Find("id")!.ShouldSatisfyAllConditions(f => f.Type.ShouldBe(PrimitiveType.Long), f => f.Comment.ShouldBe("the key"));
        Rows("id, note").ShouldBe("1:");
        _table.AlterColumns(_duck, [new StructField("note", PrimitiveType.String)]).Wrote.ShouldBeFalse();
    }

    [Fact]
    public void A_full_overwrite_may_change_the_columns_altogether()
    {
        _table.Append(_duck, "SELECT 1 AS id, 'x' AS name");
        _table.Overwrite(_duck, "SELECT 'one' AS id, 2 AS other", options: new CommitOptions { EvolveSchema = true });
        _table.Snapshot(_duck).Schema.SparkName.ShouldBe("struct<id:string,other:int>");
        Rows("id, other").ShouldBe("one:2");
    }

    [Fact]
    public void Null_in_a_required_column_is_refused_and_leaves_nothing_behind()
    {
        _table.Create(_duck, new DeltaTableDefinition { Schema = new StructType([new StructField("id", PrimitiveType.Long, Nullable: false)]) });
        Refused("DELTA-0121", () => _table.Append(_duck, "SELECT NULL::BIGINT AS id UNION ALL SELECT 1"));
        Refused("DELTA-0120", () => _table.Append(_duck, "SELECT 1 WHERE false"));
        DataFiles().ShouldBe(0);
        Refused("DELTA-0115", () => _table.Create(_duck, new DeltaTableDefinition()));
    }

    [Fact]
    public void An_append_only_table_never_loses_a_row()
    {
        Create("SELECT 1 AS id", settings: new() { ["delta.appendOnly"] = "true" });
        Refused("DELTA-0116", () => _table.Delete(_duck, "true"));
        Refused("DELTA-0116", () => _table.Overwrite(_duck, "SELECT 2 AS id"));
        _table.Append(_duck, "SELECT 2 AS id");
        Rows("id").ShouldBe("1 2");
    }

    [Theory]
    [InlineData("delta.constraints.positive", "id > 0", "checkConstraints")]
    [InlineData("delta.columnMapping.mode", "name", "columnMapping")]
    [InlineData("delta.enableRowTracking", "true", "rowTracking")]
    [InlineData("delta.enableInCommitTimestamps", "true", "inCommitTimestamp")]
    public void A_table_that_asks_for_more_is_refused_by_the_features_name(string property, string value, string feature)
    {
        _table.Append(_duck, "SELECT 1 AS id");
        Refused("DELTA-0113", () => _table.SetProperties(_duck, new Dictionary<string, string?> { [property] = value })).Message.ShouldContain(feature);
    }

    [Fact]
    public void An_unknown_writer_feature_is_refused_by_name()
    {
        _table.Append(_duck, "SELECT 1 AS id");
        var protocol = new Protocol { MinReaderVersion = 1, MinWriterVersion = 7, WriterFeatures = ["appendOnly", "magicRows"] };
        new LogStore(_table.Folder).TryPut(1, ActionJson.Write([protocol])).ShouldBeTrue();
        Refused("DELTA-0113", () => _table.Append(_duck, "SELECT 1 AS id")).Message.ShouldContain("magicRows");
    }

    [Fact]
    public void A_table_of_an_older_protocol_gets_deletion_vectors_when_it_needs_them()
    {
        Create("SELECT i AS id FROM range(5) AS r(i)", settings: new() { ["delta.enableDeletionVectors"] = "false" });
        _table.Snapshot(_duck).Protocol.MinWriterVersion.ShouldBe(2);
        _table.Delete(_duck, "id = 3");
        _table.Snapshot(_duck).Protocol.ShouldSatisfyAllConditions(
            p => p.MinReaderVersion.ShouldBe(3), p => p.WriterFeatures.ShouldBe(["appendOnly", "deletionVectors", "invariants"]));
        Rows("id").ShouldBe("0 1 2 4");
    }

    [Fact]
    public void The_change_data_feed_has_every_change()
    {
        Create("SELECT i AS id, 0 AS v FROM range(4) AS r(i)", settings: new() { ["delta.enableChangeDataFeed"] = "true" });
        _table.Update(_duck, new Dictionary<string, string> { ["v"] = "1" }, "id = 1");
        Feed(1).ShouldBe("1:0:update_preimage 1:1:update_postimage");
        _table.Delete(_duck, "id = 2");
        Feed(2).ShouldBe("2:0:delete");
        _table.Merge(_duck, new DeltaMerge { SourceSql = "SELECT * FROM (VALUES (3, 9), (7, 7), (0, -1)) AS v(id, v)", Keys = ["id"], DeleteWhen = "source.v < 0" });
        Feed(3).ShouldBe("0:0:delete 3:0:update_preimage 3:9:update_postimage 7:7:insert");
        _table.Overwrite(_duck, "SELECT 5 AS id, 5 AS v", where: "id >= 3");
        Feed(4).ShouldBe("3:9:delete 5:5:insert 7:7:delete");
        Rows("id, v").ShouldBe("1:1 5:5");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_change_data_feed_has_rows_that_are_at_hand_as_it_has_others(bool isAtHand)
    {
        Create("SELECT i AS id, 0 AS v FROM range(4) AS r(i)", settings: new() { ["delta.enableChangeDataFeed"] = "true" });
        _duck.Execute("CREATE TEMP TABLE came AS SELECT * FROM (VALUES (3, 9), (7, 7)) AS v(id, v)");
        var located = _table.Snapshot(_duck).ScanSql(new ScanOptions { IncludeRowLocation = true });
        _table.Write(_duck, new DeltaChange
        {
            RowsSql = "SELECT v, id FROM came", RowsAreAtHand = isAtHand, RemovedRowsSql = $"SELECT _file, _file_row FROM ({located}) WHERE id = 3",
        });

        Feed(1).ShouldBe("3:0:delete 3:9:insert 7:7:insert");
        Rows("id, v").ShouldBe("0:0 1:0 2:0 3:9 7:7");
    }

    [Fact]
    public void Types_that_delta_lacks_are_written_as_those_that_hold_them()
    {
        const string Sql = """
            SELECT 1::HUGEINT AS h, 2::UTINYINT AS a, 3::UINTEGER AS b, 4::UBIGINT AS c, uuid() AS u, 'x'::ENUM('x') AS e,
                   TIMESTAMP_S '2024-01-01 00:00:01' AS s, TIMESTAMPTZ '2024-01-01 00:00:00+01' AS z, [1, 2] AS l, {'k': 1} AS st,
                   MAP {'a': 1} AS m, 'ab'::BLOB AS bin
            """;
        _table.Append(_duck, Sql);
        _table.Snapshot(_duck).Schema.Fields.Select(f => f.Type.SparkName).ShouldBe([
            "decimal(38,0)", "smallint", "bigint", "decimal(20,0)", "string", "string", "timestamp_ntz", "timestamp", "array<int>",
            "struct<k:int>", "map<string,int>", "binary"]);
        Rows("z, l, st, m").ShouldBe("2023-12-31 23:00:00+00:[1, 2]:{'k': 1}:{a=1}");
    }

    private void Create(string sql, IReadOnlyList<string>? partitionColumns = null, Dictionary<string, string>? settings = null) =>
        _table.Write(_duck, new DeltaChange
        {
            RowsSql = sql,
            CreateAs = new DeltaTableDefinition { PartitionColumns = partitionColumns ?? [], Configuration = settings ?? [] },
        });

    private string Rows(string columns, string where = "true") => Text($"SELECT {columns} FROM ({_table.Snapshot(_duck).ScanSql()}) WHERE {where}");

    private string Feed(long version)
    {
        var files = new LogStore(_table.Folder).ReadCommit(version)!.OfType<AddCdcFile>()
            .Select(file => DuckDbSql.Literal(LogPath.Resolve(_table.Folder, file.Path)));
        return Text($"SELECT id, v, _change_type FROM read_parquet([{string.Join(", ", files)}])");
    }

    private string Text(string sql)
    {
        var names = string.Join(", ", Enumerable.Range(0, 30).Select(i => (char)('a' + (i % 26))).Take(_duck.ColumnsOf(sql)));
        return _duck.Scalar<string>($"""
            SELECT coalesce(string_agg(t, ' '), '') FROM (SELECT array_to_string([coalesce(x::VARCHAR, '') FOR x IN [{Casts(names)}]], ':') AS t
            FROM ({sql}) AS q({names}) ORDER BY {names})
            """);
    }

    private static string Casts(string names) => string.Join(", ", names.Split(", ").Select(name => $"{name}::VARCHAR"));

    private long Count() => _duck.Scalar<long>($"SELECT count(*) FROM ({_table.Snapshot(_duck).ScanSql()})");

    private void Same(string expected) => _duck.Scalar<long>($"""
        SELECT count(*) FROM ((({_table.Snapshot(_duck).ScanSql()}) EXCEPT ALL (SELECT * FROM {expected}))
        UNION ALL ((SELECT * FROM {expected}) EXCEPT ALL ({_table.Snapshot(_duck).ScanSql()})))
        """).ShouldBe(0);

    private int DataFiles() => Directory.GetFiles(_table.Folder, "*.parquet", SearchOption.AllDirectories).Count(path => !path.Contains("_delta_log", StringComparison.Ordinal));

    private static CarelakeException Refused(string code, Action action)
    {
        var error = Should.Throw<CarelakeException>(action);
        error.Code.ShouldBe(code);
        return error;
    }
}
