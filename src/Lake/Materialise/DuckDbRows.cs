using System.Data.Common;
using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>Small results as values.</summary>
internal static class DuckDbRows
{
    /// <summary>Reads every row of a small result.</summary>
    public static List<T> Rows<T>(
        this DuckDbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }
}
