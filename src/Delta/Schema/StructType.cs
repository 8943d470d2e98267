using System.Collections.Immutable;

namespace Carelake.Delta.Schema;

/// <summary>Named parts in order: the schema of a table, or a column that has columns of its own.</summary>
/// <param name="Fields">In the order of the table. Names differ by more than case.</param>
public sealed record StructType(ImmutableArray<StructField> Fields) : DeltaType
{
    /// <inheritdoc/>
    public override string SparkName =>
        $"struct<{string.Join(',', Fields.Select(part => $"{part.Name}:{part.Type.SparkName}"))}>";

    /// <inheritdoc/>
    public override IEnumerable<DeltaType> Parts => Fields.Select(part => part.Type);

    /// <summary>The field of a name, whatever its case; <see langword="null"/> when there is none.</summary>
    public StructField? Find(string name) =>
        Fields.FirstOrDefault(part => part.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Fields with everything they hold are the same, in the same order.</summary>
    public bool Equals(StructType? other) => other is not null && Fields.SequenceEqual(other.Fields);

    /// <inheritdoc/>
    public override int GetHashCode() => SparkName.GetHashCode(StringComparison.Ordinal);
}
