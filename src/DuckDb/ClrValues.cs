using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Numerics;

namespace Carelake.DuckDb;

/// <summary>Conversions between .NET values that lose nothing, for parameters, appending and reading as another type.</summary>
internal static class ClrValues
{
    /// <summary>The value as a type.</summary>
    /// <exception cref="InvalidCastException">It is of another kind.</exception>
    /// <exception cref="OverflowException">It does not fit.</exception>
    internal static T To<T>(object value) => value is T same ? same : (T)To(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T));

    private static object To(object value, Type type) => value switch
    {
        _ when type.IsInstanceOfType(value) => value,
        _ when type.IsEnum => value is string name ? Enum.Parse(type, name, ignoreCase: true) : Enum.ToObject(type, value),
        _ when Integer(value) is { } number && FromInteger(number, type) is { } result => result,
        _ => (value, type) switch
        {
            (decimal n, _) when type == typeof(double) => (double)n,
            (decimal n, _) when type == typeof(float) => (float)n,
            (decimal n, _) when FromDecimal(n, type) is { } result => result,
            (float n, _) when type == typeof(double) => (double)n,
            (double n, _) when type == typeof(float) => (float)n,
            (float n, _) when type == typeof(decimal) => (decimal)n,
            (double n, _) when type == typeof(decimal) => (decimal)n,
            (Half n, _) when type == typeof(float) => (float)n,
            (char letter, _) when type == typeof(string) => letter.ToString(),
            (Enum name, _) when type == typeof(string) => name.ToString(),
            (string { Length: 1 } text, _) when type == typeof(char) => text[0],
            (string text, _) when type == typeof(Guid) => Guid.Parse(text),
            (string text, _) when type == typeof(BitArray) => new BitArray([.. text.Select(bit => bit == '1')]),
            (BitArray bits, _) when type == typeof(string) => string.Concat(bits.Cast<bool>().Select(bit => bit ? '1' : '0')),
            (ReadOnlyMemory<byte> bytes, _) when type == typeof(byte[]) => bytes.ToArray(),
            (Memory<byte> bytes, _) when type == typeof(byte[]) => bytes.ToArray(),
            (byte[] bytes, _) when type == typeof(Stream) => new MemoryStream(bytes, writable: false),
            (DateTime moment, _) when type == typeof(DateOnly) && moment.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(moment),
            (DateOnly date, _) when type == typeof(DateTime) => date.ToDateTime(TimeOnly.MinValue),
            (DateTimeOffset moment, _) when type == typeof(DateTime) => moment.UtcDateTime,
            (DateTime { Kind: DateTimeKind.Utc } moment, _) when type == typeof(DateTimeOffset) => new DateTimeOffset(moment),
            (TimeOnly time, _) when type == typeof(TimeSpan) => time.ToTimeSpan(),
            (TimeSpan span, _) when type == typeof(TimeOnly) => TimeOnly.FromTimeSpan(span),
            (TimeSpan span, _) when type == typeof(DuckDbInterval) => DuckDbInterval.FromTimeSpan(span),
            (DuckDbInterval interval, _) when type == typeof(TimeSpan) => interval.ToTimeSpan(),
            (IList list, _) when type.IsArray => ToArray(list, type.GetElementType()!), // ! an array type has one
            (IList list, _) when IsGeneric(type, typeof(List<>)) => ToList(list, type),
            (IDictionary map, _) when IsGeneric(type, typeof(Dictionary<,>)) => ToDictionary(map, type),
            _ => throw new InvalidCastException($"A {value.GetType().Name} cannot be taken as {type.Name}."),
        },
    };

    /// <summary>Unscaled digits for a DECIMAL column; a BigInteger or Int128 counts as a whole number.</summary>
    internal static Int128 Unscaled(object value, DuckDbType type)
    {
        if (value is not (Int128 or UInt128 or BigInteger)) return Decimals.ToUnscaled(To<decimal>(value), type.Precision, type.Scale);
        var unscaled = checked(To<Int128>(value) * Decimals.PowerOfTen(type.Scale));
        return Int128.Abs(unscaled) < Decimals.PowerOfTen(type.Precision)
            ? unscaled
            : throw new OverflowException($"The value does not fit {type}.");
    }

    /// <summary>The bits of a UUID, highest first.</summary>
    internal static UInt128 Bits(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Microseconds since midnight; a TimeSpan may reach 24:00:00.</summary>
    internal static long TimeMicros(object value) => TimeTicks(value) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Nanoseconds since midnight; a TimeSpan may reach 24:00:00.</summary>
    internal static long TimeNanos(object value) => TimeTicks(value) * 100;

    internal static int EnumIndex(object value, DuckDbType type) => type.EnumNames.IndexOf(To<string>(value)) is var index and >= 0
        ? index
        : throw new InvalidCastException("The text is not a name of the ENUM.");

    internal static List<object?> Elements(object value) => value is IEnumerable list and not string
        ? [.. list.Cast<object?>()]
        : throw new InvalidCastException($"A {value.GetType().Name} is no list.");

    internal static void RequireLength(List<object?> elements, DuckDbType type)
    {
        if (elements.Count != type.ArraySize)
            throw new InvalidCastException($"An {type} takes {type.ArraySize} elements, not {elements.Count}.");
    }

    internal static Dictionary<string, object?> Fields(object value) => value switch
    {
        Dictionary<string, object?> fields => fields,
        IReadOnlyDictionary<string, object?> fields => fields.ToDictionary(StringComparer.Ordinal),
        _ => throw new InvalidCastException($"A {value.GetType().Name} is no struct: give a dictionary of names to values."),
    };

    internal static List<(object Key, object? Value)> Entries(object value)
    {
        if (value is not IDictionary map) throw new InvalidCastException($"A {value.GetType().Name} is no map: give a dictionary.");
        var entries = new List<(object Key, object? Value)>(map.Count);
        foreach (DictionaryEntry entry in map) entries.Add((entry.Key, entry.Value));
        return entries;
    }

    /// <summary>The first member of a UNION whose type is the value's own.</summary>
    internal static int Member(object value, DuckDbType union)
    {
        var own = TypeOf.Value(value);
        for (var i = 0; i < union.Children.Length; i++)
            if (union.Children[i].Type.Equals(own))
                return i;
        for (var i = 0; i < union.Children.Length; i++)
            if (union.Children[i].Type.ClrType.IsInstanceOfType(value))
                return i;
        throw new InvalidCastException($"No member of the UNION takes a {value.GetType().Name}.");
    }

    private static long TimeTicks(object value) => value is TimeSpan span
        ? span >= TimeSpan.Zero && span <= TimeSpan.FromDays(1) ? span.Ticks : throw new OverflowException("A TIME is 0:00 to 24:00.")
        : To<TimeOnly>(value).Ticks;

    private static BigInteger? Integer(object value) => value switch
    {
        int n => n,
        long n => n,
        short n => n,
        byte n => n,
        sbyte n => n,
        ushort n => n,
        uint n => n,
        ulong n => n,
        Int128 n => (BigInteger)n,
        UInt128 n => (BigInteger)n,
        BigInteger n => n,
        Enum name => new BigInteger(Convert.ToInt64(name, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static object? FromInteger(BigInteger n, Type type)
    {
        if (type == typeof(long)) return (long)n;
        if (type == typeof(int)) return (int)n;
        if (type == typeof(short)) return (short)n;
        if (type == typeof(sbyte)) return (sbyte)n;
        if (type == typeof(byte)) return (byte)n;
        if (type == typeof(ushort)) return (ushort)n;
        if (type == typeof(uint)) return (uint)n;
        if (type == typeof(ulong)) return (ulong)n;
        if (type == typeof(Int128)) return (Int128)n;
        if (type == typeof(UInt128)) return (UInt128)n;
        if (type == typeof(BigInteger)) return n;
        if (type == typeof(decimal)) return (decimal)n;
        if (type == typeof(double)) return (double)n;
        if (type == typeof(float)) return (float)n;
        return type == typeof(bool) && (n.IsZero || n.IsOne) ? n.IsOne : null;
    }

    private static object? FromDecimal(decimal n, Type type) =>
        decimal.Truncate(n) == n ? FromInteger((BigInteger)n, type) : null;

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static Array ToArray(IList list, Type element)
    {
        var array = Array.CreateInstance(element, list.Count);
        for (var i = 0; i < list.Count; i++) array.SetValue(Part(list[i], element), i);
        return array;
    }

    private static IList ToList(IList list, Type type)
    {
        var result = (IList)Activator.CreateInstance(type)!; // ! List<T> has a constructor
        foreach (var item in list) result.Add(Part(item, type.GenericTypeArguments[0]));
        return result;
    }

    private static IDictionary ToDictionary(IDictionary map, Type type)
    {
        var result = (IDictionary)Activator.CreateInstance(type)!; // ! Dictionary<K, V> has a constructor
        foreach (DictionaryEntry entry in map)
            result.Add(To(entry.Key, type.GenericTypeArguments[0]), Part(entry.Value, type.GenericTypeArguments[1]));
        return result;
    }

    private static object? Part(object? value, Type type) => value is null
        ? type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? throw new InvalidCastException($"An element is NULL, and {type.Name} cannot be null.")
            : null
        : To(value, Nullable.GetUnderlyingType(type) ?? type);
}
