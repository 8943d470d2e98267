using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Carelake.Delta.Schema;

namespace Carelake.Tests.Conformance;

/// <summary>
/// Rows as Spark's <c>to_json</c> writes them (nulls kept, time zone UTC), so that the sum over a whole table can be compared with what
/// Spark answered. Numbers follow Java: <c>BigDecimal.toString</c> and <c>Double.toString</c>.
/// </summary>
internal static class SparkJson
{
    /// <summary>How Java prints an array that is a map's key: an address, different in each run.</summary>
    public const string ArrayAddress = "org.apache.spark.sql.catalyst.expressions.UnsafeArrayData@0";

    public static void Write(StringBuilder json, object? value, DeltaType type)
    {
        switch (value, type)
        {
            case (null or DBNull, _):
                json.Append("null");
                break;
            case (_, StructType fields):
                var parts = (IReadOnlyDictionary<string, object?>)value;
                WriteObject(json, fields.Fields.Select(field => (field.Name, parts[field.Name], field.Type)));
                break;
            case (_, MapType map):
                var entries = (IEnumerable<KeyValuePair<object, object?>>)value;
                WriteObject(json, entries.Select(entry => (Key(entry.Key, map.Key), entry.Value, map.Value)));
                break;
            case (_, ArrayType array):
                json.Append('[');
                var separator = "";
                foreach (var item in (IEnumerable)value)
                {
                    json.Append(separator);
                    Write(json, item, array.Element);
                    separator = ",";
                }

                json.Append(']');
                break;
            case (double or float, _):
                var text = Java(Convert.ToDouble(value, CultureInfo.InvariantCulture), value);
                json.Append(char.IsLetter(text[^1]) ? $"\"{text}\"" : text);
                break;
            case (bool flag, _):
                json.Append(flag ? "true" : "false");
                break;
            case (_, DecimalType exact):
                json.Append(Exact(value, exact.Scale));
                break;
            case (string or byte[] or DateOnly or DateTime or DateTimeOffset, _):
                WriteText(json, Plain(value));
                break;
            default:
                json.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteObject(StringBuilder json, IEnumerable<(string Name, object? Value, DeltaType Type)> members)
    {
        json.Append('{');
        var separator = "";
        foreach (var (name, value, type) in members)
        {
            json.Append(separator);
            WriteText(json, name);
            json.Append(':');
            Write(json, value, type);
            separator = ",";
        }

        json.Append('}');
    }

    private static string Key(object key, DeltaType type)
    {
        if (type is ArrayType) return ArrayAddress;
        if (key is string text) return text;
        var json = new StringBuilder();
        Write(json, key, type);
        return json.ToString().Trim('"');
    }

    private static string Plain(object value) => value switch
    {
        byte[] bytes => Convert.ToBase64String(bytes),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    private static void WriteText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => json.Append(c),
            };
        }

        json.Append('"');
    }

    // The exponent form is for numbers with more than six zeros between the point and the first digit, as BigDecimal.toString says.
    private static string Exact(object value, int scale)
    {
        var unscaled = value is decimal number
            ? new BigInteger(number * Power(scale))
            : BigInteger.Parse(value.ToString()!, CultureInfo.InvariantCulture); // A number has a text.
        if (scale == 0) return unscaled.ToString(CultureInfo.InvariantCulture);
        var sign = unscaled.Sign < 0 ? "-" : "";
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture);
        var exponent = digits.Length - 1 - scale;
        if (exponent < -6)
        {
            var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
            return $"{sign}{digits[0]}{fraction}E{exponent}";
        }

        digits = digits.PadLeft(scale + 1, '0');
        return $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static decimal Power(int scale)
    {
        var power = 1m;
        for (var i = 0; i < scale; i++) power *= 10;
        return power;
    }

    private static string Java(double number, object original)
    {
        if (double.IsNaN(number)) return "NaN";
        if (double.IsInfinity(number)) return number > 0 ? "Infinity" : "-Infinity";
        var round = ((IFormattable)original).ToString("R", CultureInfo.InvariantCulture);
        var size = Math.Abs(number);
        if (size == 0) return double.IsNegative(number) ? "-0.0" : "0.0";
        var (digits, exponent) = Digits(round);
        var sign = number < 0 ? "-" : "";
        if (size is < 1e-3 or >= 1e7) return $"{sign}{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent}";
        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        digits = digits.PadRight(exponent + 2, '0');
        return $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    // Significant digits and the power of ten of the first one.
    private static (string Digits, int Exponent) Digits(string number)
    {
        var parts = number.TrimStart('-').Split('E');
        var power = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? parts[0] : parts[0][..point];
        var all = parts[0].Replace(".", "", StringComparison.Ordinal);
        var leading = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0') is { Length: > 0 } digits ? digits : "0", power + whole.Length - 1 - leading);
    }
}
