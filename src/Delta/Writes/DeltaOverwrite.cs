namespace Carelake.Delta.Writes;

/// <summary>Which rows the written ones replace.</summary>
/// <param name="Predicate">A condition over the table's columns, in DuckDB's SQL; <see langword="null"/> is every row.</param>
public sealed record DeltaOverwrite(string? Predicate)
{
    /// <summary>Every row of the table.</summary>
    public static DeltaOverwrite Everything { get; } = new((string?)null);

    /// <summary>The rows that a condition holds for. The new rows must fulfil it too (Spark's <c>replaceWhere</c>).</summary>
    public static DeltaOverwrite Where(string predicate) => new(predicate);
}
