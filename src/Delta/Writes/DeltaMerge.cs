namespace Carelake.Delta.Writes;

/// <summary>
/// Source rows against the table's, by key. Keys are equal when all their columns are, and null equals null. Conditions and expressions
/// are DuckDB's SQL over <c>source</c> and, where a row matched, <c>target</c>.
/// </summary>
public sealed record DeltaMerge
{
    /// <summary>A SELECT of the source rows; at most one for each key.</summary>
    public required string SourceSql { get; init; }

    /// <summary>Columns that source and table share; at least one.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Matched rows for which this holds are removed; <see langword="null"/> removes none.</summary>
    public string? DeleteWhen { get; init; }

    /// <summary>Matched rows, not removed, for which this holds are changed; <c>true</c> for all, <see langword="null"/> for none.</summary>
    public string? UpdateWhen { get; init; } = "true";

    /// <summary>
    /// Column to its new value in a changed row; columns not named stay. <see langword="null"/> takes every column that the source has.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Assignments { get; init; }

    /// <summary>Source rows without match for which this holds are added; <c>true</c> for all, <see langword="null"/> for none.</summary>
    public string? InsertWhen { get; init; } = "true";
}
