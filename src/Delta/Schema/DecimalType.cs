namespace Carelake.Delta.Schema;

/// <summary>Exact number.</summary>
/// <param name="Precision">Decimal digits in all, 1 to 38.</param>
/// <param name="Scale">Digits behind the point, 0 to <paramref name="Precision"/>.</param>
public sealed record DecimalType(int Precision, int Scale) : DeltaType
{
    /// <inheritdoc/>
    public override string SparkName => $"decimal({Precision},{Scale})";

    /// <inheritdoc/>
    public override IEnumerable<DeltaType> Parts => [];
}
