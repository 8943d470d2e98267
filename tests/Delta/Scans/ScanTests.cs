using Carelake.Core;
using Carelake.Delta.Log;
using Carelake.Delta.Scans;
using Carelake.Delta.Schema;

namespace Carelake.Tests.Delta.Scans;

public class ScanTests
{
    [Fact]
    public void A_column_that_a_file_lacks_is_null_and_a_narrower_one_is_widened()
    {
        using var table = new HandmadeTable();
        table.Commit(
            HandmadeTable.Protocol("typeWidening", "timestampNtz"),
            HandmadeTable.Metadata("id BIGINT, amount DECIMAL(12,2), day TIMESTAMP, note VARCHAR, part STRUCT(a INTEGER, b VARCHAR)"),
            table.File("old.parquet", "SELECT 1::INTEGER AS id, 2::INTEGER AS amount, DATE '2024-02-29' AS day, {'a': 1} AS part"),
            table.File("new.parquet", "SELECT {'b': 'y', 'a': 2} AS part, 3.25::DECIMAL(12,2) AS amount, 9000000000 AS id, 'n' AS note"));

        table.Column(table.Snapshot().ScanSql(), "id || '|' || amount || '|' || coalesce(day::VARCHAR, '-') || '|' || coalesce(note, '-') || '|' || part")
            .ShouldBe(
            [
                "1|2.00|2024-02-29 00:00:00|-|{'a': 1, 'b': NULL}",
                "9000000000|3.25|-|n|{'a': 2, 'b': y}",
            ]);
    }

    [Fact]
    public void Partition_values_are_typed_and_null_when_empty()
    {
        using var table = new HandmadeTable();
        (string, string?)[] Values(string? day, string? text) => [("day", day), ("text", text)];
        table.Commit(
            HandmadeTable.Protocol(),
            HandmadeTable.Metadata("id INTEGER, day DATE, text VARCHAR", "day", "text"),
            table.File("day=2024-01-01/text=a%20b'c/x.parquet", "SELECT 1 AS id", null, Values("2024-01-01", "a b'c")),
            table.File("day=__HIVE_DEFAULT_PARTITION__/y.parquet", "SELECT 2 AS id", null, Values(null, "")));

        var sql = table.Snapshot().ScanSql();
        table.Connection.ColumnsOf(sql).ShouldBe(3);
        table.Column(sql, "id || coalesce(typeof(day) || day, '-') || coalesce(text, '-')").ShouldBe(["1DATE2024-01-01a b'c", "2--"]);
    }

