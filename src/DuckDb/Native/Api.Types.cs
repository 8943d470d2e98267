using System.Runtime.InteropServices;

namespace Carelake.DuckDb.Native;

/// <content>Logical types and single values.</content>
internal static unsafe partial class Api
{
    [LibraryImport(Library)] internal static partial nint duckdb_create_logical_type(int type);
    [LibraryImport(Library)] internal static partial nint duckdb_create_decimal_type(byte width, byte scale);
    [LibraryImport(Library)] internal static partial nint duckdb_create_list_type(nint child);
    [LibraryImport(Library)] internal static partial nint duckdb_create_array_type(nint child, ulong size);
    [LibraryImport(Library)] internal static partial nint duckdb_create_map_type(nint key, nint value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_struct_type(nint* members, nint* names, ulong count);
    [LibraryImport(Library)] internal static partial nint duckdb_create_union_type(nint* members, nint* names, ulong count);
    [LibraryImport(Library)] internal static partial nint duckdb_create_enum_type(nint* names, ulong count);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_logical_type(ref nint type);
    [LibraryImport(Library)] internal static partial int duckdb_get_type_id(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial nint duckdb_logical_type_get_alias(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial byte duckdb_decimal_width(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial byte duckdb_decimal_scale(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial uint duckdb_enum_dictionary_size(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial nint duckdb_enum_dictionary_value(LogicalTypeHandle type, ulong index);
    [LibraryImport(Library)] internal static partial nint duckdb_list_type_child_type(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial nint duckdb_array_type_child_type(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial ulong duckdb_array_type_array_size(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial nint duckdb_map_type_key_type(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial nint duckdb_map_type_value_type(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial ulong duckdb_struct_type_child_count(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial nint duckdb_struct_type_child_name(LogicalTypeHandle type, ulong index);
    [LibraryImport(Library)] internal static partial nint duckdb_struct_type_child_type(LogicalTypeHandle type, ulong index);
    [LibraryImport(Library)] internal static partial ulong duckdb_union_type_member_count(LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial nint duckdb_union_type_member_name(LogicalTypeHandle type, ulong index);
    [LibraryImport(Library)] internal static partial nint duckdb_union_type_member_type(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library)] internal static partial void duckdb_destroy_value(ref nint value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_null_value();
    [LibraryImport(Library)] internal static partial nint duckdb_create_bool([MarshalAs(UnmanagedType.U1)] bool value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_int8(sbyte value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_uint8(byte value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_int16(short value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_uint16(ushort value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_int32(int value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_uint32(uint value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_int64(long value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_uint64(ulong value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_hugeint(HugeInt value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_uhugeint(HugeInt value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_uuid(HugeInt value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_float(float value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_double(double value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_decimal(DecimalValue value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_bignum(BigNumValue value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_bit(BytesValue value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_date(int days);
    [LibraryImport(Library)] internal static partial nint duckdb_create_time(long micros);
    [LibraryImport(Library)] internal static partial nint duckdb_create_time_ns(long nanos);
    [LibraryImport(Library)] internal static partial nint duckdb_create_time_tz_value(ulong bits);
    [LibraryImport(Library)] internal static partial nint duckdb_create_timestamp(long micros);
    [LibraryImport(Library)] internal static partial nint duckdb_create_timestamp_tz(long micros);
    [LibraryImport(Library)] internal static partial nint duckdb_create_timestamp_s(long seconds);
    [LibraryImport(Library)] internal static partial nint duckdb_create_timestamp_ms(long millis);
    [LibraryImport(Library)] internal static partial nint duckdb_create_timestamp_ns(long nanos);
    [LibraryImport(Library)] internal static partial nint duckdb_create_interval(DuckDbInterval value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_varchar_length(byte* text, ulong length);
    [LibraryImport(Library)] internal static partial nint duckdb_create_blob(byte* data, ulong length);
    [LibraryImport(Library)] internal static partial nint duckdb_create_list_value(nint childType, nint* values, ulong count);
    [LibraryImport(Library)] internal static partial nint duckdb_create_array_value(nint childType, nint* values, ulong count);
    [LibraryImport(Library)] internal static partial nint duckdb_create_struct_value(nint structType, nint* values);
    [LibraryImport(Library)] internal static partial nint duckdb_create_map_value(nint mapType, nint* keys, nint* values, ulong count);
    [LibraryImport(Library)] internal static partial nint duckdb_create_union_value(nint unionType, ulong tag, nint value);
    [LibraryImport(Library)] internal static partial nint duckdb_create_enum_value(nint enumType, ulong value);
}
