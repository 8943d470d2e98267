namespace Carelake.Fhir.FhirPath.Values;

/// <summary>Order of two values (N1, section 6.2).</summary>
/// <param name="Order">Negative, zero, positive; null when precision, zone or unit leave it open.</param>
/// <param name="IsRefused">The two types have no order.</param>
internal readonly record struct Comparison(int? Order, bool IsRefused = false)
{
    /// <summary>Compares numbers, strings (by Unicode code point), quantities, dates and times.</summary>
    public static Comparison Of(SystemValue left, SystemValue right) => (left, right) switch
    {
        (StringValue a, StringValue b) => new(string.CompareOrdinal(a.Value, b.Value)),
        (NumberValue a, NumberValue b) => new(a.Value.CompareTo(b.Value)),
        (QuantityValue a, QuantityValue b) => new(b.In(a) is { } amount ? a.Value.CompareTo(amount) : null),
        (QuantityValue a, NumberValue b) => new(a.Code == "1" ? a.Value.CompareTo(b.Value) : null),
        (NumberValue a, QuantityValue b) => new(b.Code == "1" ? a.Value.CompareTo(b.Value) : null),
        (TemporalValue a, TemporalValue b) when (a.Kind == TemporalKind.Time) == (b.Kind == TemporalKind.Time) => new(a.CompareTo(b)),
        (TemporalValue a, StringValue b) when TemporalText.Parse(b.Value) is { } moment => Of(a, moment),
        (StringValue a, TemporalValue b) when TemporalText.Parse(a.Value) is { } moment => Of(moment, b),
        _ => new(null, IsRefused: true),
    };
}
