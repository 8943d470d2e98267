using System.Globalization;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Scans;

/// <summary>
/// Which values a column may have, as bits of their hashes (a Bloom filter of one hash) in a variable of the connection. The engine tests it
/// while it reads the column, and makes values of the other columns only for rows that may be wanted. It lets some rows too many pass, and
/// never one too few, NULL included.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Variable">Name of the variable; it lives as long as the connection.</param>
/// <param name="BitCount">Bits in it.</param>
public sealed record KeyFilter(string Column, string Variable, long BitCount)
{
    private const int BitsPerRow = 32;
    private const long FewestBits = 1 << 10;
    private const long MostBits = 1 << 27;

    // Where more rows are wanted, picking them out of each column costs as much as taking all.
    private const int LeastRowsPerKey = 20;

    /// <summary>A filter of the column that tells most of a relation's rows apart.</summary>
    /// <param name="connection">Gets the variable, and has the relation.</param>
    /// <param name="table">The table that will be read.</param>
    /// <param name="relation">As for <see cref="RowMatch"/>.</param>
    /// <param name="columns">As for <see cref="RowMatch"/>.</param>
    /// <returns><see langword="null"/> where it would save nothing.</returns>
    internal static KeyFilter? Of(DuckDbConnection connection, DeltaSnapshot table, string relation, IReadOnlyList<string> columns)
    {
        var candidates = columns.Select(table.Schema.Find).OfType<StructField>().Where(column => IsHashed(column.Type)).ToList();
        if (candidates.Count == 0) return null;
        var rows = connection.Scalar<long>($"SELECT count(*) FROM {relation}");
        if (rows == 0 || table.RowCount < rows * LeastRowsPerKey) return null;
        var column = candidates.MaxBy(one => connection.Scalar<long>($"SELECT count(DISTINCT {DuckDbSql.Identifier(one.Name)}) FROM {relation}"))!; // There is one.
        var filter = new KeyFilter(column.Name, $"_key_filter_{Guid.NewGuid():N}", Math.Clamp(rows * BitsPerRow, FewestBits, MostBits));
        connection.Execute(string.Create(CultureInfo.InvariantCulture,
            $"""
            SET VARIABLE {filter.Variable} = (
                SELECT bitstring_agg({filter.Bit($"CAST({DuckDbSql.Identifier(column.Name)} AS {DuckDbTypes.Of(column.Type)})")}::BIGINT, 0, {filter.BitCount - 1})
                FROM {relation})
            """));
        return filter;
    }

    /// <summary>The condition on a value.</summary>
    internal string Passes(string value) => $"get_bit(getvariable('{Variable}'), {Bit(value)}::INTEGER) = 1";

    private string Bit(string value) => string.Create(CultureInfo.InvariantCulture, $"(hash({value}) % {BitCount})");

    // Of numbers with a point, equal values may have more than one form.
    private static bool IsHashed(DeltaType type) =>
        type == PrimitiveType.String || type == PrimitiveType.Long || type == PrimitiveType.Integer || type == PrimitiveType.Date;
}
