using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Scans;

/// <summary>Rows of a table whose values in some columns stand in a relation of the connection that runs the scan. NULL finds NULL.</summary>
/// <param name="Relation">A table of the connection, as SQL names it, much smaller than the table. A view is slow: its rows are computed file by file.</param>
/// <param name="Columns">Of the same names in both; at least one.</param>
public sealed record RowMatch(string Relation, IReadOnlyList<string> Columns)
{
    /// <summary>Lets pass what may match, before the match is made; <see langword="null"/> for none.</summary>
    public KeyFilter? Filter { get; init; }

    /// <summary>A match with a filter, where one saves work.</summary>
    /// <param name="connection">The connection that will run the scan.</param>
    /// <param name="table">The table that it reads.</param>
    /// <param name="relation">As for the match; read several times.</param>
    /// <param name="columns">As for the match.</param>
    public static RowMatch Filtered(DuckDbConnection connection, DeltaSnapshot table, string relation, IReadOnlyList<string> columns) =>
        new(relation, columns) { Filter = KeyFilter.Of(connection, table, relation, columns) };
}
