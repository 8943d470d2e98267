using System.Numerics;
using Carelake.DuckDb;

namespace Carelake.Tests.DuckDb;

/// <summary>Seeded values of every type, edges among them, and random nested types.</summary>
internal sealed class RandomValues(int seed)
{
    private readonly Random _random = new(seed);

    internal static readonly DuckDbTypeId[] Flat =
    [
        DuckDbTypeId.Boolean, DuckDbTypeId.TinyInt, DuckDbTypeId.SmallInt, DuckDbTypeId.Integer, DuckDbTypeId.BigInt, DuckDbTypeId.UTinyInt,
        DuckDbTypeId.USmallInt, DuckDbTypeId.UInteger, DuckDbTypeId.UBigInt, DuckDbTypeId.HugeInt, DuckDbTypeId.UHugeInt, DuckDbTypeId.BigNum,
        DuckDbTypeId.Float, DuckDbTypeId.Double, DuckDbTypeId.Date, DuckDbTypeId.Time, DuckDbTypeId.TimeTz, DuckDbTypeId.Timestamp,
        DuckDbTypeId.TimestampS, DuckDbTypeId.TimestampMs, DuckDbTypeId.TimestampNs, DuckDbTypeId.TimestampTz, DuckDbTypeId.Interval,
        DuckDbTypeId.Varchar, DuckDbTypeId.Blob, DuckDbTypeId.Bit, DuckDbTypeId.Uuid,
    ];

    internal DuckDbType Type(int depth) => _random.Next(depth > 0 ? 8 : 2) switch
    {
        0 => Decimal(_random.Next(1, 29)),
        1 => new(Flat[_random.Next(Flat.Length)]),
        2 => DuckDbType.List(Type(depth - 1)),
        3 => DuckDbType.Array(Type(depth - 1), _random.Next(1, 5)),
        4 => DuckDbType.Struct(new("a", Type(depth - 1)), new("b \"c\"", Type(depth - 1))),
        5 => DuckDbType.Map(new(DuckDbTypeId.Integer), Type(depth - 1)),
        6 => DuckDbType.Enum([.. Enumerable.Range(0, _random.Next(2) == 0 ? 3 : 300).Select(i => $"name {i}")]),
        _ => DuckDbType.Union(new("n", new(DuckDbTypeId.BigInt)), new("t", new(DuckDbTypeId.Varchar))),
    };

    private DuckDbType Decimal(int precision) => DuckDbType.Decimal(precision, _random.Next(precision + 1));

    internal object? Value(DuckDbType type) => _random.Next(6) == 0 ? null : NotNull(type);

    private object NotNull(DuckDbType type) => type.Id switch
    {
        DuckDbTypeId.Boolean => _random.Next(2) == 0,
        DuckDbTypeId.TinyInt => (sbyte)Integer(8, isSigned: true),
        DuckDbTypeId.SmallInt => (short)Integer(16, isSigned: true),
        DuckDbTypeId.Integer => (int)Integer(32, isSigned: true),
        DuckDbTypeId.BigInt => (long)Integer(64, isSigned: true),
        DuckDbTypeId.UTinyInt => (byte)Integer(8, isSigned: false),
        DuckDbTypeId.USmallInt => (ushort)Integer(16, isSigned: false),
        DuckDbTypeId.UInteger => (uint)Integer(32, isSigned: false),
        DuckDbTypeId.UBigInt => (ulong)Integer(64, isSigned: false),
        DuckDbTypeId.HugeInt => Integer(128, isSigned: true),
        DuckDbTypeId.UHugeInt => Integer(128, isSigned: false),
        DuckDbTypeId.BigNum => Integer(_random.Next(8, 900), isSigned: true),
        DuckDbTypeId.Float => BitConverter.Int32BitsToSingle((int)Integer(32, isSigned: true)),
        DuckDbTypeId.Double => BitConverter.Int64BitsToDouble((long)Integer(64, isSigned: true)),
        DuckDbTypeId.Decimal => Decimal(type.Precision, type.Scale),
        DuckDbTypeId.Date => DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber + 1)),
        DuckDbTypeId.Time => new TimeOnly(_random.NextInt64(TimeSpan.TicksPerDay / 10) * 10),
        DuckDbTypeId.TimeTz => new DuckDbTimeTz(
            new TimeOnly(_random.NextInt64(TimeSpan.TicksPerDay / 10) * 10), TimeSpan.FromSeconds(_random.Next(-57599, 57600))),
        DuckDbTypeId.Timestamp => Moment(TimeSpan.TicksPerMicrosecond),
        DuckDbTypeId.TimestampS => Moment(TimeSpan.TicksPerSecond),
        DuckDbTypeId.TimestampMs => Moment(TimeSpan.TicksPerMillisecond),
        DuckDbTypeId.TimestampNs => new DateTime(1970, 1, 1).AddTicks(_random.NextInt64(-92_233_720_368_547_700, 92_233_720_368_547_700)),
        DuckDbTypeId.TimestampTz => new DateTimeOffset(Moment(TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
        DuckDbTypeId.Interval => new DuckDbInterval(_random.Next(-999, 999), _random.Next(-999, 999), _random.NextInt64(-1L << 50, 1L << 50)),
        DuckDbTypeId.Varchar => Text(),
        DuckDbTypeId.Blob => Bytes(),
        DuckDbTypeId.Bit => string.Concat(Enumerable.Range(0, _random.Next(1, 70)).Select(_ => _random.Next(2))),
        DuckDbTypeId.Uuid => new Guid(Sixteen()),
        DuckDbTypeId.Enum => type.EnumNames[_random.Next(type.EnumNames.Length)],
        DuckDbTypeId.List => Elements(type, _random.Next(6)),
        DuckDbTypeId.Array => Elements(type, type.ArraySize),
        DuckDbTypeId.Struct => type.Children.ToDictionary(child => child.Name, child => Value(child.Type)),
        DuckDbTypeId.Map => Enumerable.Range(0, _random.Next(4)).ToDictionary(object (key) => key, _ => Value(type.Children[1].Type)),
        DuckDbTypeId.Union => NotNull(type.Children[_random.Next(2)].Type),
        _ => throw new NotSupportedException(type.ToString()),
    };

    private List<object?> Elements(DuckDbType type, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Value(type.Children[0].Type))];

    private BigInteger Integer(int bits, bool isSigned)
    {
        var (low, high) = isSigned
            ? (-BigInteger.Pow(2, bits - 1), BigInteger.Pow(2, bits - 1) - 1)
            : (BigInteger.Zero, BigInteger.Pow(2, bits) - 1);
        if (_random.Next(8) is var edge and < 3) return edge == 0 ? low : edge == 1 ? high : 0;
        var bytes = new byte[(bits / 8) + 1];
        _random.NextBytes(bytes);
        return low + (new BigInteger(bytes, isUnsigned: true) % (high - low + 1));
    }

    private decimal Decimal(int precision, int scale)
    {
        var digits = Integer(96, isSigned: false) % BigInteger.Pow(10, precision);
        var magnitude = (decimal)digits;
        for (var i = 0; i < scale; i++) magnitude /= 10;
        return _random.Next(2) == 0 ? magnitude : -magnitude;
    }

    private DateTime Moment(long unit) => new(_random.NextInt64(DateTime.MaxValue.Ticks / unit) * unit);

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(30)).Select(_ => _random.Next(5) switch
    {
        0 => "ü", 1 => "世", 2 => "😀", 3 => "\0", _ => "a",
    }));

    private byte[] Bytes()
    {
        var bytes = new byte[_random.Next(30)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private byte[] Sixteen()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return bytes;
    }
}