    [Fact]
    public void A_match_finds_the_rows_that_a_relation_names_and_no_deleted_ones()
    {
        using var table = new HandmadeTable();
        var whole = table.File("whole.parquet", "SELECT 'w' || range AS id, range AS n FROM range(3)");
        var headless = table.Without(table.File("headless.parquet", "SELECT 'h' || range AS id, range AS n FROM range(3)"), 0);
        var tailless = table.Without(table.File("tailless.parquet", "SELECT nullif('t' || range, 't1') AS id, range AS n FROM range(3)"), 2);
        table.Commit(HandmadeTable.Protocol("deletionVectors"), HandmadeTable.Metadata("id VARCHAR, n BIGINT"), whole, headless, tailless);
        table.Connection.Execute("CREATE TEMP TABLE wanted AS SELECT unnest(['w2', 'h0', 'h1', 't2', NULL, 'x']) AS id");

        var snapshot = table.Snapshot();
        var located = snapshot.ScanSql(new ScanOptions { Columns = ["n"], IncludeRowLocation = true, Match = new RowMatch("wanted", ["id"]) });

        table.Column(snapshot.ScanSql(new ScanOptions { Match = new RowMatch("wanted", ["id"]) }), "coalesce(id, '-') || n").ShouldBe(["-1", "h11", "w22"]);
        table.Column(located, "n || '@' || _file_row").ShouldBe(["1@1", "1@1", "2@2"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Rows_looked_up_by_their_places_first_are_those_of_the_match(int seed)
    {
        using var table = new HandmadeTable();
        var whole = table.File(
            "whole.parquet", "SELECT 'f' || range % 2 AS facility, CASE WHEN range % 100 > 0 THEN 'k' || range END AS id, range AS n FROM range(15000)",
            """{"numRecords":15000}""");
        var thinned = table.Without(
            table.File("thinned.parquet", "SELECT 'f' || range % 2 AS facility, 'k' || range AS id, range AS n FROM range(15000, 29000)", """{"numRecords":14000}"""),
            [.. Enumerable.Range(0, 14000).Where(i => i % 3 == 0).Select(i => (long)i)]);
        // Lacks a column of the match.
        var older = table.File("older.parquet", "SELECT 'f1' AS facility, range AS n FROM range(29000, 29010)", """{"numRecords":10}""");
        var unwanted = table.File("unwanted.parquet", "SELECT 'f1' AS facility, 'x' AS id, 30000 AS n", """{"numRecords":1}""");
        table.Commit(
            HandmadeTable.Protocol("deletionVectors"), HandmadeTable.Metadata("facility VARCHAR, id VARCHAR, n BIGINT"), whole, thinned, older, unwanted);
        table.Connection.Execute(
            $"CREATE TEMP TABLE wanted AS SELECT 'f' || range % 2 AS facility, 'k' || range AS id FROM range(29500) WHERE hash(range, {seed}) % 60 = 0 UNION ALL SELECT 'f1', NULL");
        var snapshot = table.Snapshot();
        var options = new ScanOptions { Match = new RowMatch("wanted", ["facility", "id"]), Where = [new ColumnCondition("n", Comparison.Greater, 500L)] };

        var expected = table.Column(snapshot.ScanSql(options), "n");
        expected.Count.ShouldBeGreaterThan(20);
        var sql = snapshot.MatchingSql(table.Connection, options);
        table.Connection.Execute("DROP TABLE wanted"); // Its places are known.
        sql.ShouldNotContain("unwanted.parquet");
        table.Column(sql, "n").ShouldBe(expected);
    }

    [Fact]
    public void Places_are_named_beside_the_rows_that_stand_there()
    {
        using var table = new HandmadeTable();
        var file = table.Without(table.File("a.parquet", "SELECT range AS id, range * 2 AS n FROM range(30000)", """{"numRecords":30000}"""), 7);
        table.Commit(HandmadeTable.Protocol("deletionVectors"), HandmadeTable.Metadata("id BIGINT, n BIGINT"), file);
        table.Connection.Execute("CREATE TEMP TABLE wanted AS SELECT unnest([7, 29999, 5, NULL])::BIGINT AS id");

        var sql = table.Snapshot().MatchingSql(
            table.Connection, new ScanOptions { Columns = ["n"], IncludeRowLocation = true, Match = new RowMatch("wanted", ["id"]) });

        table.Column(sql, "n || '@' || _file_row").ShouldBe(["10@5", "59998@29999"]);
        table.Column(
            table.Snapshot().MatchingSql(table.Connection, new ScanOptions { Match = new RowMatch("(SELECT -1::BIGINT AS id)", ["id"]) }), "n").ShouldBeEmpty();
    }

    [Fact]
    public void A_match_may_be_by_partition()
    {
        using var table = new HandmadeTable();
        table.Commit(
            HandmadeTable.Protocol(),
            HandmadeTable.Metadata("id INTEGER, text VARCHAR", "text"),
            table.File("text=a/x.parquet", "SELECT 1 AS id", null, [("text", "a")]),
            table.File("text=b/y.parquet", "SELECT 2 AS id", null, [("text", "b")]));
        table.Connection.Execute("CREATE TEMP TABLE wanted AS SELECT 'b' AS text, 2 AS id UNION ALL SELECT 'a', 2");

        table.Column(table.Snapshot().ScanSql(new ScanOptions { Columns = ["id"], Match = new RowMatch("wanted", ["text", "id"]) }), "id").ShouldBe(["2"]);
    }

    [Fact]
    public void Deleted_rows_do_not_come_back_and_the_rest_say_where_they_are()
    {
        using var table = new HandmadeTable();
        var whole = table.File("whole.parquet", "SELECT 'w' || range AS id FROM range(3)");
        var thinned = table.Without(table.File("thinned.parquet", "SELECT 't' || range AS id FROM range(5000)"), [.. Enumerable.Range(2, 4998).Select(i => (long)i)]);
        var headless = table.Without(table.File("headless.parquet", "SELECT 'h' || range AS id FROM range(3)"), 0);
        table.Commit(HandmadeTable.Protocol("deletionVectors"), HandmadeTable.Metadata("id VARCHAR"), whole, thinned, headless);

        var snapshot = table.Snapshot();
        var sql = snapshot.ScanSql(new ScanOptions { IncludeRowLocation = true });

        table.Column(sql, "id").ShouldBe(["h1", "h2", "t0", "t1", "w0", "w1", "w2"]);
        table.Column($"SELECT * FROM ({sql}) WHERE id = 'h2'", "_file").ShouldBe([snapshot.FullPath(headless)]);
        table.Column(sql, "id[1] || _file_row").ShouldBe(["h1", "h2", "t0", "t1", "w0", "w1", "w2"]);
    }

    [Fact]
    public void Many_files_with_deleted_rows_are_read_like_few()
    {
        using var table = new HandmadeTable();
        var files = Enumerable.Range(0, 40).Select(i =>
            table.Without(table.File($"{i}.parquet", $"SELECT {i} * 10 + range AS id FROM range(3)", null, ("part", $"{i % 2}")), i % 3));
        table.Commit([HandmadeTable.Protocol("deletionVectors"), HandmadeTable.Metadata("id INTEGER, part INTEGER", "part"), .. files]);

        var expected = Enumerable.Range(0, 40).SelectMany(i => Enumerable.Range(0, 3).Where(row => row != i % 3).Select(row => $"{i % 2}:{i * 10 + row}"));
        table.Column(table.Snapshot().ScanSql(), "part || ':' || id").ShouldBe(expected.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Columns_named_like_the_engines_own_are_read()
    {
        using var table = new HandmadeTable();
        table.Commit(
            HandmadeTable.Protocol("deletionVectors"),
            HandmadeTable.Metadata("filename VARCHAR, file_index INTEGER, file_row_number INTEGER, c0 INTEGER"),
            table.Without(table.File("a.parquet", "SELECT 'n' AS filename, 7 AS file_index, 8 + range AS file_row_number, 9 AS c0 FROM range(2)"), 0));

        table.Column(table.Snapshot().ScanSql(), "filename || file_index || file_row_number || c0").ShouldBe(["n799"]);
    }

    [Fact]
    public void Connections_are_in_utc_whatever_the_machine_is()
    {
        // Times in files of old Sparks (INT96) have no zone: the session's zone makes them moments. The engine takes the machine's.
        using var connection = Carelake.DuckDb.DuckDbConnection.Connect();
        using var other = connection.Duplicate();
        connection.Scalar<string>("SELECT current_setting('TimeZone')").ShouldBe("UTC");
        other.Scalar<string>("SELECT current_setting('TimeZone')").ShouldBe("UTC");
    }

    [Fact]
    public void Columns_come_in_the_order_asked_for()
    {
        using var table = new HandmadeTable();
        table.Commit(HandmadeTable.Protocol(), HandmadeTable.Metadata("a INTEGER, b INTEGER, c INTEGER"), table.File("a.parquet", "SELECT 1 AS a, 2 AS b, 3 AS c"));

        var sql = table.Snapshot().ScanSql(new ScanOptions { Columns = ["C", "a"] });
        table.Column($"DESCRIBE {sql}", "column_name").ShouldBe(["a", "c"]);
        Should.Throw<CarelakeException>(() => table.Snapshot().ScanSql(new ScanOptions { Columns = ["d"] })).Code.ShouldBe("DELTA-0210");
    }

    [Fact]
    public void A_table_without_files_has_no_rows_but_typed_columns()
    {
        using var table = new HandmadeTable();
        table.Commit(HandmadeTable.Protocol(), HandmadeTable.Metadata("a INTEGER, b DECIMAL(5,1)[]"));
        table.Column($"DESCRIBE {table.Snapshot().ScanSql()}", "column_type").ShouldBe(["DECIMAL(5,1)[]", "INTEGER"]);
    }

    [Theory]
    [InlineData(Comparison.Equal, 15L, "b")]
    [InlineData(Comparison.Equal, 99L, "")]
    [InlineData(Comparison.Less, 10L, "a")]
    [InlineData(Comparison.LessOrEqual, 10L, "a b")]
    [InlineData(Comparison.Greater, 19L, "c")]
    [InlineData(Comparison.GreaterOrEqual, 19L, "b c")]
    [InlineData(Comparison.IsNull, null, "n")]
    [InlineData(Comparison.IsNotNull, null, "a b c")]
    public void Files_that_cannot_hold_a_row_are_not_opened(Comparison comparison, object? value, string opened)
    {
        using var table = new HandmadeTable();
        AddFile File(string name, int from) => table.File(
            $"{name}.parquet", $"SELECT {from} + range AS id FROM range(10)",
            $$$"""{"numRecords":10,"minValues":{"id":{{{from}}}},"maxValues":{"id":{{{from + 9}}}},"nullCount":{"id":0}}""");
        table.Commit(
            HandmadeTable.Protocol(), HandmadeTable.Metadata("id BIGINT"), File("a", 0), File("b", 10), File("c", 20),
            table.File("n.parquet", "SELECT NULL::BIGINT AS id", """{"numRecords":1,"nullCount":{"id":1}}"""));

        var sql = table.Snapshot().ScanSql(new ScanOptions { Where = [new ColumnCondition("id", comparison, value)] });

        var named = new[] { "a", "b", "c", "n" }.Where(name => sql.Contains($"/{name}.parquet", StringComparison.Ordinal));
        string.Join(' ', named).ShouldBe(opened);
        table.Column(sql).Count.ShouldBe(comparison switch
        {
            Comparison.Equal => opened.Length,
            Comparison.LessOrEqual or Comparison.GreaterOrEqual => 11,
            Comparison.IsNull => 1,
            Comparison.IsNotNull => 30,
            _ => 10,
        });
    }

    [Fact]
    public void Bounds_of_text_times_and_floats_never_skip_too_much()
    {
        using var table = new HandmadeTable();
        table.Commit(
            HandmadeTable.Protocol(), HandmadeTable.Metadata("s VARCHAR, t TIMESTAMP WITH TIME ZONE, d DOUBLE"),
            table.File(
                "a.parquet", "SELECT '\U0001F600' AS s, TIMESTAMPTZ '2024-01-01 00:00:00.000999+00' AS t, 'NaN'::DOUBLE AS d",
                """{"numRecords":1,"minValues":{"s":"x","t":"2024-01-01T00:00:00.000Z","d":1.0},"maxValues":{"s":"😀","t":"2024-01-01T00:00:00.000Z","d":1.0}}"""));
        var snapshot = table.Snapshot();
        int Count(string column, Comparison comparison, object value) =>
            table.Column(snapshot.ScanSql(new ScanOptions { Where = [new ColumnCondition(column, comparison, value)] }), "s").Count;

        // U+FFFD sorts above the first half of a surrogate pair in UTF-16, below the character in UTF-8.
        Count("s", Comparison.Greater, "\uFFFD").ShouldBe(1);
        Count("t", Comparison.Greater, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBe(1);
        Count("d", Comparison.Greater, 5.0).ShouldBe(1);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("id")]
    public void Mapped_columns_go_by_physical_name_or_id_also_inside_structs(string mode)
    {
        using var table = new HandmadeTable();
        var inner = new StructType([new StructField("deep", PrimitiveType.Integer).WithColumnMapping(3, "p3")]);
        var schema = new StructType(
        [
            new StructField("now called this", PrimitiveType.String).WithColumnMapping(1, "p1"),
            new StructField("m", new MapType(PrimitiveType.String, new ArrayType(inner))).WithColumnMapping(2, "p2"),
        ]);
        var metadata = HandmadeTable.Metadata("a INTEGER") with
        {
            SchemaString = SchemaJson.Write(schema), Configuration = new Dictionary<string, string> { ["delta.columnMapping.mode"] = mode },
        };
        var file = table.File("a.parquet", "SELECT 1");
        var path = Carelake.DuckDb.DuckDbSql.Literal(Path.Combine(table.Folder, "a.parquet"));
        table.Connection.Execute(
            $"COPY (SELECT 'v' AS p1, MAP {{'k': [{{'p3': 5}}]}} AS p2 UNION ALL SELECT 'w', NULL) TO {path} (FORMAT parquet, FIELD_IDS {{p1: 1, p2: 2}})");
        table.Commit(HandmadeTable.Protocol("columnMapping"), metadata, file);

        table.Column(table.Snapshot().ScanSql(), "\"now called this\" || coalesce(CAST(m['k'][1].deep AS VARCHAR), '-')").ShouldBe(["v5", "w-"]);
    }
}
