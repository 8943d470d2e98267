using Carelake.DuckDb;

namespace Carelake.Tests.Delta;

internal static class Queries
{
    /// <summary>An engine in memory, its time zone UTC.</summary>
    public static DuckDbConnection Connect()
    {
        var connection = DuckDbConnection.Connect("Data Source=:memory:;threads=2");
        connection.Execute("SET TimeZone = 'UTC'");
        return connection;
    }

    /// <summary>How many columns a query gives.</summary>
    public static int ColumnsOf(this DuckDbConnection connection, string sql) =>
        (int)connection.Scalar<long>($"SELECT count(*) FROM (DESCRIBE {sql})");
}
