using System.Globalization;
using Carelake.Fhir.FhirPath.Units;

namespace Carelake.Fhir.FhirPath.Values;

/// <summary>A number with a UCUM unit, or a calendar duration (N1, section 4.1.8).</summary>
/// <param name="value">The number, its scale kept.</param>
/// <param name="unit">UCUM code, or the singular of a calendar keyword.</param>
/// <param name="isCalendar">The unit is a calendar keyword.</param>
internal sealed class QuantityValue(decimal value, string unit, bool isCalendar) : SystemValue
{
    public decimal Value => value;

    public string Unit => unit;

    public bool IsCalendar => isCalendar;

    public override string TypeName => "Quantity";

    /// <summary>UCUM code of the unit.</summary>
    public string Code => isCalendar ? CalendarUnits.Code(unit) : unit;

    /// <summary>The same amount in the unit of another; null when the two cannot be compared.</summary>
    /// <param name="other">Whose unit is wanted.</param>
    /// <param name="isLoose">A calendar year counts as UCUM's <c>a</c>, a month as <c>mo</c>: for equivalence.</param>
    public decimal? In(QuantityValue other, bool isLoose = false)
    {
        if (unit == other.Unit && isCalendar == other.IsCalendar) return value;
        if (!isLoose && isCalendar != other.IsCalendar && (IsVariable || other.IsVariable)) return null;
        return Ucum.Parse(Code) is { } from && Ucum.Parse(other.Code) is { } to && from.Dimension == to.Dimension
            ? from.Convert(value, to)
            : null;
    }

    private bool IsVariable => isCalendar && CalendarUnits.IsVariable(unit);

    public override string ToString()
    {
        var number = value.ToString(CultureInfo.InvariantCulture);
        return isCalendar ? $"{number} {unit}{(value == 1 ? "" : "s")}" : $"{number} '{unit}'";
    }
}
