using System.Globalization;
using System.Text.Json;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.FhirPath.Values;

/// <summary>FHIR primitives and quantities taken as FHIRPath's own types (FHIR R4, section 2.1.20.1 "Using FHIR types in expressions").</summary>
internal static class ElementValues
{
    /// <summary>The value; null when there is none, or it does not have the form of its type.</summary>
    public static SystemValue? ToSystem(in FhirElement element)
    {
        if (element.Type is null) return ByJson(element);
        if (!element.Type.IsPrimitive) return element.Type.Is("Quantity") ? Quantity(element) : null;
        return element.Type.Name switch
        {
            "boolean" => element.Boolean is { } value ? BooleanValue.Of(value) : null,
            "integer" or "positiveInt" or "unsignedInt" => element.Integer is { } value ? new IntegerValue(value) : null,
            "decimal" => Decimal(element),
            "date" => element.Text is { } text ? TemporalText.Date(text) : null,
            "dateTime" or "instant" => element.Text is { } text ? TemporalText.DateTime(text) : null,
            "time" => element.Text is { } text ? TemporalText.Time(text) : null,
            _ => element.Json.ValueKind == JsonValueKind.String ? new StringValue(element.Text ?? "") : null,
        };
    }

    /// <summary>The element's type is one whose value is a String.</summary>
    public static bool IsText(in FhirElement element) =>
        element.Json.ValueKind == JsonValueKind.String
        && element.Type is null or { IsPrimitive: true, Name: not ("date" or "dateTime" or "instant" or "time" or "integer" or "decimal" or "boolean") };

    private static SystemValue? ByJson(in FhirElement element) => element.Json.ValueKind switch
    {
        JsonValueKind.String => new StringValue(element.Text ?? ""),
        JsonValueKind.True or JsonValueKind.False => BooleanValue.Of(element.Boolean == true),
        JsonValueKind.Number => element.Integer is { } whole ? new IntegerValue(whole) : Decimal(element),
        _ => null,
    };

    // 1E3 and the like are decimals too; those beyond 28 digits are rounded to it.
    private static DecimalValue? Decimal(in FhirElement element) =>
        element.Json.ValueKind == JsonValueKind.Number && decimal.TryParse(element.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new DecimalValue(value)
            : null;

    // A unit that is no UCUM code can be compared only with itself; a comparator makes the value a range, which FHIRPath has not.
    private static QuantityValue? Quantity(in FhirElement element)
    {
        if (!element["comparator"].IsNone || Decimal(element["value"]) is not { } value) return null;
        var unit = element["code"].Text ?? element["unit"].Text ?? "1";
        return new QuantityValue(value.Value, unit, isCalendar: false);
    }
}
