using System.Data.Common;
using System.Numerics;
using Carelake.DuckDb;

namespace Carelake.Tests.DuckDb;

public sealed class ReaderTests
{
    private static readonly DateTime s_moment = new(2024, 2, 29, 13, 14, 15, 678);

    public static TheoryData<string, object> Values => new()
    {
        { "true", true },
        { "(-128)::TINYINT", (sbyte)-128 },
        { "(-32768)::SMALLINT", (short)-32768 },
        { "(-2147483648)::INTEGER", int.MinValue },
        { "(-9223372036854775808)::BIGINT", long.MinValue },
        { "255::UTINYINT", (byte)255 },
        { "65535::USMALLINT", (ushort)65535 },
        { "4294967295::UINTEGER", uint.MaxValue },
        { "18446744073709551615::UBIGINT", ulong.MaxValue },
        { "(-170141183460469231731687303715884105728)::HUGEINT", (BigInteger)Int128.MinValue },
        { "340282366920938463463374607431768211455::UHUGEINT", (BigInteger)UInt128.MaxValue },
        { "'-123456789012345678901234567890123456789012345678901234567890'::BIGNUM",
            BigInteger.Parse("-123456789012345678901234567890123456789012345678901234567890") },
        { "0::BIGNUM", BigInteger.Zero },
        { "1.5::FLOAT", 1.5f },
        { "1e300::DOUBLE", 1e300 },
        { "(-99.99)::DECIMAL(4,2)", -99.99m },
        { "1234567.89::DECIMAL(9,2)", 1234567.89m },
        { "(-123456789012.456789)::DECIMAL(18,6)", -123456789012.456789m },
        { "7922816251426433759354395.0335::DECIMAL(38,4)", 7922816251426433759354395.0335m },
        { "1.5::DECIMAL(38,30)", 1.5m },
        { "'Grüße, 世界'", "Grüße, 世界" },
        { "'exactly 12 b'", "exactly 12 b" },
        { "''", "" },
        { "'a' || chr(0) || 'b'", "a\0b" },
        { "DATE '0001-01-01'", DateOnly.MinValue },
        { "DATE '9999-12-31'", DateOnly.MaxValue },
        { "TIME '23:59:59.999999'", new TimeOnly(863_999_999_990) },
        { "TIMESTAMP '2024-02-29 13:14:15.678'", s_moment },
        { "TIMESTAMP_S '2024-02-29 13:14:15'", s_moment.AddMilliseconds(-678) },
        { "TIMESTAMP_MS '2024-02-29 13:14:15.678'", s_moment },
        { "TIMESTAMP_NS '2024-02-29 13:14:15.678000199'", s_moment.AddTicks(1) },
        { "TIMESTAMP_NS '1969-12-31 23:59:59.999999999'", new DateTime(1970, 1, 1).AddTicks(-1) },
        { "TIMESTAMPTZ '2024-02-29 13:14:15.678+02'", new DateTimeOffset(s_moment, TimeSpan.FromHours(2)).ToUniversalTime() },
        { "TIMETZ '13:14:15+05:30'", new DuckDbTimeTz(new TimeOnly(13, 14, 15), new TimeSpan(5, 30, 0)) },
        { "TIMETZ '13:14:15-15:59:59'", new DuckDbTimeTz(new TimeOnly(13, 14, 15), -new TimeSpan(15, 59, 59)) },
        { "INTERVAL '14 months 3 days 5 seconds'", new DuckDbInterval(14, 3, 5_000_000) },
        { "'8c4d6b3e-0000-4000-8000-00000000ffff'::UUID", Guid.Parse("8c4d6b3e-0000-4000-8000-00000000ffff") },
        { "'\\x00\\xFF'::BLOB", new byte[] { 0, 255 } },
        { "'0110100000001'::BIT", "0110100000001" },
        { "'b'::ENUM('a', 'b')", "b" },
        { "[1, NULL, 3]", new List<object?> { 1, null, 3 } },
        { "[]::INTEGER[]", new List<object?>() },
        { "[1, 2, 3]::INTEGER[3]", new List<object?> { 1, 2, 3 } },
        { "{'a': 1, 'b': {'c': 'x'}}", new Dictionary<string, object?> { ["a"] = 1, ["b"] = new Dictionary<string, object?> { ["c"] = "x" } } },
        { "MAP {'a': 1, 'b': NULL}", new Dictionary<object, object?> { ["a"] = 1, ["b"] = null } },
        { "[{'a': [1]}, {'a': NULL}]", new List<object?>
            { new Dictionary<string, object?> { ["a"] = new List<object?> { 1 } }, new Dictionary<string, object?> { ["a"] = null } } },
        { "'x'::UNION(n INTEGER, t VARCHAR)", "x" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_type_is_read(string sql, object expected)
    {
        using var connection = DuckDbConnection.Connect();
        using var reader = connection.CreateCommand($"SELECT {sql} AS v UNION ALL SELECT NULL").ExecuteReader();
        reader.Read().ShouldBeTrue();
        Rendered.Of(reader.GetValue(0)).ShouldBe(Rendered.Of(expected));
        reader.IsDBNull(0).ShouldBeFalse();
        if (reader.Columns[0].Type.Id != DuckDbTypeId.Union) reader.GetFieldType(0).ShouldBe(expected.GetType());
        reader.Read().ShouldBeTrue();
        reader.GetValue(0).ShouldBe(DBNull.Value);
        reader.IsDBNull(0).ShouldBeTrue();
        reader.Read().ShouldBeFalse();
    }

    [Theory]
    [InlineData("DATE 'infinity'")]
    [InlineData("DATE '20204-01-01'")]
    [InlineData("TIMESTAMP '-infinity'")]
    [InlineData("TIMESTAMP_NS 'infinity'")]
    [InlineData("TIME '24:00:00'")]
    [InlineData("99999999999999999999999999999999999999::DECIMAL(38,0)")]
    [InlineData("0.123456789012345678901234567890::DECIMAL(38,30)")]
    public void A_value_that_its_dotnet_type_cannot_hold_is_said_plainly(string sql)
    {
        using var connection = DuckDbConnection.Connect();
        Should.Throw<InvalidCastException>(() => connection.Scalar<object>($"SELECT {sql}"));
    }

    [Fact]
    public void What_does_not_fit_the_usual_type_is_read_raw()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Scalar<BigInteger>("SELECT 99999999999999999999999999999999999.999::DECIMAL(38,3)").ToString()
            .ShouldBe("99999999999999999999999999999999999999");
        connection.Scalar<TimeSpan>("SELECT TIME '24:00:00'").ShouldBe(TimeSpan.FromDays(1));
        connection.Scalar<long>("SELECT TIMESTAMP_NS '1970-01-01 00:00:00.000000001'").ShouldBe(1);
        connection.Scalar<int[]>("SELECT [1, 2]").ShouldBe([1, 2]);
        connection.Scalar<Dictionary<string, long>>("SELECT MAP {'a': 1}")["a"].ShouldBe(1);
        connection.Scalar<int?>("SELECT NULL").ShouldBeNull();
        Should.Throw<InvalidCastException>(() => connection.Scalar<int>("SELECT NULL"));
        Should.Throw<OverflowException>(() => connection.Scalar<int>("SELECT 3000000000"));
    }

    [Fact]
    public void Several_statements_give_several_results()
    {
        using var connection = DuckDbConnection.Connect();
        using var reader = connection.CreateCommand("SELECT 1 AS a; CREATE TABLE t AS SELECT 2 AS b; SELECT b, 'x' AS c FROM t; ").ExecuteReader();
        reader.HasRows.ShouldBeTrue();
        reader.Read().ShouldBeTrue();
        reader.NextResult().ShouldBeTrue();
        reader.FieldCount.ShouldBe(2);
        reader.Read().ShouldBeTrue();
        reader.GetInt32(reader.GetOrdinal("B")).ShouldBe(2);
        reader["c"].ShouldBe("x");
        reader.NextResult().ShouldBeFalse();
        reader.Read().ShouldBeFalse();
    }

    [Fact]
    public void Many_chunks_are_read_in_order()
    {
        using var connection = DuckDbConnection.Connect();
        using var reader = connection.CreateCommand("SELECT i, 'row number ' || i FROM range(100000) t(i) ORDER BY i").ExecuteReader();
        var expected = 0L;
        while (reader.Read())
        {
            reader.GetInt64(0).ShouldBe(expected);
            if (expected % 1000 == 0) reader.GetString(1).ShouldBe($"row number {expected}");
            expected++;
        }

        expected.ShouldBe(100_000);
    }

    [Fact]
    public void The_schema_says_name_type_and_digits()
    {
        using var connection = DuckDbConnection.Connect();
        using var reader = connection.CreateCommand("SELECT 1.50::DECIMAL(10,2) AS amount, [1] AS list").ExecuteReader();
        var column = reader.GetColumnSchema()[0];
        (column.ColumnName, column.DataType, column.DataTypeName, column.NumericPrecision, column.NumericScale)
            .ShouldBe(("amount", typeof(decimal), "DECIMAL(10,2)", 10, 2));
        var row = reader.GetSchemaTable().Rows[1];
        (row[SchemaTableColumn.ColumnName], row["DataTypeName"]).ShouldBe(("list", "INTEGER[]"));
    }

    [Fact]
    public void A_result_without_rows_has_columns()
    {
        using var connection = DuckDbConnection.Connect();
        using var reader = connection.CreateCommand("SELECT 1 AS a WHERE false").ExecuteReader();
        reader.HasRows.ShouldBeFalse();
        reader.FieldCount.ShouldBe(1);
        reader.Read().ShouldBeFalse();
    }
}
