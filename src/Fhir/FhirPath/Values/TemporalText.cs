using System.Globalization;

namespace Carelake.Fhir.FhirPath.Values;

/// <summary>Reads dates and times as FHIRPath literals (without the <c>@</c>) and FHIR primitives write them.</summary>
internal static class TemporalText
{
    private const int LongestText = 40;

    /// <summary>A date: <c>YYYY</c>, <c>YYYY-MM</c>, <c>YYYY-MM-DD</c>; null when it is none.</summary>
    public static TemporalValue? Date(string text) => Parse(text) is { Kind: TemporalKind.Date } date ? date : null;

    /// <summary>A date with or without time, as a DateTime; null when it is none.</summary>
    public static TemporalValue? DateTime(string text) => Parse(text) switch
    {
        { Kind: TemporalKind.DateTime } moment => moment,
        { Kind: TemporalKind.Date } date => new TemporalValue(TemporalKind.DateTime, date.Local, date.Precision),
        _ => null,
    };

    /// <summary>A time of day, with or without the leading <c>T</c>; null when it is none.</summary>
    public static TemporalValue? Time(string text) =>
        Parse(text.StartsWith('T') ? text : "T" + text) is { Kind: TemporalKind.Time } time ? time : null;

    /// <summary>Any of the three; a trailing <c>T</c> makes a date a DateTime (N1, section 4.1.6).</summary>
    public static TemporalValue? Parse(string text) => text.Length > LongestText ? null : new Reader(text).Read();

    private ref struct Reader(string text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _at;
        private int _year = 1;
        private int _month = 1;
        private int _day = 1;
        private int _hour;
        private int _minute;
        private int _second;
        private long _fraction;
        private int _fractionDigits;
        private TimeSpan? _offset;
        private TemporalPrecision _precision;

        public TemporalValue? Read()
        {
            var isTime = Take('T');
            if (!isTime && !ReadDate()) return null;
            var hasTime = isTime || Take('T');
            var kind = isTime ? TemporalKind.Time : hasTime ? TemporalKind.DateTime : TemporalKind.Date;
            if (hasTime && !isTime && _at < _text.Length && _precision != TemporalPrecision.Day) return null;
            if (hasTime && (isTime || _at < _text.Length) && !ReadTime()) return null;
            if (kind == TemporalKind.DateTime && _precision >= TemporalPrecision.Hour && !ReadOffset()) return null;
            if (_at != _text.Length || !IsReal()) return null;
            // A leap second is the first of the next minute.
            var local = new DateTime(_year, _month, _day, _hour, _minute, 0).AddTicks((_second * TimeSpan.TicksPerSecond) + _fraction);
            return new TemporalValue(kind, local, _precision, _fractionDigits, _offset);
        }

        private bool ReadDate()
        {
            if (!Digits(4, out _year)) return false;
            _precision = TemporalPrecision.Year;
            if (!Take('-')) return true;
            if (!Digits(2, out _month)) return false;
            _precision = TemporalPrecision.Month;
            if (!Take('-')) return true;
            _precision = TemporalPrecision.Day;
            return Digits(2, out _day);
        }

        private bool ReadTime()
        {
            if (!Digits(2, out _hour)) return false;
            _precision = TemporalPrecision.Hour;
            if (!Take(':')) return true;
            if (!Digits(2, out _minute)) return false;
            _precision = TemporalPrecision.Minute;
            if (!Take(':')) return true;
            if (!Digits(2, out _second)) return false;
            _precision = TemporalPrecision.Second;
            return !Take('.') || ReadFraction();
        }

        private bool ReadFraction()
        {
            _precision = TemporalPrecision.Millisecond;
            for (var unit = TimeSpan.TicksPerSecond / 10; _at < _text.Length && char.IsAsciiDigit(_text[_at]); unit /= 10, _at++, _fractionDigits++)
                _fraction += (_text[_at] - '0') * unit;
            return _fractionDigits > 0;
        }

        private bool ReadOffset()
        {
            if (Take('Z'))
            {
                _offset = TimeSpan.Zero;
                return true;
            }
            if (_at >= _text.Length || _text[_at] is not ('+' or '-')) return true;
            var isWest = _text[_at++] == '-';
            if (!Digits(2, out var hours) || !Take(':') || !Digits(2, out var minutes) || hours > 14 || minutes > 59) return false;
            var offset = new TimeSpan(hours, minutes, 0);
            _offset = isWest ? -offset : offset;
            return true;
        }

        private readonly bool IsReal() =>
            _year >= 1 && _month is >= 1 and <= 12 && _day >= 1 && _day <= System.DateTime.DaysInMonth(_year, _month)
            && _hour <= 23 && _minute <= 59 && _second <= 60
            && (_year < 9999 || _second < 60);

        private bool Digits(int count, out int number)
        {
            number = 0;
            if (_at + count > _text.Length || !int.TryParse(_text.Slice(_at, count), NumberStyles.None, null, out number)) return false;
            _at += count;
            return true;
        }

        private bool Take(char letter)
        {
            if (_at >= _text.Length || _text[_at] != letter) return false;
            _at++;
            return true;
        }
    }
}
