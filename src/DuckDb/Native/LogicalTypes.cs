using System.Runtime.InteropServices;

namespace Carelake.DuckDb.Native;

/// <summary>Between the engine's type objects and <see cref="DuckDbType"/>.</summary>
internal static unsafe class LogicalTypes
{
    /// <summary>Reads a type and releases the engine's object.</summary>
    internal static DuckDbType Take(nint address)
    {
        using var handle = new LogicalTypeHandle(address);
        var type = Read(handle, (DuckDbTypeId)Api.duckdb_get_type_id(handle));
        var alias = Utf8Text.Owned(Api.duckdb_logical_type_get_alias(handle));
        return alias.Length == 0 ? type : type.WithAlias(alias);
    }

    private static DuckDbType Read(LogicalTypeHandle handle, DuckDbTypeId id) => id switch
    {
        DuckDbTypeId.Decimal => DuckDbType.Decimal(Api.duckdb_decimal_width(handle), Api.duckdb_decimal_scale(handle)),
        DuckDbTypeId.List => DuckDbType.List(Take(Api.duckdb_list_type_child_type(handle))),
        DuckDbTypeId.Array => DuckDbType.Array(
            Take(Api.duckdb_array_type_child_type(handle)), (int)Api.duckdb_array_type_array_size(handle)),
        DuckDbTypeId.Map => DuckDbType.Map(
            Take(Api.duckdb_map_type_key_type(handle)), Take(Api.duckdb_map_type_value_type(handle))),
        DuckDbTypeId.Struct => DuckDbType.Struct(Fields(
            Api.duckdb_struct_type_child_count(handle),
            i => Api.duckdb_struct_type_child_name(handle, i),
            i => Api.duckdb_struct_type_child_type(handle, i))),
        DuckDbTypeId.Union => DuckDbType.Union(Fields(
            Api.duckdb_union_type_member_count(handle),
            i => Api.duckdb_union_type_member_name(handle, i),
            i => Api.duckdb_union_type_member_type(handle, i))),
        DuckDbTypeId.Enum => DuckDbType.Enum(EnumNames(handle)),
        _ => new DuckDbType(id),
    };

    private static DuckDbField[] Fields(ulong count, Func<ulong, nint> name, Func<ulong, nint> type)
    {
        var fields = new DuckDbField[count];
        for (var i = 0; i < fields.Length; i++) fields[i] = new(Utf8Text.Owned(name((ulong)i)), Take(type((ulong)i)));
        return fields;
    }

    private static string[] EnumNames(LogicalTypeHandle handle)
    {
        var names = new string[Api.duckdb_enum_dictionary_size(handle)];
        for (var i = 0; i < names.Length; i++) names[i] = Utf8Text.Owned(Api.duckdb_enum_dictionary_value(handle, (ulong)i));
        return names;
    }

    /// <summary>Makes the engine's object for a type.</summary>
    internal static LogicalTypeHandle Create(DuckDbType type) => new(type.Id switch
    {
        DuckDbTypeId.Decimal => Api.duckdb_create_decimal_type(type.Precision, type.Scale),
        DuckDbTypeId.List => With(type, parts => Api.duckdb_create_list_type(parts[0])),
        DuckDbTypeId.Array => With(type, parts => Api.duckdb_create_array_type(parts[0], (ulong)type.ArraySize)),
        DuckDbTypeId.Map => With(type, parts => Api.duckdb_create_map_type(parts[0], parts[1])),
        DuckDbTypeId.Struct => Named(type, Api.duckdb_create_struct_type),
        DuckDbTypeId.Union => Named(type, Api.duckdb_create_union_type),
        DuckDbTypeId.Enum => WithTexts(
            [.. type.EnumNames], names => { fixed (nint* n = names) return Api.duckdb_create_enum_type(n, (ulong)names.Length); }),
        _ => Api.duckdb_create_logical_type((int)type.Id),
    });

    private delegate nint NamedMaker(nint* members, nint* names, ulong count);

    private static nint Named(DuckDbType type, NamedMaker make) => With(type, parts =>
        WithTexts([.. type.Children.Select(child => child.Name)], names =>
        {
            fixed (nint* p = parts, n = names) return make(p, n, (ulong)parts.Length);
        }));

    private static nint With(DuckDbType type, Func<nint[], nint> make)
    {
        var parts = type.Children.Select(child => Create(child.Type)).ToArray();
        try
        {
            return make([.. parts.Select(part => part.Address)]);
        }
        finally
        {
            foreach (var part in parts) part.Dispose();
        }
    }

    private static nint WithTexts(string[] texts, Func<nint[], nint> make)
    {
        var copies = texts.Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        try
        {
            return make(copies);
        }
        finally
        {
            foreach (var copy in copies) Marshal.FreeCoTaskMem(copy);
        }
    }
}
