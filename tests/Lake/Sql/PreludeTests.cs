using Carelake.DuckDb;
using Carelake.Lake.Sql;

namespace Carelake.Tests.Lake.Sql;

/// <summary>The prelude answers as Spark 3.5 documents its functions; most cases are the examples of that documentation.</summary>
public sealed class PreludeTests : IDisposable
{
    private static readonly DuckDbConnection Engine = WithPrelude();
    private readonly DuckDbConnection _connection = Engine.Duplicate();

    [Theory]
    // Text.
    [InlineData("regexp_replace('100-200', '([0-9]+)', 'num')", "num-num")]
    [InlineData("regexp_replace('John Smith', '([a-zA-Z]+) ([a-zA-Z]+)', '$2 $1')", "Smith John")]
    [InlineData("regexp_extract('100-200', '([0-9]+)-([0-9]+)')", "100")]
    [InlineData("regexp_extract('100-200', '([0-9]+)-([0-9]+)', 2)", "200")]
    [InlineData("regexp_extract('abc', '([0-9]+)')", "")]
    [InlineData("rlike('%SystemDrive%/Users/John', '%SystemDrive%/Users.*')", "true")]
    [InlineData("regexp_like('Spark', '^park')", "false")]
    [InlineData("split('oneAtwoBthreeC', '[ABC]')[3]", "three")]
    [InlineData("startswith('Spark SQL', 'Spark')", "true")]
    [InlineData("endswith('Spark SQL', 'Spark')", "false")]
    [InlineData("locate('bar', 'foobarbar')", "4")]
    [InlineData("locate('bar', 'foobarbar', 5)", "7")]
    [InlineData("locate('no', 'foobarbar', 5)", "0")]
    [InlineData("substring('Spark SQL', 5)", "k SQL")]
    [InlineData("substring('Spark SQL', -3)", "SQL")]
    [InlineData("substring('Spark SQL', 5, 1)", "k")]
    [InlineData("substring('Spark SQL', 0, 2)", "Sp")]
    [InlineData("initcap('sPark sql')", "Spark Sql")]
    [InlineData("sha2('Spark', 256)", "529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b")]
    [InlineData("get_json_object('{\"a\":\"b\"}', '$.a')", "b")]
    [InlineData("get_json_object('{\"a\":{\"b\":[1,\"x\"]}}', '$.a.b[1]')", "x")]
    [InlineData("get_json_object('{\"a\":{\"b\":1}}', '$.a')", "{\"b\":1}")]
    [InlineData("get_json_object('{\"a\":', '$.a')", null)]
    // Absence and numbers.
    [InlineData("nvl(null, 'b')", "b")]
    [InlineData("nvl2(null, 2, 1)", "1")]
    [InlineData("try_divide(3, 2)", "1.5")]
    [InlineData("try_divide(1, 0)", null)]
    [InlineData("log(10, 100)", "2.0")]
    [InlineData("round(log(10), 4)", "2.3026")]
    // Dates.
    [InlineData("date_format(date '2016-04-08', 'y')", "2016")]
    [InlineData("date_format(timestamp '2016-04-08 13:05:09.123', 'yyyy-MM-dd''T''HH:mm:ss.SSS')", "2016-04-08T13:05:09.123")]
    [InlineData("date_format(date '2024-03-05', 'd MMMM yy, EEEE EEE MMM h a')", "5 March 24, Tuesday Tue Mar 12 AM")]
    [InlineData("date_format(date '2024-03-05', '%d')", "%5")]
    [InlineData("to_date('2009-07-30 04:17:52')", "2009-07-30")]
    [InlineData("to_date('2016-12-31', 'yyyy-MM-dd')", "2016-12-31")]
    [InlineData("to_date(null, 'yyyy-MM-dd')", null)]
    [InlineData("to_timestamp('2016-12-31 00:12:00')", "2016-12-31 00:12:00")]
    [InlineData("to_timestamp('1995-09-22T07:49:30-04:00')", "1995-09-22 11:49:30")]
    [InlineData("try_to_timestamp('1995-09-22T07:49:30-04:00')", "1995-09-22 11:49:30")]
    [InlineData("try_to_timestamp('soon')", null)]
    [InlineData("to_timestamp('2016-12-31', 'yyyy-MM-dd')", "2016-12-31 00:00:00")]
    [InlineData("try_to_timestamp('foo', 'yyyy-MM-dd')", null)]
    [InlineData("try_to_timestamp('1/2/2024', 'dd/MM/yyyy')", null)]
    [InlineData("try_to_timestamp('1/2/2024', 'd/M/yyyy')", "2024-02-01 00:00:00")]
    [InlineData("try_to_timestamp('20240229T101112', 'yyyyMMdd''T''HHmmss')", "2024-02-29 10:11:12")]
    [InlineData("datediff('2009-07-31', '2009-07-30')", "1")]
    [InlineData("datediff('2009-07-30', '2009-07-31')", "-1")]
    [InlineData("datediff(timestamp '2009-07-31 00:00:01', timestamp '2009-07-30 23:59:59')", "1")]
    [InlineData("date_diff('2009-07-31', '2009-07-30')", "1")]
    [InlineData("date_add('2016-07-30', 1)", "2016-07-31")]
    [InlineData("date_sub('2016-07-30', 1)", "2016-07-29")]
    [InlineData("add_months('2016-08-31', 1)", "2016-09-30")]
    [InlineData("months_between('1997-02-28 10:30:00', '1996-10-30')", "3.94959677")]
    [InlineData("months_between('2024-03-31', '2024-02-29')", "1.0")]
    [InlineData("months_between('2024-03-15', '2024-01-15')", "2.0")]
    [InlineData("dayofweek('2009-07-30')", "5")]
    [InlineData("weekday('2009-07-30')", "3")]
    [InlineData("weekofyear(date '2008-02-20')", "8")]
    [InlineData("dayofyear(date '2016-04-09')", "100")]
    [InlineData("unix_timestamp('2016-04-08', 'yyyy-MM-dd')", "1460073600")]
    [InlineData("timestamp_seconds(1230219000)", "2008-12-25 15:30:00")]
    public void A_function_answers_as_on_Spark(string expression, string? answer) =>
        Ask($"select cast({expression} as varchar)").ShouldBe(answer);

    [Theory]
    [InlineData("max_by", null)]
    [InlineData("min_by", "first")]
    public void The_value_of_the_extreme_row_may_be_NULL(string function, string? answer) =>
        Ask($"select {function}(x, y) from (values ('first', 1), (cast(null as varchar), 3), ('middle', 2)) as t (x, y)").ShouldBe(answer);

    [Theory]
    [InlineData("to_date('foo', 'yyyy-MM-dd')")]
    [InlineData("to_date('foo')")]
    [InlineData("sha2('Spark', 512)")]
    public void What_Spark_refuses_is_refused(string expression) =>
        Should.Throw<DuckDbException>(() => Ask($"select cast({expression} as varchar)"));

    [Fact]
    public void Other_connections_to_the_database_have_the_macros_and_the_time_zone()
    {
        using var connection = DuckDbConnection.Connect();
        Prelude.Apply(connection);
        using var other = connection.Duplicate();

        other.Scalar<long>("select datediff('2024-01-02', '2024-01-01')").ShouldBe(1);
        other.Scalar<string>("select current_setting('TimeZone')").ShouldBe("UTC");
    }

    public void Dispose() => _connection.Dispose();

    private string? Ask(string sql) => _connection.Scalar<string?>(sql);

    private static DuckDbConnection WithPrelude()
    {
        var connection = DuckDbConnection.Connect();
        Prelude.Apply(connection);
        return connection;
    }
}
