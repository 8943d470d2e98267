using System.Data.Common;
using System.Globalization;
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

    /// <summary>Reads the one row of a result of counts.</summary>
    public static long[] Counts(this DuckDbConnection connection, string sql, CancellationToken cancellationToken) => connection.Rows(
        sql,
        row => Enumerable.Range(0, row.FieldCount).Select(i => Convert.ToInt64(row.GetValue(i), CultureInfo.InvariantCulture)).ToArray(),
        cancellationToken)[0];
}
