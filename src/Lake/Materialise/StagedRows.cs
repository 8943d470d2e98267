namespace Carelake.Lake.Materialise;

/// <summary>Rows of a table, computed and not yet written.</summary>
/// <param name="RowsSql">A SELECT of them.</param>
/// <param name="ContentHash">Equal for equal rows, in any order.</param>
/// <param name="Count">How many.</param>
public sealed record StagedRows(string RowsSql, string ContentHash, long Count);
