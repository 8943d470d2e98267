using System.Data;
using Carelake.DuckDb;

namespace Carelake.Tests.DuckDb;

public sealed class ConnectionTests
{
    [Fact]
    public void An_in_memory_database_runs_a_query()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Scalar<int>("SELECT 42").ShouldBe(42);
        connection.ServerVersion.ShouldStartWith("v1.");
    }

    [Fact]
    public void Execute_gives_the_rows_changed_by_all_statements()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (a INTEGER); INSERT INTO t SELECT * FROM range(10); DELETE FROM t WHERE a < 3").ShouldBe(13);
        connection.Scalar<long>("SELECT sum(a) FROM t").ShouldBe(42);
    }

    [Fact]
    public void A_duplicate_sees_the_same_database_and_outlives_the_original()
    {
        var original = DuckDbConnection.Connect();
        original.Execute("CREATE TABLE t AS SELECT 1 AS a");
        using var duplicate = original.Duplicate();
        original.Dispose();
        duplicate.Scalar<int>("SELECT a FROM t").ShouldBe(1);
    }

    [Fact]
    public void Two_in_memory_connections_are_two_databases()
    {
        using var one = DuckDbConnection.Connect();
        using var other = DuckDbConnection.Connect();
        one.Execute("CREATE TABLE t (a INTEGER)");
        Should.Throw<DuckDbException>(() => other.Execute("SELECT * FROM t")).ErrorType.ShouldBe(DuckDbErrorType.Catalog);
    }

    [Fact]
    public void A_file_keeps_its_content_and_may_be_opened_twice_in_one_process()
    {
        using var folder = new TemporaryFolder();
        var source = $"Data Source={folder.File("a.duckdb")}";
        using (var first = DuckDbConnection.Connect(source)) first.Execute("CREATE TABLE t AS SELECT 7 AS a");
        using var second = DuckDbConnection.Connect(source);
        using var third = DuckDbConnection.Connect(source);
        third.Execute("UPDATE t SET a = 8");
        second.Scalar<int>("SELECT a FROM t").ShouldBe(8);
    }

    [Fact]
    public void Settings_of_the_connection_string_reach_the_engine()
    {
        using var connection = DuckDbConnection.Connect("Data Source=:memory:;threads=1;memory_limit=100MB");
        connection.Scalar<long>("SELECT current_setting('threads')").ShouldBe(1);
        connection.Scalar<bool>("SELECT current_setting('autoinstall_known_extensions')").ShouldBeFalse();
    }

    [Theory]
    [InlineData("nonsense=1")]
    [InlineData("threads=none")]
    [InlineData("Data Source=/nowhere/at/all.duckdb")]
    public void A_wrong_connection_string_is_an_error(string connectionString) =>
        Should.Throw<DuckDbException>(() => DuckDbConnection.Connect(connectionString));

    [Fact]
    public void A_transaction_that_is_not_committed_is_rolled_back()
    {
        using var connection = DuckDbConnection.Connect();
        connection.Execute("CREATE TABLE t (a INTEGER)");
        using (connection.BeginTransaction()) connection.Execute("INSERT INTO t VALUES (1)");
        connection.Scalar<long>("SELECT count(*) FROM t").ShouldBe(0);
        using (var transaction = connection.BeginTransaction())
        {
            connection.Execute("INSERT INTO t VALUES (1)");
            transaction.Commit();
        }

        connection.Scalar<long>("SELECT count(*) FROM t").ShouldBe(1);
    }

    [Fact]
    public void A_closed_connection_says_so()
    {
        using var connection = new DuckDbConnection();
        connection.State.ShouldBe(ConnectionState.Closed);
        Should.Throw<InvalidOperationException>(() => connection.Execute("SELECT 1"));
    }
}
