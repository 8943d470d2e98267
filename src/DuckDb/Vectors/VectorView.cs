using System.Numerics;
using System.Text;
using Carelake.DuckDb.Native;

namespace Carelake.DuckDb.Vectors;

/// <summary>
/// Reads one column of the current chunk, with its children. Made once a result and pointed at each chunk in turn;
/// what it shows is gone with the chunk.
/// </summary>
internal sealed unsafe class VectorView
{
    private readonly VectorView[] _children;
    private byte* _data;
    private ulong* _validity;
    private ulong _elementCount;

    internal VectorView(DuckDbType type)
    {
        Type = type;
        _children = type.Id switch
        {
            // A map is stored as a list of key and value; a union as a struct whose first field says which member holds.
            DuckDbTypeId.Map => [new(DuckDbType.Struct(type.Children.AsSpan()))],
            DuckDbTypeId.Union => [new(new(DuckDbTypeId.UTinyInt)), .. type.Children.Select(child => new VectorView(child.Type))],
            _ => [.. type.Children.Select(child => new VectorView(child.Type))],
        };
        EnumWidth = type.EnumNames.Length switch { <= byte.MaxValue => 1, <= ushort.MaxValue => 2, _ => 4 };
    }

    internal DuckDbType Type { get; }

    /// <summary>Bytes of an ENUM's number.</summary>
    internal int EnumWidth { get; }

    internal nint Data => (nint)_data;

    internal ulong* Validity => _validity;

    internal ReadOnlySpan<VectorView> Children => _children;

    /// <summary>Points at a vector and, through it, at its children.</summary>
    internal void Attach(nint vector)
    {
        _data = Api.duckdb_vector_get_data(vector);
        _validity = Api.duckdb_vector_get_validity(vector);
        switch (Type.Id)
        {
            case DuckDbTypeId.List or DuckDbTypeId.Map:
                _elementCount = Api.duckdb_list_vector_get_size(vector);
                _children[0].Attach(Api.duckdb_list_vector_get_child(vector));
                break;
            case DuckDbTypeId.Array:
                _children[0].Attach(Api.duckdb_array_vector_get_child(vector));
                break;
            case DuckDbTypeId.Struct or DuckDbTypeId.Union:
                for (var i = 0; i < _children.Length; i++) _children[i].Attach(Api.duckdb_struct_vector_get_child(vector, (ulong)i));
                break;
        }
    }

    internal bool IsNull(long row) => _validity is not null && (_validity[row >> 6] & (1UL << (int)(row & 63))) == 0;

    internal T At<T>(long row)
        where T : unmanaged => ((T*)_data)[row];

    internal ReadOnlySpan<byte> Bytes(long row) => StringValue.Span((StringValue*)_data + row);

    internal ListEntry Entry(long row) => Type.Id == DuckDbTypeId.Array
        ? new((ulong)row * (ulong)Type.ArraySize, (ulong)Type.ArraySize)
        : At<ListEntry>(row);

    /// <summary>Elements that the lists of so many rows have together.</summary>
    internal int ElementCount(int rows) => Type.Id == DuckDbTypeId.Array ? rows * Type.ArraySize : (int)_elementCount;

    internal string EnumName(long row) => Type.EnumNames[EnumWidth switch
    {
        1 => At<byte>(row),
        2 => At<ushort>(row),
        _ => (int)At<uint>(row),
    }];

    /// <summary>Unscaled digits of a DECIMAL of any width.</summary>
    internal Int128 Unscaled(long row) => Type.Precision switch
    {
        <= 4 => At<short>(row),
        <= 9 => At<int>(row),
        <= 18 => At<long>(row),
        _ => At<Int128>(row),
    };

    internal decimal Decimal(long row) => Type.Precision switch
    {
        <= 4 => Decimals.FromUnscaled(At<short>(row), Type.Scale),
        <= 9 => Decimals.FromUnscaled(At<int>(row), Type.Scale),
        <= 18 => Decimals.FromUnscaled(At<long>(row), Type.Scale),
        _ => Decimals.FromUnscaled(At<Int128>(row), Type.Scale),
    };

