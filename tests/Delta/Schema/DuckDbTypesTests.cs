using Carelake.Core;
using Carelake.Delta.Schema;

namespace Carelake.Tests.Delta.Schema;

public class DuckDbTypesTests
{
    [Theory]
    [InlineData("DECIMAL(18,2)", "decimal(18,2)", "DECIMAL(18,2)")]
    [InlineData("HUGEINT", "decimal(38,0)", "DECIMAL(38,0)")]
    [InlineData("UBIGINT", "decimal(20,0)", "DECIMAL(20,0)")]
    [InlineData("UINTEGER", "bigint", "BIGINT")]
    [InlineData("TIMESTAMP WITH TIME ZONE", "timestamp", "TIMESTAMP WITH TIME ZONE")]
    [InlineData("TIMESTAMP_NS", "timestamp_ntz", "TIMESTAMP")]
    [InlineData("ENUM('a)', 'it''s')[]", "array<string>", "VARCHAR[]")]
    [InlineData("INTEGER[3][]", "array<array<int>>", "INTEGER[][]")]
    [InlineData(
        "STRUCT(a INTEGER, \"b \"\"c\" MAP(VARCHAR, DECIMAL(4,1)[]))", "struct<a:int,b \"c:map<string,array<decimal(4,1)>>>",
        "STRUCT(\"a\" INTEGER, \"b \"\"c\" MAP(VARCHAR, DECIMAL(4,1)[]))")]
    public void DuckDb_types_have_a_delta_type_that_holds_them(string duckDb, string spark, string back)
    {
        var type = DuckDbTypes.ToDelta(duckDb);
        type.SparkName.ShouldBe(spark);
        DuckDbTypes.Of(type).ShouldBe(back);
    }

    [Theory]
    [InlineData("TIME")]
    [InlineData("INTERVAL")]
    [InlineData("STRUCT(a BIT)")]
    [InlineData("STRUCT(a INTEGER")]
    [InlineData("MAP(INTEGER)")]
    public void Types_without_a_home_are_refused(string duckDb) =>
        Should.Throw<CarelakeException>(() => DuckDbTypes.ToDelta(duckDb)).Code.ShouldBe("DELTA-0207");
}
