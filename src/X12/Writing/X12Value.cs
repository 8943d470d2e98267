using System.Globalization;

namespace Carelake.X12;

/// <summary>
/// The value of one element to be written: nothing, text, a composite of components, or repetitions of these. Text turns into it by itself;
/// amounts are written without trailing zeros (005010 data type R), dates as CCYYMMDD (data type DT).
/// </summary>
public readonly struct X12Value
{
    private readonly X12Value[]? _parts;

    private X12Value(string? text, X12Value[]? parts, bool isRepetition)
    {
        Text = text;
        _parts = parts;
        IsRepetition = isRepetition;
    }

    /// <summary>The text of a simple value; null when absent, composite or repeated.</summary>
    public string? Text { get; }

    /// <summary>The parts are repetitions, not components.</summary>
    internal bool IsRepetition { get; }

    internal ReadOnlySpan<X12Value> Parts => _parts;

    /// <summary>Nothing would be written.</summary>
    public bool IsEmpty
    {
        get
        {
            if (!string.IsNullOrEmpty(Text)) return false;
            foreach (var part in Parts)
                if (!part.IsEmpty)
                    return false;
            return true;
        }
    }

    /// <summary>A composite of components in order; empty ones at the end are left out.</summary>
    public static X12Value Composite(params ReadOnlySpan<X12Value> components) => new(null, components.ToArray(), isRepetition: false);

    /// <summary>One element several times.</summary>
    public static X12Value Repetitions(IEnumerable<string> values) => new(null, [.. values.Select(value => (X12Value)value)], isRepetition: true);

    /// <summary>One composite element several times.</summary>
    public static X12Value Repetitions(IEnumerable<X12Value> values) => new(null, [.. values], isRepetition: true);

    /// <summary>Text as it is; null is an absent element.</summary>
    public static implicit operator X12Value(string? text) => new(text, null, isRepetition: false);

    /// <summary>A number or amount with a point, no exponent and no trailing zeros.</summary>
    public static implicit operator X12Value(decimal? amount) =>
        new(amount?.ToString("0.############################", CultureInfo.InvariantCulture), null, isRepetition: false);

    /// <summary>A number or amount with a point, no exponent and no trailing zeros.</summary>
    public static implicit operator X12Value(decimal amount) => (decimal?)amount;

    /// <summary>A whole number.</summary>
    public static implicit operator X12Value(int? number) => new(number?.ToString(CultureInfo.InvariantCulture), null, isRepetition: false);

    /// <summary>A whole number.</summary>
    public static implicit operator X12Value(int number) => (int?)number;

    /// <summary>CCYYMMDD.</summary>
    public static implicit operator X12Value(DateOnly? date) => new(date?.ToString("yyyyMMdd", CultureInfo.InvariantCulture), null, isRepetition: false);

    /// <summary>CCYYMMDD.</summary>
    public static implicit operator X12Value(DateOnly date) => (DateOnly?)date;
}
