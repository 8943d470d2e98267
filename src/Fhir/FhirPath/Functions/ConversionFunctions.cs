using Carelake.Fhir.FhirPath.Evaluation;
using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary><c>toX()</c> and <c>convertsToX()</c> (N1, section 5.5).</summary>
internal static class ConversionFunctions
{
    public static IEnumerable<Function> All { get; } =
    [
        .. Both("Boolean", Conversions.ToBoolean),
        .. Both("Integer", Conversions.ToInteger),
        .. Both("Long", Conversions.ToLong),
        .. Both("Decimal", Conversions.ToDecimal),
        .. Both("String", Conversions.ToText),
        .. Both("Date", Conversions.ToDate),
        .. Both("DateTime", Conversions.ToDateTime),
        .. Both("Time", Conversions.ToTime),
        new("toQuantity", 0, 1, call => call.Return(ToQuantity(call, call.Value()))),
        new("convertsToQuantity", 0, 1, null, call => Converts(call, value => ToQuantity(call, value))),
    ];

    private static Function[] Both(string type, Func<SystemValue, SystemValue?> convert) =>
    [
        new("to" + type, 0, 0, call => call.Return(call.Value() is { } value ? convert(value) : null)),
        new("convertsTo" + type, 0, 0, null, call => Converts(call, convert)),
    ];

    private static SystemValue? ToQuantity(Call call, SystemValue? value)
    {
        if (value is null) return null;
        return call.Arguments.Length > 0 && call.TextArgument(0) is { } unit ? Conversions.ToQuantity(value, unit) : Conversions.ToQuantity(value);
    }

    private static Truth Converts(Call call, Func<SystemValue, SystemValue?> convert)
    {
        if (call.Machine.Single(call.Start) is not { } index) return Truth.Empty;
        return Truths.Of(call.Machine[index].AsSystem is { } value && convert(value) is not null);
    }
}
