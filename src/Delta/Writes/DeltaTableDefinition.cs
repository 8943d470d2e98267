using Carelake.Delta.Schema;

namespace Carelake.Delta.Writes;

/// <summary>What a new table is to be.</summary>
public sealed record DeltaTableDefinition
{
    /// <summary>Columns in order; <see langword="null"/> takes them from the first rows written.</summary>
    public StructType? Schema { get; init; }

    /// <summary>Columns that rows are put into folders by, in order; empty for none.</summary>
    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>Table properties, such as <c>delta.appendOnly</c>. Deletion vectors are on unless said otherwise.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>What the table holds, for people.</summary>
    public string? Description { get; init; }
}
