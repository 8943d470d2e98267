namespace Carelake.DuckDb;

/// <summary>How far a query is.</summary>
/// <param name="Percentage">0 to 100; <see langword="null"/> when not known.</param>
/// <param name="RowsProcessed">Rows read so far, an estimate.</param>
/// <param name="TotalRows">Rows to read, an estimate.</param>
public readonly record struct DuckDbProgress(double? Percentage, long RowsProcessed, long TotalRows);
