namespace Carelake.Delta.Schema;

/// <summary>Which types may take the place of which. See "Type Widening" in the Delta protocol.</summary>
public static class TypeWidening
{
    /// <summary>Every value of the one type is, unchanged, a value of the other, and readers of the protocol know how.</summary>
    public static bool IsAllowed(DeltaType from, DeltaType to) => (from, to) switch
    {
        (PrimitiveType a, PrimitiveType b) => WholeDigits(a) is { } narrow && WholeDigits(b) is { } wide && wide > narrow
            || (a == PrimitiveType.Float && b == PrimitiveType.Double)
            || (b == PrimitiveType.Double && WholeDigits(a) <= WholeDigits(PrimitiveType.Integer))
            || (a == PrimitiveType.Date && b == PrimitiveType.TimestampNtz),
        (PrimitiveType a, DecimalType b) => b.Precision - b.Scale >= WholeDigits(a) && b.Precision - b.Scale >= 10,
        (DecimalType a, DecimalType b) =>
            b != a && b.Scale >= a.Scale && b.Precision - b.Scale >= a.Precision - a.Scale,
        _ => false,
    };

    // Digits that hold every value of a whole-number type. The protocol asks for at least 10 (20 for long) before the point.
    private static int? WholeDigits(PrimitiveType type) => type.Name switch
    {
        "byte" => 3,
        "short" => 5,
        "integer" => 10,
        "long" => 20,
        _ => null,
    };
}
