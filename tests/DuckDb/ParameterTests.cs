using System.Collections;
using System.Numerics;
using Carelake.DuckDb;

namespace Carelake.Tests.DuckDb;

public sealed class ParameterTests
{
    public static TheoryData<object, string> OwnTypes => new()
    {
        { true, "BOOLEAN" },
        { (sbyte)-1, "TINYINT" },
        { (short)-1, "SMALLINT" },
        { -1, "INTEGER" },
        { -1L, "BIGINT" },
        { (byte)1, "UTINYINT" },
        { (ushort)1, "USMALLINT" },
        { 1u, "UINTEGER" },
        { ulong.MaxValue, "UBIGINT" },
        { (BigInteger)Int128.MinValue + 1, "HUGEINT" },
        { BigInteger.Pow(-7, 101), "BIGNUM" },
        { 1.5f, "FLOAT" },
        { -1.5e-300, "DOUBLE" },
        { -12.345m, "DECIMAL(5,3)" },
        { decimal.MaxValue, "DECIMAL(29,0)" },
        { 0.0000000000000000000000000001m, "DECIMAL(28,28)" },
        { "O'Brien; DROP TABLE t; -- 世界", "VARCHAR" },
        { "", "VARCHAR" },
        { "nul\0inside", "VARCHAR" },
        { new byte[] { 0, 1, 255 }, "BLOB" },
        { Guid.Parse("ffffffff-0000-4000-8000-000000000001"), "UUID" },
        { new DateOnly(2024, 2, 29), "DATE" },
        { new TimeOnly(13, 14, 15, 678, 901), "TIME" },
        { new DuckDbTimeTz(new TimeOnly(1, 2, 3), -new TimeSpan(15, 59, 59)), "TIME WITH TIME ZONE" },
        { new DateTime(1969, 12, 31, 23, 59, 59, 999), "TIMESTAMP" },
        { new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.Zero), "TIMESTAMP WITH TIME ZONE" },
        { new DuckDbInterval(-1, 2, -3), "INTERVAL" },
        { new List<object?> { 1, null, 3 }, "INTEGER[]" },
        { new List<object?> { 1.5m, 22.25m }, "DECIMAL(4,2)[]" },
        { new Dictionary<string, object?> { ["a b"] = 1, ["c"] = new List<object?> { "x" } }, "STRUCT(\"a b\" INTEGER, \"c\" VARCHAR[])" },
        { new Dictionary<object, object?> { [1] = "x", [2] = null }, "MAP(INTEGER, VARCHAR)" },
    };

    [Theory]
    [MemberData(nameof(OwnTypes))]
    public void A_value_travels_with_its_own_type(object value, string type)
    {
        using var connection = DuckDbConnection.Connect();
        using var command = connection.CreateCommand("SELECT $v AS v");
        command.Parameters.AddWithValue("v", value);
        using var reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        reader.GetDataTypeName(0).ShouldBe(type);
        Rendered.Of(reader.GetValue(0)).ShouldBe(Rendered.Of(value));
    }

    public static TheoryData<object, DuckDbType, object> GivenTypes => new()
    {
        { 1, new DuckDbType(DuckDbTypeId.UHugeInt), BigInteger.One },
        { 1.5m, DuckDbType.Decimal(38, 10), 1.5m },
        { new DateTime(2024, 1, 1, 1, 1, 1), new DuckDbType(DuckDbTypeId.TimestampS), new DateTime(2024, 1, 1, 1, 1, 1) },
        { new DateTime(2024, 1, 1, 1, 1, 1, 5), new DuckDbType(DuckDbTypeId.TimestampMs), new DateTime(2024, 1, 1, 1, 1, 1, 5) },
        { new DateTime(2024, 1, 1).AddTicks(1), new DuckDbType(DuckDbTypeId.TimestampNs), new DateTime(2024, 1, 1).AddTicks(1) },
        { new TimeOnly(1), new DuckDbType(DuckDbTypeId.TimeNs), new TimeOnly(1) },
        { new BitArray([true, false, true]), new DuckDbType(DuckDbTypeId.Bit), "101" },
        { "b", DuckDbType.Enum("a", "b"), "b" },
        { new[] { 1, 2 }, DuckDbType.Array(new(DuckDbTypeId.Integer), 2), new List<object?> { 1, 2 } },
        { Array.Empty<int>(), DuckDbType.List(new(DuckDbTypeId.Integer)), new List<object?>() },
        { "x", DuckDbType.Union(new("n", new(DuckDbTypeId.Integer)), new("t", new(DuckDbTypeId.Varchar))), "x" },
    };

    [Theory]
    [MemberData(nameof(GivenTypes))]
    public void A_type_can_be_given(object value, DuckDbType type, object expected)
    {
        using var connection = DuckDbConnection.Connect();
        using var command = connection.CreateCommand("SELECT $v");
        command.Parameters.Add(new DuckDbParameter("$v", value, type));
        using var reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        reader.Columns[0].Type.ShouldBe(type);
        Rendered.Of(reader.GetValue(0)).ShouldBe(Rendered.Of(expected));
    }

    [Fact]
    public void Positional_and_numbered_parameters_take_values_in_order()
    {
        using var connection = DuckDbConnection.Connect();
        using var marks = connection.CreateCommand("SELECT ? - ?");
        marks.Parameters.AddValue(5);
        marks.Parameters.AddValue(3);
        marks.ExecuteScalar().ShouldBe(2);
        using var numbers = connection.CreateCommand("SELECT $2 - $1");
        numbers.Parameters.AddValue(5);
        numbers.Parameters.AddValue(3);
        numbers.ExecuteScalar().ShouldBe(-2);
    }

    [Fact]
    public void Null_goes_where_any_type_is_wanted()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (a INTEGER, b STRUCT(x DATE))");
        using var command = connection.CreateCommand("INSERT INTO t VALUES ($a, $b)");
        command.Parameters.AddWithValue("a", null);
        command.Parameters.AddWithValue("b", DBNull.Value);
        command.ExecuteNonQuery().ShouldBe(1);
        connection.Scalar<long>("SELECT count(*) FROM t WHERE a IS NULL AND b IS NULL").ShouldBe(1);
    }

    [Fact]
    public void An_empty_list_without_a_type_is_a_list_of_nothing()
    {
        using var connection = DuckDbConnection.Connect();
        using var command = connection.CreateCommand("SELECT len($v)");
        command.Parameters.AddWithValue("v", new List<object?>());
        command.ExecuteScalar().ShouldBe(0L);
    }

    [Fact]
    public void A_missing_value_is_named()
    {
        using var connection = DuckDbConnection.Connect();
        using var command = connection.CreateCommand("SELECT $patient");
        Should.Throw<InvalidOperationException>(command.ExecuteScalar).Message.ShouldContain("$patient");
    }

    [Fact]
    public void Statements_of_one_text_share_parameters()
    {
        using var connection = DuckDbConnection.Connect();
        using var command = connection.CreateCommand("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES ($a), ($b); DELETE FROM t WHERE a = $a");
        command.Parameters.AddWithValue("a", 1);
        command.Parameters.AddWithValue("@b", 2);
        command.ExecuteNonQuery().ShouldBe(3);
    }
}
