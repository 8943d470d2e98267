using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary><c>trace</c>, the clock (N1, section 5.9) and reflection (section 10).</summary>
internal static class UtilityFunctions
{
    public static IEnumerable<Function> All { get; } =
    [
        new("trace", 1, 2, Trace),
        new("now", 0, 0, call => call.Return(Clock(call, now => new TemporalValue(TemporalKind.DateTime, now.DateTime, TemporalPrecision.Millisecond, 3, now.Offset)))),
        new("today", 0, 0, call => call.Return(Clock(call, now => new TemporalValue(TemporalKind.Date, now.Date, TemporalPrecision.Day)))),
        new("timeOfDay", 0, 0, call => call.Return(Clock(call, now => new TemporalValue(TemporalKind.Time, new DateTime(now.TimeOfDay.Ticks), TemporalPrecision.Millisecond, 3)))),
        new("type", 0, 0, Type),
    ];

    private static void Trace(Call call)
    {
        var name = call.TextArgument(0) ?? "";
        if (call.Machine.Environment.Trace is { } trace)
        {
            if (call.Arguments.Length > 1)
                for (var index = 0; index < call.Count; index++)
                    call.Evaluate(call.Arguments[1], call.Start + index, index);
            trace(name, call.Machine.From(call.Arguments.Length > 1 ? call.End : call.Start).ToArray());
        }
        call.ReturnFocus();
    }

    private static TemporalValue? Clock(Call call, Func<DateTimeOffset, TemporalValue> make)
    {
        if (call.Machine.Environment.Now is { } now) return make(now);
        call.Machine.Fail("FHIR-0616", "The expression asks for the time, and there is no clock here.");
        return null;
    }

    private static void Type(Call call)
    {
        for (var index = call.Start; index < call.End; index++)
            call.Machine.Push(TypeOf(call.Machine[index]));
        call.Machine.Remove(call.Start, call.End);
    }

    private static TypeValue TypeOf(in FhirPathValue item) => item.System is { } value
        ? new TypeValue("System", value.TypeName, "System.Any")
        : new TypeValue("FHIR", item.TypeName, item.Element.Type?.Base is { } parent ? "FHIR." + parent.Name : "");
}
