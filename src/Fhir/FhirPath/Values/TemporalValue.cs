using System.Globalization;
using System.Text;

namespace Carelake.Fhir.FhirPath.Values;

/// <summary>Which of the three types a <see cref="TemporalValue"/> has.</summary>
internal enum TemporalKind
{
    Date,
    DateTime,
    Time,
}

/// <summary>The finest part that was written. Seconds and their fraction are one precision when compared (N1, section 6.2).</summary>
internal enum TemporalPrecision
{
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
}

/// <summary>A date, a date with time, or a time of day, with the precision it was written in (N1, sections 4.1.5 to 4.1.7).</summary>
/// <param name="kind">The type.</param>
/// <param name="local">Clock reading at its place; parts that were not written are the first possible, a time is on 1 January of year 1.</param>
/// <param name="precision">Finest part written.</param>
/// <param name="fractionDigits">Digits written after the second.</param>
/// <param name="offset">Distance from UTC; null when none was written.</param>
internal sealed class TemporalValue(
    TemporalKind kind, DateTime local, TemporalPrecision precision, int fractionDigits = 0, TimeSpan? offset = null) : SystemValue
{
    public TemporalKind Kind => kind;

    public DateTime Local => local;

    public TemporalPrecision Precision => precision;

    public int FractionDigits => fractionDigits;

    public TimeSpan? Offset => offset;

    public override string TypeName => kind.ToString();

    /// <summary>
    /// Order in time: negative, zero, positive; null when the precisions differ before the values do, or one has a zone and the other none.
    /// A date and a date with time compare by their common parts.
    /// </summary>
    public int? CompareTo(TemporalValue other)
    {
        var (left, right) = (Local, other.Local);
        var bothHaveTime = Precision > TemporalPrecision.Day && other.Precision > TemporalPrecision.Day;
        if (bothHaveTime && kind == TemporalKind.DateTime)
        {
            if (Offset.HasValue != other.Offset.HasValue) return null;
            left = Shift(left, Offset);
            right = Shift(right, other.Offset);
        }
        var last = Coarse(precision) < Coarse(other.Precision) ? Coarse(precision) : Coarse(other.Precision);
        var first = kind == TemporalKind.Time ? TemporalPrecision.Hour : TemporalPrecision.Year;
        for (var part = first; part <= last; part++)
            if (Part(left, part).CompareTo(Part(right, part)) is var order and not 0)
                return order;
        return Coarse(precision) == Coarse(other.Precision) ? 0 : null;
    }

    private static TemporalPrecision Coarse(TemporalPrecision precision) =>
        precision == TemporalPrecision.Millisecond ? TemporalPrecision.Second : precision;

    private static DateTime Shift(DateTime moment, TimeSpan? offset)
    {
        var ticks = moment.Ticks - (offset ?? TimeSpan.Zero).Ticks;
        return new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks));
    }

    private static long Part(DateTime moment, TemporalPrecision part) => part switch
    {
        TemporalPrecision.Year => moment.Year,
        TemporalPrecision.Month => moment.Month,
        TemporalPrecision.Day => moment.Day,
        TemporalPrecision.Hour => moment.Hour,
        TemporalPrecision.Minute => moment.Minute,
        _ => moment.Ticks % TimeSpan.TicksPerMinute,
    };

    public override string ToString()
    {
        var text = new StringBuilder();
        if (kind != TemporalKind.Time)
        {
            text.Append(local.ToString("yyyy", CultureInfo.InvariantCulture));
            if (precision >= TemporalPrecision.Month) text.Append(local.ToString("-MM", CultureInfo.InvariantCulture));
            if (precision >= TemporalPrecision.Day) text.Append(local.ToString("-dd", CultureInfo.InvariantCulture));
            if (kind == TemporalKind.Date || precision < TemporalPrecision.Hour) return text.ToString();
            text.Append('T');
        }
        text.Append(local.ToString("HH", CultureInfo.InvariantCulture));
        if (precision >= TemporalPrecision.Minute) text.Append(local.ToString(":mm", CultureInfo.InvariantCulture));
        if (precision >= TemporalPrecision.Second) text.Append(local.ToString(":ss", CultureInfo.InvariantCulture));
        if (precision == TemporalPrecision.Millisecond)
            text.Append('.').Append(local.ToString("fffffff", CultureInfo.InvariantCulture)[..Math.Clamp(fractionDigits, 1, 7)]);
        return text.Append(OffsetText()).ToString();
    }

    private string OffsetText()
    {
        if (offset is not { } zone) return "";
        if (zone == TimeSpan.Zero) return "Z";
        return $"{(zone < TimeSpan.Zero ? '-' : '+')}{zone:hh\\:mm}";
    }
}
