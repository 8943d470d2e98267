using Carelake.Delta;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Tests.Delta;

/// <summary>What our writer makes, a reader that shares no line with ours reads alike: after each kind of write.</summary>
public sealed class WrittenTablesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("carelake-");
    private readonly DuckDbConnection connection = DuckDbConnection.Connect();

    private DeltaTable Table => DeltaTable.ForPath(Path.Combine(folder.FullName, "table"));

    [Fact]
    public void Each_step_in_the_life_of_a_table_is_read_alike()
    {
        var table = Table;
        table.Append(connection, SecondReader.Rows(0, 5000));
        SecondReader.ShouldAgree(table, connection);

        table.Append(connection, SecondReader.Rows(5000, 3000));
        table.Delete(connection, "id % 10 = 3");
        SecondReader.ShouldAgree(table, connection);

        table.Update(connection, new Dictionary<string, string> { ["amount"] = "amount + 1", ["name"] = "NULL" }, "id % 4 = 0");
        SecondReader.ShouldAgree(table, connection);

        table.Merge(connection, new DeltaMerge { SourceSql = SecondReader.Rows(7000, 4000), Keys = ["id"] });
        SecondReader.ShouldAgree(table, connection);

        table.Compact(connection);
        SecondReader.ShouldAgree(table, connection);

        table.Checkpoint(connection, TimeProvider.System);
        table.Append(connection, SecondReader.Rows(20000, 10));
        SecondReader.ShouldAgree(table, connection);
    }

    [Fact]
    public void The_engine_plans_with_the_rows_that_a_table_has()
    {
        Table.Append(connection, SecondReader.Rows(0, 5000));
        Table.Append(connection, SecondReader.Rows(5000, 3000));

        using var command = connection.CreateCommand($"EXPLAIN {Table.Snapshot(connection).ScanSql()}");
        using var reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        reader.GetString(1).ShouldContain("~8,000 rows");
    }

    [Fact]
    public void A_partitioned_table_is_read_alike()
    {
        var table = Table;
        table.Write(connection, new DeltaChange
        {
            RowsSql = SecondReader.Rows(0, 2000), CreateAs = new DeltaTableDefinition { PartitionColumns = ["region"] },
        });
        table.Delete(connection, "id < 100");
        table.Overwrite(connection, $"SELECT * FROM ({SecondReader.Rows(5000, 500)}) WHERE region = 'a b/c'", "region = 'a b/c'");
        SecondReader.ShouldAgree(table, connection);
    }

    public void Dispose()
    {
        connection.Dispose();
        folder.Delete(recursive: true);
    }
}
