using System.Numerics;
using System.Text;
using Carelake.DuckDb.Native;
using Carelake.DuckDb.Vectors;

namespace Carelake.DuckDb;

/// <summary>Makes the engine's single values, for parameters.</summary>
internal static unsafe class Values
{
    /// <summary>The engine's value for a .NET one.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type to give it; taken from the value when <see langword="null"/>.</param>
    /// <exception cref="NotSupportedException">No type of the engine holds it.</exception>
    internal static ValueHandle Create(object? value, DuckDbType? type = null)
    {
        if (value is null or DBNull) return new(Api.duckdb_create_null_value());
        type ??= TypeOf.Value(value);
        var address = Make(value, type);
        return address != 0 ? new(address) : throw new NotSupportedException($"The engine makes no value of type {type}.");
    }

    private static nint Make(object value, DuckDbType type) => type.Id switch
    {
        DuckDbTypeId.Boolean => Api.duckdb_create_bool(To<bool>(value)),
        DuckDbTypeId.TinyInt => Api.duckdb_create_int8(To<sbyte>(value)),
        DuckDbTypeId.SmallInt => Api.duckdb_create_int16(To<short>(value)),
        DuckDbTypeId.Integer => Api.duckdb_create_int32(To<int>(value)),
        DuckDbTypeId.BigInt => Api.duckdb_create_int64(To<long>(value)),
        DuckDbTypeId.UTinyInt => Api.duckdb_create_uint8(To<byte>(value)),
        DuckDbTypeId.USmallInt => Api.duckdb_create_uint16(To<ushort>(value)),
        DuckDbTypeId.UInteger => Api.duckdb_create_uint32(To<uint>(value)),
        DuckDbTypeId.UBigInt => Api.duckdb_create_uint64(To<ulong>(value)),
        DuckDbTypeId.HugeInt => Api.duckdb_create_hugeint(new HugeInt(To<Int128>(value))),
        DuckDbTypeId.UHugeInt => Api.duckdb_create_uhugeint(new HugeInt(To<UInt128>(value))),
        DuckDbTypeId.BigNum => BigNum(To<BigInteger>(value)),
        DuckDbTypeId.Float => Api.duckdb_create_float(To<float>(value)),
        DuckDbTypeId.Double => Api.duckdb_create_double(To<double>(value)),
        DuckDbTypeId.Decimal => Api.duckdb_create_decimal(
            new DecimalValue(type.Precision, type.Scale, ClrValues.Unscaled(value, type))),
        DuckDbTypeId.Varchar => Text(To<string>(value)),
        DuckDbTypeId.Blob => Blob(To<byte[]>(value)),
        DuckDbTypeId.Bit => Bit(To<string>(value)),
        DuckDbTypeId.Uuid => Api.duckdb_create_uuid(new HugeInt(ClrValues.Bits(To<Guid>(value)))),
        DuckDbTypeId.Date => Api.duckdb_create_date(Temporal.Days(To<DateOnly>(value))),
        DuckDbTypeId.Time => Api.duckdb_create_time(ClrValues.TimeMicros(value)),
        DuckDbTypeId.TimeNs => Api.duckdb_create_time_ns(ClrValues.TimeNanos(value)),
        DuckDbTypeId.TimeTz => Api.duckdb_create_time_tz_value(To<DuckDbTimeTz>(value).ToBits()),
        DuckDbTypeId.Timestamp => Api.duckdb_create_timestamp(Temporal.Micros(To<DateTime>(value))),
        DuckDbTypeId.TimestampS => Api.duckdb_create_timestamp_s(Temporal.Seconds(To<DateTime>(value))),
        DuckDbTypeId.TimestampMs => Api.duckdb_create_timestamp_ms(Temporal.Millis(To<DateTime>(value))),
        DuckDbTypeId.TimestampNs => Api.duckdb_create_timestamp_ns(Temporal.Nanos(To<DateTime>(value))),
        DuckDbTypeId.TimestampTz => Api.duckdb_create_timestamp_tz(Temporal.Micros(To<DateTimeOffset>(value))),
        DuckDbTypeId.Interval => Api.duckdb_create_interval(To<DuckDbInterval>(value)),
        DuckDbTypeId.Enum => WithType(type, t => Api.duckdb_create_enum_value(t, (ulong)ClrValues.EnumIndex(value, type))),
        DuckDbTypeId.List => List(value, type),
        DuckDbTypeId.Array => Array(value, type),
        DuckDbTypeId.Struct => Struct(value, type),
        DuckDbTypeId.Map => Map(value, type),
        DuckDbTypeId.Union => Union(value, type),
        _ => throw new NotSupportedException($"A parameter cannot be of type {type}."),
    };

