using System.Collections;
using System.Globalization;
using System.Numerics;

namespace Carelake.DuckDb;

/// <summary>Names and values as SQL text. The only way that either gets into a statement, parameters apart.</summary>
public static class DuckDbSql
{
    /// <summary>The name in double quotes, whatever it holds.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds a NUL character.</exception>
    public static string Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("A name cannot hold a NUL character.", nameof(name));
        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A literal that gives exactly the value, with its type.</summary>
    /// <param name="value">Any value that a parameter takes: text, numbers, dates, lists, dictionaries; null for NULL.</param>
    /// <exception cref="NotSupportedException">The type has no literal.</exception>
    public static string Literal(object? value) => value switch
    {
        null or DBNull => "NULL",
        string text => Text(text),
        char letter => Text(letter.ToString()),
        bool flag => flag ? "TRUE" : "FALSE",
        sbyte or byte or short or ushort or int or uint or long or ulong => Integer(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        BigInteger or Int128 or UInt128 => $"CAST('{value}' AS {(IsHuge(value) ? "HUGEINT" : "BIGNUM")})",
        decimal number => Decimal(number),
        float number => $"CAST('{number.ToString("R", CultureInfo.InvariantCulture)}' AS FLOAT)",
        double number => $"CAST('{number.ToString("R", CultureInfo.InvariantCulture)}' AS DOUBLE)",
        DateOnly date => $"DATE '{date:yyyy-MM-dd}'",
        TimeOnly time => $"TIME '{time:HH:mm:ss.ffffff}'",
        DateTime moment => $"TIMESTAMP '{moment:yyyy-MM-dd HH:mm:ss.ffffff}'",
        DateTimeOffset moment => $"TIMESTAMPTZ '{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'",
        TimeSpan span => Interval(DuckDbInterval.FromTimeSpan(span)),
        DuckDbInterval interval => Interval(interval),
        Guid id => $"CAST('{id}' AS UUID)",
        byte[] bytes => $"from_hex('{Convert.ToHexString(bytes)}')",
        Enum name => Text(name.ToString()),
        IReadOnlyDictionary<string, object?> fields => Struct(fields),
        IDictionary map => Map(map),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Literal))}]",
        _ => throw new NotSupportedException($"A {value.GetType().Name} has no literal in SQL."),
    };

    // SQL text ends at a NUL, so one inside a value is put together by the engine.
    private static string Text(string text)
    {
        var quoted = $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        return text.Contains('\0', StringComparison.Ordinal) ? $"({quoted.Replace("\0", "' || chr(0) || '", StringComparison.Ordinal)})" : quoted;
    }

    // In parentheses below zero, so that `- -1` does not become a comment and `-1::T` does not bind the wrong way.
    private static string Integer(decimal number) => number < 0 ? $"({number:0})" : $"{number:0}";

    private static string Decimal(decimal number)
    {
        var (unscaled, scale) = Decimals.Split(number);
        var digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).Length;
        return $"CAST('{number.ToString(CultureInfo.InvariantCulture)}' AS DECIMAL({Math.Max(digits, Math.Max(scale, 1))},{scale}))";
    }

    private static bool IsHuge(object value) =>
        BigInteger.Parse(value.ToString() ?? "", CultureInfo.InvariantCulture) is var number && number <= (BigInteger)Int128.MaxValue &&
        number >= (BigInteger)Int128.MinValue;

    private static string Interval(DuckDbInterval value) =>
        $"(to_months({value.Months}) + to_days({value.Days}) + to_microseconds({value.Micros}))";

    private static string Struct(IReadOnlyDictionary<string, object?> fields) =>
        $"{{{string.Join(", ", fields.Select(field => $"{Text(field.Key)}: {Literal(field.Value)}"))}}}";

    private static string Map(IDictionary map)
    {
        var entries = ClrValues.Entries(map).Select(entry => $"{Literal(entry.Key)}: {Literal(entry.Value)}");
        return $"MAP {{{string.Join(", ", entries)}}}";
    }
}
