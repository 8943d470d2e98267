namespace Carelake.Delta.Scans;

/// <summary>Rows of a table whose values in some columns stand in a relation of the connection that runs the scan. NULL finds NULL.</summary>
/// <param name="Relation">A table of the connection, as SQL names it, much smaller than the table. A view is slow: its rows are computed file by file.</param>
/// <param name="Columns">Of the same names in both; at least one.</param>
public sealed record RowMatch(string Relation, IReadOnlyList<string> Columns);
