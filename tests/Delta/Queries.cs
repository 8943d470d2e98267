using Carelake.DuckDb;

namespace Carelake.Tests.Delta;

internal static class Queries
{
    /// <summary>How many columns a query gives.</summary>
    public static int ColumnsOf(this DuckDbConnection connection, string sql) =>
        (int)connection.Scalar<long>($"SELECT count(*) FROM (DESCRIBE {sql})");
}
