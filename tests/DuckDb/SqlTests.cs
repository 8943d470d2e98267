using System.Numerics;
using Carelake.DuckDb;

namespace Carelake.Tests.DuckDb;

public sealed class SqlTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("with \"quotes\" and 'more'")]
    [InlineData("select")]
    [InlineData("semi;colon -- comment")]
    [InlineData("Grüße 世界")]
    public void An_identifier_names_exactly_what_it_says(string name)
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute($"CREATE TABLE {DuckDbSql.Identifier(name)} (a INTEGER)");
        connection.Scalar<string>("SELECT table_name FROM duckdb_tables()").ShouldBe(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_cannot_be_a_name_is_refused(string name) => Should.Throw<ArgumentException>(() => DuckDbSql.Identifier(name));

    [Theory]
    [MemberData(nameof(ParameterTests.OwnTypes), MemberType = typeof(ParameterTests))]
    public void A_literal_is_the_same_value_as_the_parameter(object value, string type)
    {
        if (value is DuckDbTimeTz) return;
        using var connection = DuckDbConnection.Connect();
        using var reader = connection.CreateCommand($"SELECT {DuckDbSql.Literal(value)}").ExecuteReader();
        reader.Read().ShouldBeTrue();
        if (reader.GetDataTypeName(0) == type) Rendered.Of(reader.GetValue(0)).ShouldBe(Rendered.Of(value));
        else
        {
            // Integers without a cast take the smallest type that SQL gives them.
            (value is sbyte or short or long or byte or ushort or uint or ulong).ShouldBeTrue($"{type}, but {reader.GetDataTypeName(0)}");
            reader.GetFieldValue<BigInteger>(0).ToString().ShouldBe(value.ToString());
        }
    }

    [Fact]
    public void Null_is_null() => DuckDbSql.Literal(null).ShouldBe("NULL");
}
