using System.Globalization;
using Carelake.Fhir.FhirPath.Units;

namespace Carelake.Fhir.FhirPath.Values;

/// <summary>The conversion functions (N1, section 5.5): each gives null where the value cannot be converted.</summary>
internal static class Conversions
{
    public static SystemValue? ToBoolean(SystemValue value) => value switch
    {
        BooleanValue => value,
        NumberValue { Value: 1 } => BooleanValue.True,
        NumberValue { Value: 0 } => BooleanValue.False,
        StringValue text => text.Value.ToLowerInvariant() switch
        {
            "true" or "t" or "yes" or "y" or "1" or "1.0" => BooleanValue.True,
            "false" or "f" or "no" or "n" or "0" or "0.0" => BooleanValue.False,
            _ => null,
        },
        _ => null,
    };

    public static SystemValue? ToInteger(SystemValue value) => value switch
    {
        IntegerValue => value,
        LongValue { Value: >= int.MinValue and <= int.MaxValue } whole => new IntegerValue((int)whole.Value),
        BooleanValue flag => new IntegerValue(flag.Value ? 1 : 0),
        StringValue text when int.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => new IntegerValue(number),
        _ => null,
    };

    public static SystemValue? ToLong(SystemValue value) => value switch
    {
        LongValue => value,
        IntegerValue whole => new LongValue((long)whole.Value),
        BooleanValue flag => new LongValue(flag.Value ? 1 : 0),
        StringValue text when long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => new LongValue(number),
        _ => null,
    };

    public static SystemValue? ToDecimal(SystemValue value) => value switch
    {
        DecimalValue => value,
        NumberValue number => new DecimalValue(number.Value),
        BooleanValue flag => new DecimalValue(flag.Value ? 1.0m : 0.0m),
        StringValue text when Number(text.Value) is { } number => new DecimalValue(number),
        _ => null,
    };

    public static SystemValue? ToText(SystemValue value) => value is TypeValue ? null : value as StringValue ?? new StringValue(value.ToString());

    public static SystemValue? ToDate(SystemValue value) => value switch
    {
        TemporalValue { Kind: TemporalKind.Date } => value,
        TemporalValue { Kind: TemporalKind.DateTime } moment => new TemporalValue(
            TemporalKind.Date, moment.Local.Date, moment.Precision > TemporalPrecision.Day ? TemporalPrecision.Day : moment.Precision),
        StringValue text => TemporalText.Date(text.Value) ?? (TemporalText.DateTime(text.Value) is { } moment ? ToDate(moment) : null),
        _ => null,
    };

    public static SystemValue? ToDateTime(SystemValue value) => value switch
    {
        TemporalValue { Kind: TemporalKind.DateTime } => value,
        TemporalValue { Kind: TemporalKind.Date } date => new TemporalValue(TemporalKind.DateTime, date.Local, date.Precision),
        StringValue text => TemporalText.DateTime(text.Value),
        _ => null,
    };

    public static SystemValue? ToTime(SystemValue value) => value switch
    {
        TemporalValue { Kind: TemporalKind.Time } => value,
        StringValue text => TemporalText.Time(text.Value),
        _ => null,
    };

    public static SystemValue? ToQuantity(SystemValue value) => value switch
    {
        QuantityValue => value,
        NumberValue number => new QuantityValue(number.Value, "1", isCalendar: false),
        BooleanValue flag => new QuantityValue(flag.Value ? 1.0m : 0.0m, "1", isCalendar: false),
        StringValue text => Quantity(text.Value),
        _ => null,
    };

    /// <summary>A quantity in another unit; null when the two units have nothing in common.</summary>
    public static SystemValue? ToQuantity(SystemValue value, string unit)
    {
        if (ToQuantity(value) is not QuantityValue quantity) return null;
        var keyword = CalendarUnits.Keyword(unit);
        var target = new QuantityValue(0, keyword ?? unit, keyword is not null);
        return quantity.In(target) is { } amount ? new QuantityValue(amount, target.Unit, target.IsCalendar) : null;
    }

    // N1, section 5.5.7: (\+|-)?\d+(\.\d+)? and, after white space, 'unit' or a calendar keyword.
    private static QuantityValue? Quantity(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '+' or '-')) end++;
        if (Number(text[..end]) is not { } number) return null;
        var unit = text[end..].Trim();
        if (unit.Length == 0) return new QuantityValue(number, "1", isCalendar: false);
        if (unit.Length > 2 && unit[0] == '\'' && unit[^1] == '\'') return new QuantityValue(number, unit[1..^1], isCalendar: false);
        return char.IsWhiteSpace(text[end]) && CalendarUnits.Keyword(unit) is { } keyword ? new QuantityValue(number, keyword, isCalendar: true) : null;
    }

    private static decimal? Number(string text) =>
        text.Length > 0 && text[^1] != '.' && decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
