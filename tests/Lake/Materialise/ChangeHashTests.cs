using Carelake.DuckDb;
using Carelake.Lake.Materialise;

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

    [Fact]
    public void The_number_of_a_row_is_the_same_in_every_version() =>
        Hash("select 'Ada' as a, null::varchar as b, '' as c", "a", "b", "c").ShouldBe(7676318768835487257);

    [Fact]
    public void A_table_that_does_not_say_how_its_hashes_are_made_keeps_those_of_md5()
    {
        using var connection = DuckDbConnection.Connect("Data Source=:memory:;threads=1");
        connection.Scalar<long>($"select {Carelake.Lake.Materialise.Sql.OldChangeHash([("a", "VARCHAR")])} from (select 'Ada' as a)").ShouldBe(3658826912009904893);
    }

    private static long Hash(string row, params string[] columns)
    {
        using var connection = DuckDbConnection.Connect("Data Source=:memory:;threads=1");
        ChangeHash.Define(connection);
        return connection.Scalar<long>($"select {ChangeHash.Of([.. columns.Select(name => (name, "VARCHAR"))])} from ({row})");
    }
}
