using Carelake.DuckDb;

namespace Carelake.Tests.Lake.Materialise;

public sealed class ChangeHashTests
{
    [Theory]
    [InlineData("NULL", "''", "''", "NULL")]
    [InlineData("'ab'", "'c'", "'a'", "'bc'")]
    [InlineData("'1:a'", "NULL", "NULL", "'1:a'")]
    [InlineData("'a'", "':'", "'a'", "''")]
    [InlineData("'a:'", "NULL", "'a'", "':'")]
    [InlineData("'a'", "NULL", "'a'", "''")]
    public void Different_rows_have_different_hashes(string a, string b, string otherA, string otherB) =>
        Hash($"select {a}::varchar as a, {b}::varchar as b", "a", "b").ShouldNotBe(Hash($"select {otherA}::varchar as a, {otherB}::varchar as b", "a", "b"));

    [Fact]
    public void A_new_last_column_without_values_leaves_the_hash_as_it_was() =>
        Hash("select 'x:' as a, null::varchar as b", "a", "b").ShouldBe(Hash("select 'x:' as a", "a"));

    private static long Hash(string row, params string[] columns)
    {
        using var connection = DuckDbConnection.Connect("Data Source=:memory:;threads=1");
        return connection.Scalar<long>($"select {Carelake.Lake.Materialise.Sql.ChangeHash([.. columns.Select(name => (name, "VARCHAR"))])} from ({row})");
    }
}
