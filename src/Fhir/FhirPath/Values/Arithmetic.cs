namespace Carelake.Fhir.FhirPath.Values;

/// <summary>What an arithmetic operator gives.</summary>
/// <param name="Value">The result; null for empty: a division by zero, an overflow, an empty operand.</param>
/// <param name="IsRefused">The operator has no meaning for these types.</param>
internal readonly record struct Computed(SystemValue? Value, bool IsRefused = false)
{
    public static Computed Refused => new(null, IsRefused: true);

    public static implicit operator Computed(SystemValue? value) => new(value);
}

/// <summary>The math operators (N1, section 6.6) over numbers, strings, quantities, and dates with durations.</summary>
internal static class Arithmetic
{
    private const int LongestUnit = 1024;

    public static Computed Add(SystemValue left, SystemValue right) => (left, right) switch
    {
        (StringValue a, StringValue b) => new StringValue(a.Value + b.Value),
        (NumberValue a, NumberValue b) => Number(a, b, decimal.Add),
        (QuantityValue a, QuantityValue b) => Sum(a, b, 1),
        (TemporalValue a, QuantityValue b) => TemporalArithmetic.Add(a, b, 1),
        _ => Computed.Refused,
    };

    public static Computed Subtract(SystemValue left, SystemValue right) => (left, right) switch
    {
        (NumberValue a, NumberValue b) => Number(a, b, decimal.Subtract),
        (QuantityValue a, QuantityValue b) => Sum(a, b, -1),
        (TemporalValue a, QuantityValue b) => TemporalArithmetic.Add(a, b, -1),
        _ => Computed.Refused,
    };

    public static Computed Multiply(SystemValue left, SystemValue right) => (left, right) switch
    {
        (NumberValue a, NumberValue b) => Number(a, b, decimal.Multiply),
        (QuantityValue a, QuantityValue b) => Guard(() => Quantity(a.Value * b.Value, Times(a.Code, b.Code))),
        (QuantityValue a, NumberValue b) => Guard(() => new QuantityValue(a.Value * b.Value, a.Unit, a.IsCalendar)),
        (NumberValue a, QuantityValue b) => Guard(() => new QuantityValue(a.Value * b.Value, b.Unit, b.IsCalendar)),
        _ => Computed.Refused,
    };

    public static Computed Divide(SystemValue left, SystemValue right) => (left, right) switch
    {
        (NumberValue, NumberValue { Value: 0 }) or (QuantityValue, NumberValue { Value: 0 }) => default,
        (QuantityValue or NumberValue, QuantityValue { Value: 0 }) => default,
        (NumberValue a, NumberValue b) => Guard(() => new DecimalValue(a.Value / b.Value)),
        (QuantityValue a, NumberValue b) => Guard(() => new QuantityValue(a.Value / b.Value, a.Unit, a.IsCalendar)),
        (NumberValue a, QuantityValue b) => Guard(() => Quantity(a.Value / b.Value, $"1/({b.Code})")),
        (QuantityValue a, QuantityValue b) => Guard(() => Ratio(a, b)),
        _ => Computed.Refused,
    };

    /// <summary>Whole-number division towards zero.</summary>
    public static Computed Div(SystemValue left, SystemValue right) => (left, right) switch
    {
        (NumberValue, NumberValue { Value: 0 }) => default,
        (NumberValue a, NumberValue b) => Guard(() => Whole(a, b, decimal.Truncate(a.Value / b.Value))),
        (QuantityValue a, QuantityValue b) when b.Value != 0 && b.In(a) is { } amount and not 0 => Guard(() => new DecimalValue(decimal.Truncate(a.Value / amount))),
        (QuantityValue, QuantityValue) => default,
        _ => Computed.Refused,
    };

    public static Computed Mod(SystemValue left, SystemValue right) => (left, right) switch
    {
        (NumberValue, NumberValue { Value: 0 }) => default,
        (NumberValue a, NumberValue b) => Number(a, b, decimal.Remainder),
        (QuantityValue a, QuantityValue b) when b.In(a) is { } amount and not 0 => Guard(() => new QuantityValue(a.Value % amount, a.Unit, a.IsCalendar)),
        (QuantityValue, QuantityValue) => default,
        _ => Computed.Refused,
    };

    public static Computed Negate(SystemValue value) => value switch
    {
        IntegerValue { Value: int.MinValue } or LongValue { Value: long.MinValue } => default,
        IntegerValue number => new IntegerValue(-(int)number.Value),
        LongValue number => new LongValue(-(long)number.Value),
        // Zero has no sign in FHIRPath; a decimal could keep one.
        DecimalValue number => number.Value == 0 ? number : new DecimalValue(-number.Value),
        QuantityValue quantity => new QuantityValue(-quantity.Value, quantity.Unit, quantity.IsCalendar),
        _ => Computed.Refused,
    };

    /// <summary>A number of the wider of two types; null when it is out of range.</summary>
    public static NumberValue? Whole(NumberValue left, NumberValue right, decimal value)
    {
        if (left is DecimalValue || right is DecimalValue) return value == decimal.Truncate(value) && value is >= int.MinValue and <= int.MaxValue ? new IntegerValue((int)value) : new DecimalValue(value);
        return Typed(left, right, value);
    }

    private static NumberValue? Typed(NumberValue left, NumberValue right, decimal value)
    {
        if (left is DecimalValue || right is DecimalValue) return new DecimalValue(value);
        if (left is LongValue || right is LongValue) return value is >= long.MinValue and <= long.MaxValue ? new LongValue((long)value) : null;
        return value is >= int.MinValue and <= int.MaxValue ? new IntegerValue((int)value) : null;
    }

    private static Computed Number(NumberValue left, NumberValue right, Func<decimal, decimal, decimal> compute) =>
        Guard(() => Typed(left, right, compute(left.Value, right.Value)));

    private static Computed Sum(QuantityValue left, QuantityValue right, int sign) =>
        right.In(left) is { } amount ? Guard(() => new QuantityValue(left.Value + (sign * amount), left.Unit, left.IsCalendar)) : default;

    private static string Times(string left, string right) => left == "1" ? right : right == "1" ? left : $"{left}.{right}";

    // A unit that is multiplied by itself again and again doubles each time; no measure has one nearly as long.
    private static QuantityValue? Quantity(decimal value, string unit) => unit.Length <= LongestUnit ? new QuantityValue(value, unit, isCalendar: false) : null;

    private static QuantityValue? Ratio(QuantityValue left, QuantityValue right)
    {
        if (right.In(left) is { } amount and not 0) return new QuantityValue(left.Value / amount, "1", isCalendar: false);
        return Quantity(left.Value / right.Value, right.Code == "1" ? left.Code : $"{left.Code}/({right.Code})");
    }

    // N1, section 6.6: the result of an overflow is empty.
    private static Computed Guard(Func<SystemValue?> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            return default;
        }
    }
}