    // The engine flips the top bit so that signed order is the order of the text form.
    internal Guid Guid(long row)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, At<UInt128>(row) ^ (UInt128.One << 127));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The value in its .NET type; <see langword="null"/> for NULL.</summary>
    /// <exception cref="InvalidCastException">It does not fit the .NET type.</exception>
    internal object? Value(long row) => IsNull(row) ? null : Type.Id switch
    {
        DuckDbTypeId.Boolean => At<byte>(row) != 0,
        DuckDbTypeId.TinyInt => At<sbyte>(row),
        DuckDbTypeId.SmallInt => At<short>(row),
        DuckDbTypeId.Integer => At<int>(row),
        DuckDbTypeId.BigInt => At<long>(row),
        DuckDbTypeId.UTinyInt => At<byte>(row),
        DuckDbTypeId.USmallInt => At<ushort>(row),
        DuckDbTypeId.UInteger => At<uint>(row),
        DuckDbTypeId.UBigInt => At<ulong>(row),
        DuckDbTypeId.HugeInt => (BigInteger)At<Int128>(row),
        DuckDbTypeId.UHugeInt => (BigInteger)At<UInt128>(row),
        DuckDbTypeId.BigNum => Bits.BigNum(Bytes(row)),
        DuckDbTypeId.Float => At<float>(row),
        DuckDbTypeId.Double => At<double>(row),
        DuckDbTypeId.Decimal => Decimal(row),
        DuckDbTypeId.Varchar => Encoding.UTF8.GetString(Bytes(row)),
        DuckDbTypeId.Enum => EnumName(row),
        DuckDbTypeId.Bit => Bits.Text(Bytes(row)),
        DuckDbTypeId.Blob or DuckDbTypeId.Geometry => Bytes(row).ToArray(),
        DuckDbTypeId.Uuid => Guid(row),
        DuckDbTypeId.Date => Temporal.Date(At<int>(row)),
        DuckDbTypeId.Time => Temporal.Time(At<long>(row)),
        DuckDbTypeId.TimeNs => Temporal.TimeOfNanos(At<long>(row)),
        DuckDbTypeId.TimeTz => DuckDbTimeTz.FromBits(At<ulong>(row)),
        DuckDbTypeId.Timestamp => Temporal.Timestamp(At<long>(row)),
        DuckDbTypeId.TimestampS => Temporal.TimestampOfSeconds(At<long>(row)),
        DuckDbTypeId.TimestampMs => Temporal.TimestampOfMillis(At<long>(row)),
        DuckDbTypeId.TimestampNs => Temporal.TimestampOfNanos(At<long>(row)),
        DuckDbTypeId.TimestampTz => new DateTimeOffset(Temporal.Timestamp(At<long>(row)), TimeSpan.Zero),
        DuckDbTypeId.Interval => At<DuckDbInterval>(row),
        DuckDbTypeId.List or DuckDbTypeId.Array => List(row),
        DuckDbTypeId.Struct => Struct(row),
        DuckDbTypeId.Map => Map(row),
        DuckDbTypeId.Union => _children[1 + _children[0].At<byte>(row)].Value(row),
        DuckDbTypeId.Null => null,
        _ => throw new NotSupportedException($"A value of type {Type} cannot be read: cast it to VARCHAR in SQL."),
    };

    private List<object?> List(long row)
    {
        var (offset, length) = Entry(row);
        var list = new List<object?>((int)length);
        for (var i = 0UL; i < length; i++) list.Add(_children[0].Value((long)(offset + i)));
        return list;
    }

    private Dictionary<string, object?> Struct(long row)
    {
        var fields = new Dictionary<string, object?>(_children.Length, StringComparer.Ordinal);
        for (var i = 0; i < _children.Length; i++)
        {
            // row(1, 2) makes fields without names: they go by their numbers.
            var name = Type.Children[i].Name;
            fields[name.Length > 0 ? name : $"{i + 1}"] = _children[i].Value(row);
        }

        return fields;
    }

    private Dictionary<object, object?> Map(long row)
    {
        var (offset, length) = Entry(row);
        var entries = _children[0].Children;
        var map = new Dictionary<object, object?>((int)length);
        for (var i = (long)offset; i < (long)(offset + length); i++)
            map[entries[0].Value(i)!] = entries[1].Value(i); // ! the engine refuses a NULL key
        return map;
    }
}
