using System.Collections;
using System.Numerics;

namespace Carelake.DuckDb;

/// <summary>The engine's type for a .NET value.</summary>
internal static class TypeOf
{
    private static readonly DuckDbType s_null = new(DuckDbTypeId.Null);

    internal static DuckDbType Value(object? value) => value switch
    {
        null or DBNull => s_null,
        bool => new(DuckDbTypeId.Boolean),
        sbyte => new(DuckDbTypeId.TinyInt),
        short => new(DuckDbTypeId.SmallInt),
        int => new(DuckDbTypeId.Integer),
        long => new(DuckDbTypeId.BigInt),
        byte => new(DuckDbTypeId.UTinyInt),
        ushort => new(DuckDbTypeId.USmallInt),
        uint => new(DuckDbTypeId.UInteger),
        ulong => new(DuckDbTypeId.UBigInt),
        Int128 => new(DuckDbTypeId.HugeInt),
        UInt128 => new(DuckDbTypeId.UHugeInt),
        BigInteger number => new(number >= (BigInteger)Int128.MinValue && number <= (BigInteger)Int128.MaxValue
            ? DuckDbTypeId.HugeInt : DuckDbTypeId.BigNum),
        float or Half => new(DuckDbTypeId.Float),
        double => new(DuckDbTypeId.Double),
        decimal number => Decimal(number),
        string or char or Enum => new(DuckDbTypeId.Varchar),
        byte[] or ReadOnlyMemory<byte> or Memory<byte> => new(DuckDbTypeId.Blob),
        Guid => new(DuckDbTypeId.Uuid),
        DateOnly => new(DuckDbTypeId.Date),
        TimeOnly => new(DuckDbTypeId.Time),
        DuckDbTimeTz => new(DuckDbTypeId.TimeTz),
        DateTime => new(DuckDbTypeId.Timestamp),
        DateTimeOffset => new(DuckDbTypeId.TimestampTz),
        TimeSpan or DuckDbInterval => new(DuckDbTypeId.Interval),
        BitArray => new(DuckDbTypeId.Bit),
        IReadOnlyDictionary<string, object?> fields =>
            DuckDbType.Struct([.. fields.Select(field => new DuckDbField(field.Key, Value(field.Value)))]),
        IDictionary map => DuckDbType.Map(Common(map.Keys), Common(map.Values)),
        IEnumerable list => DuckDbType.List(Common(list)),
        _ => throw new NotSupportedException($"No DuckDB type holds a {value.GetType().Name}."),
    };

    // Elements of one list may differ in digits (decimals) or be null; the type is one that holds them all.
    private static DuckDbType Common(IEnumerable values)
    {
        var common = s_null;
        foreach (var value in values)
        {
            var type = Value(value);
            if (type.Id == DuckDbTypeId.Null) continue;
            common = common.Id switch
            {
                DuckDbTypeId.Null => type,
                DuckDbTypeId.Decimal when type.Id == DuckDbTypeId.Decimal => Wider(common, type),
                _ => common,
            };
        }

        return common;
    }

    private static DuckDbType Wider(DuckDbType a, DuckDbType b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return DuckDbType.Decimal(Math.Min(38, Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale), scale);
    }

    private static DuckDbType Decimal(decimal number)
    {
        var (unscaled, scale) = Decimals.Split(number);
        var digits = 1;
        while (digits < 29 && Int128.Abs(unscaled) >= Decimals.PowerOfTen(digits)) digits++;
        return DuckDbType.Decimal(Math.Max(digits, Math.Max(scale, 1)), scale);
    }
}
