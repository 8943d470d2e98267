using System.Data.Common;
using Carelake.DuckDb;
using Dapper;

namespace Carelake.Tests.DuckDb;

public sealed class DapperTests
{
    private sealed record Charge(int Id, string Payer, decimal Amount, DateTime? ServiceDate);

    [Fact]
    public async Task Dapper_writes_and_reads()
    {
        await using var connection = new DuckDbConnection();
        await connection.OpenAsync();
        await connection.ExecuteAsync("CREATE TABLE charge (id INTEGER, payer VARCHAR, amount DECIMAL(18,2), service_date TIMESTAMP)");
        var rows = await connection.ExecuteAsync(
            "INSERT INTO charge VALUES ($Id, $Payer, $Amount, $ServiceDate)",
            new[] { new Charge(1, "Aetna", 10.50m, new DateTime(2024, 1, 2)), new Charge(2, "Cigna", 7m, null) });
        rows.ShouldBe(2);

        var charges = await connection.QueryAsync<Charge>(
            "SELECT id AS Id, payer AS Payer, amount AS Amount, service_date AS ServiceDate FROM charge WHERE amount > $least ORDER BY id",
            new { least = 1m });
        charges.ShouldBe([new(1, "Aetna", 10.50m, new DateTime(2024, 1, 2)), new(2, "Cigna", 7.00m, null)]);
        (await connection.ExecuteScalarAsync<decimal>("SELECT sum(amount) FROM charge")).ShouldBe(17.50m);
        ((decimal)connection.QuerySingle("SELECT amount FROM charge WHERE id = $id", new { id = 2 }).amount).ShouldBe(7m);
    }

    [Fact]
    public void A_query_per_row_of_an_open_query_works_on_one_connection()
    {
        using var connection = DuckDbConnection.Connect();
        var sum = 0L;
        foreach (var i in connection.Query<long>("SELECT i FROM range(5000) t(i)", buffered: false).Take(10))
            sum += connection.ExecuteScalar<long>("SELECT $i + 1", new { i });
        sum.ShouldBe(55);
    }

    [Fact]
    public void Code_that_knows_only_the_factory_works()
    {
        DbProviderFactory factory = DuckDbProviderFactory.Instance;
        using var connection = factory.CreateConnection().ShouldNotBeNull();
        connection.ConnectionString = "Data Source=:memory:";
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT $a + 1";
        var parameter = command.CreateParameter();
        parameter.ParameterName = "$a";
        parameter.Value = 41;
        command.Parameters.Add(parameter);
        command.ExecuteScalar().ShouldBe(42);
        transaction.Commit();
    }
}
