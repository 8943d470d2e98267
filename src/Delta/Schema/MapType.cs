namespace Carelake.Delta.Schema;

/// <summary>Key to value, each key once.</summary>
/// <param name="Key">Type of a key, which is never null.</param>
/// <param name="Value">Type of a value.</param>
/// <param name="ValueContainsNull">A value may be null.</param>
public sealed record MapType(DeltaType Key, DeltaType Value, bool ValueContainsNull = true) : DeltaType
{
    /// <inheritdoc/>
    public override string SparkName => $"map<{Key.SparkName},{Value.SparkName}>";

    /// <inheritdoc/>
    public override IEnumerable<DeltaType> Parts => [Key, Value];
}
