using System.Numerics;
using System.Text;
using Carelake.DuckDb.Native;

namespace Carelake.DuckDb.Vectors;

/// <summary>
/// Writes one column of a chunk, with its children. Rows are written in order, each once; a list's elements go to the end of its
/// child vector, which grows as needed.
/// </summary>
internal sealed unsafe class VectorWriter
{
    private readonly VectorWriter[] _children;
    private readonly int _enumWidth;
    private nint _vector;
    private byte* _data;
    private ulong* _validity;
    private ulong _elements;
    private ulong _capacity;

    internal VectorWriter(DuckDbType type)
    {
        Type = type;
        _children = type.Id switch
        {
            DuckDbTypeId.Map => [new(DuckDbType.Struct(type.Children.AsSpan()))],
            DuckDbTypeId.Union => [new(new(DuckDbTypeId.UTinyInt)), .. type.Children.Select(child => new VectorWriter(child.Type))],
            _ => [.. type.Children.Select(child => new VectorWriter(child.Type))],
        };
        _enumWidth = type.EnumNames.Length switch { <= byte.MaxValue => 1, <= ushort.MaxValue => 2, _ => 4 };
    }

    internal DuckDbType Type { get; }

    /// <summary>Points at an empty vector.</summary>
    internal void Attach(nint vector)
    {
        _vector = vector;
        _elements = 0;
        Refresh();
        switch (Type.Id)
        {
            case DuckDbTypeId.List or DuckDbTypeId.Map:
                _capacity = Api.duckdb_vector_size();
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

    internal void Set<T>(long row, T value)
        where T : unmanaged => ((T*)_data)[row] = value;

    /// <summary>NULL, in the children as well: the engine expects a NULL struct to have NULL fields.</summary>
    internal void SetNull(long row)
    {
        if (_validity is null)
        {
            Api.duckdb_vector_ensure_validity_writable(_vector);
            _validity = Api.duckdb_vector_get_validity(_vector);
        }

        _validity[row >> 6] &= ~(1UL << (int)(row & 63));
        switch (Type.Id)
        {
            case DuckDbTypeId.List or DuckDbTypeId.Map:
                Set(row, new ListEntry(_elements, 0));
                break;
            case DuckDbTypeId.Array:
                for (var i = 0; i < Type.ArraySize; i++) _children[0].SetNull((row * Type.ArraySize) + i);
                break;
            case DuckDbTypeId.Struct or DuckDbTypeId.Union:
                foreach (var child in _children) child.SetNull(row);
                break;
        }
    }

    /// <summary>Text or bytes. Up to 12 bytes lie in the row itself; more go to the engine's heap.</summary>
    internal void SetBytes(long row, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > StringValue.InlineLength)
        {
            fixed (byte* data = bytes) Api.duckdb_vector_assign_string_element_len(_vector, (ulong)row, data, (ulong)bytes.Length);
            return;
        }

        var value = (StringValue*)_data + row;
        *value = new StringValue { Length = (uint)bytes.Length };
        bytes.CopyTo(new Span<byte>(value->Inline, StringValue.InlineLength));
    }

    /// <summary>Text, without a detour over an array when it is short.</summary>
    internal void SetText(long row, ReadOnlySpan<char> text)
    {
        const int OnStack = 512;
        var max = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = max > OnStack ? System.Buffers.ArrayPool<byte>.Shared.Rent(max) : null;
        Span<byte> buffer = rented ?? stackalloc byte[OnStack];
        SetBytes(row, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        if (rented is not null) System.Buffers.ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Unscaled digits of a DECIMAL, in the width that its precision has.</summary>
    internal void SetUnscaled(long row, Int128 unscaled)
    {
        switch (Type.Precision)
        {
            case <= 4:
                Set(row, (short)unscaled);
                break;
            case <= 9:
                Set(row, (int)unscaled);
                break;
            case <= 18:
                Set(row, (long)unscaled);
                break;
            default:
                Set(row, unscaled);
                break;
        }
    }

    internal void SetGuid(long row, Guid id) => Set(row, ClrValues.Bits(id) ^ (UInt128.One << 127));

    /// <summary>Any value that the type holds; null for NULL.</summary>
    /// <exception cref="InvalidCastException">It is of another kind.</exception>
    /// <exception cref="OverflowException">It does not fit.</exception>
    internal void Write(long row, object? value)
    {
        if (value is null or DBNull)
        {
            SetNull(row);
            return;
        }

        switch (Type.Id)
        {
            case DuckDbTypeId.Boolean: Set(row, To<bool>(value) ? (byte)1 : (byte)0); break;
            case DuckDbTypeId.TinyInt: Set(row, To<sbyte>(value)); break;
            case DuckDbTypeId.SmallInt: Set(row, To<short>(value)); break;
            case DuckDbTypeId.Integer: Set(row, To<int>(value)); break;
            case DuckDbTypeId.BigInt: Set(row, To<long>(value)); break;
            case DuckDbTypeId.UTinyInt: Set(row, To<byte>(value)); break;
            case DuckDbTypeId.USmallInt: Set(row, To<ushort>(value)); break;
            case DuckDbTypeId.UInteger: Set(row, To<uint>(value)); break;
            case DuckDbTypeId.UBigInt: Set(row, To<ulong>(value)); break;
            case DuckDbTypeId.HugeInt: Set(row, To<Int128>(value)); break;
            case DuckDbTypeId.UHugeInt: Set(row, To<UInt128>(value)); break;
            case DuckDbTypeId.Float: Set(row, To<float>(value)); break;
            case DuckDbTypeId.Double: Set(row, To<double>(value)); break;
            case DuckDbTypeId.Decimal: SetUnscaled(row, ClrValues.Unscaled(value, Type)); break;
            case DuckDbTypeId.Date: Set(row, Temporal.Days(To<DateOnly>(value))); break;
            case DuckDbTypeId.Time: Set(row, ClrValues.TimeMicros(value)); break;
            case DuckDbTypeId.TimeNs: Set(row, ClrValues.TimeNanos(value)); break;
            case DuckDbTypeId.TimeTz: Set(row, To<DuckDbTimeTz>(value).ToBits()); break;
            case DuckDbTypeId.Timestamp: Set(row, Temporal.Micros(To<DateTime>(value))); break;
            case DuckDbTypeId.TimestampS: Set(row, Temporal.Seconds(To<DateTime>(value))); break;
            case DuckDbTypeId.TimestampMs: Set(row, Temporal.Millis(To<DateTime>(value))); break;
            case DuckDbTypeId.TimestampNs: Set(row, Temporal.Nanos(To<DateTime>(value))); break;
            case DuckDbTypeId.TimestampTz: Set(row, Temporal.Micros(To<DateTimeOffset>(value))); break;
            case DuckDbTypeId.Interval: Set(row, To<DuckDbInterval>(value)); break;
            case DuckDbTypeId.Uuid: SetGuid(row, To<Guid>(value)); break;
            case DuckDbTypeId.Varchar: SetText(row, To<string>(value)); break;
            case DuckDbTypeId.Blob or DuckDbTypeId.Geometry: SetBytes(row, To<byte[]>(value)); break;
            case DuckDbTypeId.Bit: SetBytes(row, Bits.Stored(To<string>(value))); break;
            case DuckDbTypeId.BigNum: SetBytes(row, Bits.Stored(To<BigInteger>(value))); break;
            case DuckDbTypeId.Enum: SetEnum(row, ClrValues.EnumIndex(value, Type)); break;
            case DuckDbTypeId.List: WriteList(row, ClrValues.Elements(value)); break;
            case DuckDbTypeId.Array: WriteArray(row, ClrValues.Elements(value)); break;
            case DuckDbTypeId.Struct: WriteStruct(row, ClrValues.Fields(value)); break;
            case DuckDbTypeId.Map: WriteMap(row, ClrValues.Entries(value)); break;
            case DuckDbTypeId.Union: WriteUnion(row, value); break;
            default: throw new NotSupportedException($"A column of type {Type} cannot be appended to.");
        }
    }

    private static T To<T>(object value) => ClrValues.To<T>(value);

    private void SetEnum(long row, int index)
    {
        switch (_enumWidth)
        {
            case 1: Set(row, (byte)index); break;
            case 2: Set(row, (ushort)index); break;
            default: Set(row, (uint)index); break;
        }
    }

    private void WriteList(long row, List<object?> elements)
    {
        var start = Grow(row, elements.Count);
        for (var i = 0; i < elements.Count; i++) _children[0].Write(start + i, elements[i]);
    }

    private void WriteArray(long row, List<object?> elements)
    {
        ClrValues.RequireLength(elements, Type);
        for (var i = 0; i < elements.Count; i++) _children[0].Write((row * Type.ArraySize) + i, elements[i]);
    }

    private void WriteStruct(long row, Dictionary<string, object?> fields)
    {
        for (var i = 0; i < _children.Length; i++) _children[i].Write(row, fields.GetValueOrDefault(Type.Children[i].Name));
    }

    private void WriteMap(long row, List<(object Key, object? Value)> entries)
    {
        var start = Grow(row, entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            _children[0]._children[0].Write(start + i, entries[i].Key);
            _children[0]._children[1].Write(start + i, entries[i].Value);
        }
    }

    private void WriteUnion(long row, object value)
    {
        var member = ClrValues.Member(value, Type);
        _children[0].Set(row, (byte)member);
        for (var i = 0; i < Type.Children.Length; i++) _children[i + 1].Write(row, i == member ? value : null);
    }

    /// <summary>Makes room for a list's elements and gives the place of the first.</summary>
    private long Grow(long row, int count)
    {
        var start = _elements;
        _elements += (ulong)count;
        if (_elements > _capacity)
        {
            _capacity = BitOperations.RoundUpToPowerOf2(_elements);
            if (Api.duckdb_list_vector_reserve(_vector, _capacity) != 0) 
                throw new DuckDbException(DuckDbErrorType.OutOfMemory, "The engine has no room for a list.");
            _children[0].Moved();
        }

        // The size must be there before a NULL among the elements is marked.
        _ = Api.duckdb_list_vector_set_size(_vector, _elements);
        Set(row, new ListEntry(start, (ulong)count));
        return (long)start;
    }

    /// <summary>The vector was made larger: its memory lies elsewhere, and its children's with it.</summary>
    private void Moved()
    {
        Refresh();
        if (Type.Id is DuckDbTypeId.Struct or DuckDbTypeId.Union or DuckDbTypeId.Array)
            foreach (var child in _children)
                child.Moved();
    }

    private void Refresh()
    {
        _data = Api.duckdb_vector_get_data(_vector);
        _validity = Api.duckdb_vector_get_validity(_vector);
    }
}