    private static T To<T>(object value) => ClrValues.To<T>(value);

    private static nint Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* data = bytes) return Api.duckdb_create_varchar_length(data, (ulong)bytes.Length);
    }

    private static nint Blob(byte[] bytes)
    {
        fixed (byte* data = bytes) return Api.duckdb_create_blob(data, (ulong)bytes.Length);
    }

    private static nint Bit(string text)
    {
        var bytes = Bits.Stored(text);
        fixed (byte* data = bytes) return Api.duckdb_create_bit(new BytesValue(data, bytes.Length));
    }

    private static nint BigNum(BigInteger value)
    {
        var bytes = BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true);
        fixed (byte* data = bytes) return Api.duckdb_create_bignum(new BigNumValue(data, bytes.Length, value.Sign < 0));
    }

    private static nint List(object value, DuckDbType type) => WithType(type.Children[0].Type, child =>
        WithValues(ClrValues.Elements(value), type.Children[0].Type, items => Api.duckdb_create_list_value(child, items.At, items.Count)));

    private static nint Array(object value, DuckDbType type)
    {
        var elements = ClrValues.Elements(value);
        ClrValues.RequireLength(elements, type);
        return WithType(type.Children[0].Type, child =>
            WithValues(elements, type.Children[0].Type, items => Api.duckdb_create_array_value(child, items.At, items.Count)));
    }

    private static nint Struct(object value, DuckDbType type)
    {
        var fields = ClrValues.Fields(value);
        var handles = type.Children.Select(child => Create(fields.GetValueOrDefault(child.Name), child.Type)).ToArray();
        return WithType(type, t => WithHandles(handles, items => Api.duckdb_create_struct_value(t, items.At)));
    }

    private static nint Map(object value, DuckDbType type)
    {
        var map = ClrValues.Entries(value);
        return WithType(type, t =>
            WithValues([.. map.Select(entry => (object?)entry.Key)], type.Children[0].Type, keys =>
                WithValues([.. map.Select(entry => entry.Value)], type.Children[1].Type, values =>
                    Api.duckdb_create_map_value(t, keys.At, values.At, keys.Count))));
    }

    private static nint Union(object value, DuckDbType type)
    {
        var tag = ClrValues.Member(value, type);
        using var member = Create(value, type.Children[tag].Type);
        return WithType(type, t => Api.duckdb_create_union_value(t, (ulong)tag, member.Address));
    }

    private readonly struct Items(nint* at, int count)
    {
        internal nint* At => at;

        internal ulong Count => (ulong)count;
    }

    private delegate nint WithItems(Items items);

    private static nint WithValues(List<object?> values, DuckDbType type, WithItems make) =>
        WithHandles([.. values.Select(value => Create(value, type))], make);

    private static nint WithHandles(ValueHandle[] handles, WithItems make)
    {
        // One more than needed: the address of an empty array is null, which the engine takes for an error.
        nint[] addresses = [.. handles.Select(handle => handle.Address), 0];
        try
        {
            fixed (nint* at = addresses) return make(new Items(at, handles.Length));
        }
        finally
        {
            foreach (var handle in handles) handle.Dispose();
        }
    }

    private static nint WithType(DuckDbType type, Func<nint, nint> make)
    {
        using var handle = LogicalTypes.Create(type);
        return make(handle.Address);
    }
}
