namespace Carelake.Delta.Schema;

/// <summary>List of any length.</summary>
/// <param name="Element">Type of an element.</param>
/// <param name="ContainsNull">An element may be null.</param>
public sealed record ArrayType(DeltaType Element, bool ContainsNull = true) : DeltaType
{
    /// <inheritdoc/>
    public override string SparkName => $"array<{Element.SparkName}>";

    /// <inheritdoc/>
    public override IEnumerable<DeltaType> Parts => [Element];
}
