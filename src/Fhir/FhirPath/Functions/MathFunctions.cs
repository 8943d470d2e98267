using Carelake.Fhir.FhirPath.Evaluation;
using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>Mathematics (N1, section 5.7), and the edges of a value's precision (FHIRPath 3.0, section 5.8).</summary>
internal static class MathFunctions
{
    public static IEnumerable<Function> All { get; } =
    [
        new("abs", 0, 0, call => call.Return(Abs(call.Value(), call))),
        new("ceiling", 0, 0, call => call.Return(Whole(call, decimal.Ceiling))),
        new("floor", 0, 0, call => call.Return(Whole(call, decimal.Floor))),
        new("truncate", 0, 0, call => call.Return(Whole(call, decimal.Truncate))),
        new("round", 0, 1, Round),
        new("exp", 0, 0, call => call.Return(Real(call, Math.Exp))),
        new("ln", 0, 0, call => call.Return(Real(call, number => Math.Log(number)))),
        new("sqrt", 0, 0, call => call.Return(Real(call, Math.Sqrt))),
        new("log", 1, 1, call => call.Return(Real(call, (number, @base) => Math.Log(number, @base)))),
        new("power", 1, 1, Power),
        new("lowBoundary", 0, 1, call => Boundary(call, isHigh: false)),
        new("highBoundary", 0, 1, call => Boundary(call, isHigh: true)),
        new("precision", 0, 0, call => call.Return(call.Value() is { } value && Boundaries.Precision(value) is { } digits ? new IntegerValue(digits) : null)),
        new("comparable", 1, 1, null, Comparable),
    ];

    private static SystemValue? Abs(SystemValue? value, Call call)
    {
        if (value is NumberValue { Value: >= 0 } or QuantityValue { Value: >= 0 } or null) return value;
        var result = Arithmetic.Negate(value);
        if (result.IsRefused) call.Machine.Fail("FHIR-0611", $"A {value.TypeName} has no absolute value.");
        return result.Value;
    }

    private static IntegerValue? Whole(Call call, Func<decimal, decimal> compute) =>
        call.Number() is { } number && compute(number.Value) is >= int.MinValue and <= int.MaxValue and var whole ? new IntegerValue((int)whole) : null;

    private static void Round(Call call)
    {
        var digits = call.Arguments.Length > 0 ? call.WholeArgument(0) ?? 0 : 0;
        if (digits < 0) call.Machine.Fail("FHIR-0611", "round() takes a precision of zero or more.");
        call.Return(call.Number() is { } number && digits >= 0
            ? new DecimalValue(Math.Round(number.Value, Math.Min(digits, 28), MidpointRounding.AwayFromZero))
            : null);
    }

    private static DecimalValue? Real(Call call, Func<double, double> compute) =>
        call.Number() is { } number ? Real(compute((double)number.Value)) : null;

    private static DecimalValue? Real(Call call, Func<double, double, double> compute)
    {
        var number = call.Number();
        return number is not null && call.Argument(0) is NumberValue other ? Real(compute((double)number.Value, (double)other.Value)) : null;
    }

    // A result that is no number, or beyond a decimal, is empty.
    private static DecimalValue? Real(double value) =>
        double.IsFinite(value) && Math.Abs(value) < (double)decimal.MaxValue ? new DecimalValue((decimal)value) : null;

    private static void Power(Call call)
    {
        var number = call.Number();
        var result = number is not null && call.Argument(0) is NumberValue exponent ? Real(Math.Pow((double)number.Value, (double)exponent.Value)) : null;
        var isWhole = number is IntegerValue && result is { Value: >= int.MinValue and <= int.MaxValue } && result.Value == decimal.Truncate(result.Value);
        call.Return(isWhole ? new IntegerValue((int)result!.Value) : result);
    }

    private static void Boundary(Call call, bool isHigh)
    {
        var value = call.Value();
        int? precision = null;
        if (call.Arguments.Length > 0) precision = call.WholeArgument(0);
        call.Return(value is null ? null : Boundaries.Of(value, precision, isHigh));
    }

    private static Truth Comparable(Call call) =>
        call.Value() is QuantityValue own && call.Argument(0) is QuantityValue other ? Truths.Of(own.In(other) is not null) : Truth.Empty;
}
