using Carelake.DuckDb;

namespace Carelake.Tests.DuckDb;

public sealed class StreamingTests
{
    [Fact]
    public void A_hundred_million_rows_are_read_without_holding_them()
    {
        using var connection = DuckDbConnection.Connect("memory_limit=64MB;max_temp_directory_size=0KB");
        using var chunks = connection.OpenChunks("SELECT i, i * 2 AS j FROM range(100_000_000) t(i)");
        var (rows, sum) = (0L, 0L);
        while (chunks.Read())
        {
            foreach (var value in chunks.Column(0).Values<long>()) sum += value;
            rows += chunks.Count;
        }

        rows.ShouldBe(100_000_000);
        sum.ShouldBe(4_999_999_950_000_000);
    }

    [Fact]
    public void A_reader_goes_on_when_its_connection_runs_something_else()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t AS SELECT i FROM range(100_000) t(i); CREATE TABLE u (a INTEGER)");
        using var reader = connection.CreateCommand("SELECT i FROM t ORDER BY i").ExecuteReader();
        for (var i = 0; i < 5000; i++) reader.Read().ShouldBeTrue();
        connection.Execute("DROP TABLE t");
        using (var appender = connection.CreateAppender("u")) appender.AppendRow(1);
        using var second = connection.CreateCommand("SELECT a FROM u").ExecuteReader();
        second.Read().ShouldBeTrue();
        for (var i = 5000L; i < 100_000; i++)
        {
            reader.Read().ShouldBeTrue();
            reader.GetInt64(0).ShouldBe(i);
        }

        reader.Read().ShouldBeFalse();
    }

    [Fact]
    public void An_error_after_many_rows_comes_where_it_happens()
    {
        using var connection = DuckDbConnection.Connect("threads=1");
        using var reader = connection.CreateCommand("SELECT CASE WHEN i < 900000 THEN 1 ELSE error('stop') END FROM range(1000000) t(i)").ExecuteReader();
        var rows = 0;
        Should.Throw<DuckDbException>(() =>
        {
            while (reader.Read()) rows++;
        }).ErrorType.ShouldBe(DuckDbErrorType.InvalidInput);
        rows.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_reader_left_early_lets_go_of_its_snapshot_and_keeps_the_transaction()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t AS SELECT i FROM range(1_000_000) t(i)");
        using (var transaction = connection.BeginTransaction())
        {
            connection.Execute("INSERT INTO t VALUES (-1)");
            using (var reader = connection.CreateCommand("SELECT i FROM t").ExecuteReader()) reader.Read().ShouldBeTrue();
            transaction.Commit();
        }

        connection.Scalar<long>("SELECT count(*) FROM t").ShouldBe(1_000_001);
        using (var reader = connection.CreateCommand("SELECT i FROM t").ExecuteReader()) reader.Read().ShouldBeTrue();

        // With a snapshot still open the checkpoint would be refused.
        using var other = connection.Duplicate();
        other.Execute("UPDATE t SET i = 0 WHERE i = 1");
        other.Execute("CHECKPOINT");
    }

    [Fact]
    public void What_changes_data_is_done_before_its_rows_are_read()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (a INTEGER)");
        using (connection.CreateCommand("INSERT INTO t SELECT * FROM range(5000) RETURNING a").ExecuteReader())
        {
            using var other = connection.Duplicate();
            other.Scalar<long>("SELECT count(*) FROM t").ShouldBe(5000);
        }
    }

    [Fact]
    public void Spans_show_values_validity_text_and_nested_parts()
    {
        using var connection = DuckDbConnection.Connect();
        using var chunks = connection.OpenChunks("""
            SELECT i::INTEGER, CASE WHEN i % 2 = 0 THEN 'text number ' || i END, (i / 4)::DECIMAL(9,2), [i, i + 1], {'a': i}, i % 2 = 0
            FROM range(100) t(i) ORDER BY i
            """);
        chunks.Read().ShouldBeTrue();
        chunks.Count.ShouldBe(100);
        chunks.Column(0).Values<int>()[99].ShouldBe(99);
        chunks.Column(0).Validity.IsEmpty.ShouldBeTrue();
        chunks.Column(1).Validity[0].ShouldBe(0x5555_5555_5555_5555UL);
        chunks.Column(1).IsNull(1).ShouldBeTrue();
        chunks.Column(1).Utf8(42).SequenceEqual("text number 42"u8).ShouldBeTrue();
        chunks.Column(1).GetString(43).ShouldBeNull();
        chunks.Column(2).Values<int>()[5].ShouldBe(125);
        chunks.Column(3).GetList(7).ShouldBe((14, 2));
        chunks.Column(3).Elements.Values<long>()[15].ShouldBe(8);
        chunks.Column(4).Field(0).Values<long>()[7].ShouldBe(7);
        chunks.Column(5).Values<bool>()[2].ShouldBeTrue();
        Should.Throw<InvalidCastException>(() => chunks.Column(0).Values<long>().Length);
        Should.Throw<ArgumentOutOfRangeException>(() => chunks.Column(1).GetString(100));
        chunks.Read().ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => chunks.Column(0).Count);
    }
}
