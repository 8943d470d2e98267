using System.Numerics;
using Carelake.DuckDb;

namespace Carelake.Tests.DuckDb;

public sealed class AppenderTests
{
    [Fact]
    public void Rows_reach_the_table_in_order_across_chunks()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (id BIGINT, name VARCHAR, amount DECIMAL(18,2), day DATE)");
        using (var appender = connection.CreateAppender("t"))
        {
            for (var i = 0; i < 10_000; i++)
            {
                appender.Append(i).Append(i % 3 == 0 ? null : $"a name that is long enough {i}").Append(i / 100m)
                    .Append(new DateOnly(2024, 1, 1).AddDays(i % 366)).EndRow();
            }

            appender.RowCount.ShouldBe(10_000);
        }

        using var reader = connection.CreateCommand("""
            SELECT count(*), count(name), sum(amount), min(day), max(day),
                   bool_and(name IS NULL OR name = 'a name that is long enough ' || id), bool_and(id = rowid) FROM t
            """).ExecuteReader();
        reader.Read().ShouldBeTrue();
        Rendered.Of(Enumerable.Range(0, 7).Select(reader.GetValue).ToList()).ShouldBe(
            "[10000 Int64, 6666 Int64, 499950 Decimal, 01/01/2024 DateOnly, 12/31/2024 DateOnly, True Boolean, True Boolean]");
    }

    [Theory]
    [MemberData(nameof(ReaderTests.Values), MemberType = typeof(ReaderTests))]
    public void What_was_read_is_appended_and_read_again_the_same(string sql, object expected)
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute($"CREATE TABLE t AS SELECT {sql} AS v LIMIT 0");
        using (var appender = connection.CreateAppender("t"))
        {
            for (var i = 0; i < 3000; i++) appender.AppendRow(i % 7 == 3 ? null : expected);
        }

        using var reader = connection.CreateCommand($"SELECT v, v IS NOT DISTINCT FROM ({sql}) FROM t ORDER BY rowid").ExecuteReader();
        for (var i = 0; i < 3000; i++)
        {
            reader.Read().ShouldBeTrue();
            reader.IsDBNull(0).ShouldBe(i % 7 == 3);
            if (i % 7 == 3) continue;
            Rendered.Of(reader.GetValue(0)).ShouldBe(Rendered.Of(expected));

            // Only the nanoseconds below .NET's 100 are lost on the way.
            if (!sql.StartsWith("TIMESTAMP_NS", StringComparison.Ordinal)) reader.GetBoolean(1).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("TINYINT", 128)]
    [InlineData("UTINYINT", -1)]
    [InlineData("DECIMAL(4,2)", 100)]
    [InlineData("DATE", 1)]
    [InlineData("ENUM('a')", "b")]
    [InlineData("INTEGER[2]", new[] { 1 })]
    public void A_value_that_does_not_fit_is_refused_and_nothing_is_written(string type, object value)
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute($"CREATE TABLE t (a INTEGER, v {type})");
        var appender = connection.CreateAppender("t");
        appender.AppendRow(1, null);
        appender.Append(2);
        (Should.Throw<Exception>(() => appender.Append(value)) is InvalidCastException or OverflowException).ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => appender.Append(3));
        appender.Dispose();
        connection.Scalar<long>("SELECT count(*) FROM t").ShouldBe(0);
    }

    [Fact]
    public void A_decimal_is_never_rounded_in_silence()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (v DECIMAL(10,2))");
        using (var appender = connection.CreateAppender("t")) appender.AppendRow(1.5000m);
        connection.Scalar<decimal>("SELECT v FROM t").ShouldBe(1.50m);
        using var second = connection.CreateAppender("t");
        Should.Throw<OverflowException>(() => second.Append(1.005m));
    }

    [Fact]
    public void A_row_too_short_or_too_long_is_refused()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (a INTEGER, b INTEGER)");
        using (var appender = connection.CreateAppender("t")) Should.Throw<InvalidOperationException>(() => appender.Append(1).EndRow());
        using (var appender = connection.CreateAppender("t")) Should.Throw<InvalidOperationException>(() => appender.AppendRow(1, 2, 3));
        connection.Scalar<long>("SELECT count(*) FROM t").ShouldBe(0);
    }

    [Fact]
    public void A_constraint_is_reported_without_the_data()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (a VARCHAR PRIMARY KEY)");
        var appender = connection.CreateAppender("t");
        appender.AppendRow("Jane Roe");
        appender.AppendRow("Jane Roe");
        var error = Should.Throw<DuckDbException>(appender.Close);
        error.ErrorType.ShouldBe(DuckDbErrorType.Constraint);
        error.Message.ShouldNotContain("Jane");
        connection.Scalar<long>("SELECT count(*) FROM t").ShouldBe(0);
    }

    [Fact]
    public void A_missing_table_is_an_error()
    {
        using var connection = DuckDbConnection.Connect();
        Should.Throw<DuckDbException>(() => connection.CreateAppender("nowhere")).Message.ShouldContain("nowhere");
    }

    [Fact]
    public void Rows_of_a_rolled_back_transaction_are_gone()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE SCHEMA s; CREATE TABLE s.t (a INTEGER)");
        using (connection.BeginTransaction())
        using (var appender = connection.CreateAppender("s", "t"))
        {
            for (var i = 0; i < 300_000; i++) appender.AppendRow(i);
            appender.Flush();
            connection.Scalar<long>("SELECT count(*) FROM s.t").ShouldBe(300_000);
        }

        connection.Scalar<long>("SELECT count(*) FROM s.t").ShouldBe(0);
    }

    [Fact]
    public void Long_and_nested_lists_grow_as_needed()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (v STRUCT(n VARCHAR[], m MAP(INTEGER, BIGINT[]))[])");
        var random = new Random(Seed: 1);
        var rows = Enumerable.Range(0, 400).Select(_ => Enumerable.Range(0, random.Next(30)).Select(object? (_) => random.Next(5) == 0 ? null :
            new Dictionary<string, object?>
            {
                ["n"] = Enumerable.Range(0, random.Next(20)).Select(object? (n) => random.Next(4) == 0 ? null : new string('x', random.Next(40)) + n).ToList(),
                ["m"] = random.Next(4) == 0 ? null : Enumerable.Range(0, random.Next(4)).ToDictionary(
                    object (k) => k, object? (k) => random.Next(4) == 0 ? null : Enumerable.Range(0, random.Next(9)).Select(object? (l) => (long)l).ToList()),
            }).ToList()).ToList();
        using (var appender = connection.CreateAppender("t"))
        {
            foreach (var row in rows) appender.AppendRow(row);
        }

        using var reader = connection.CreateCommand("SELECT v FROM t ORDER BY rowid").ExecuteReader();
        foreach (var row in rows)
        {
            reader.Read().ShouldBeTrue();
            Rendered.Of(reader.GetValue(0)).ShouldBe(Rendered.Of(row));
        }
    }

    [Fact]
    public void Bytes_are_appended_as_they_are_and_checked_where_they_are_text()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (v VARCHAR, b BLOB)");
        using (var appender = connection.CreateAppender("t"))
            appender.AppendUtf8("Grüße aus der Ferne"u8).AppendUtf8([0, 255]).EndRow();
        connection.Scalar<string>("SELECT v FROM t").ShouldBe("Grüße aus der Ferne");
        connection.Scalar<byte[]>("SELECT b FROM t").ShouldBe([0, 255]);
        using var second = connection.CreateAppender("t");
        Should.Throw<ArgumentException>(() => second.AppendUtf8([0xFF]));
    }

    [Fact]
    public void Numbers_convert_to_a_wider_column()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (a HUGEINT, b DOUBLE, c DECIMAL(38,5), d BIGNUM)");
        using (var appender = connection.CreateAppender("t")) appender.Append(7).Append(7).Append(7L).Append(7).EndRow();
        connection.Scalar<BigInteger>("SELECT (a + b + c)::HUGEINT FROM t").ShouldBe(21);
    }
}
