using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Carelake.DuckDb.Native;

/// <summary>Makes functions of ours known to an engine.</summary>
internal static unsafe class Functions
{
    /// <summary>Registers a function of texts.</summary>
    /// <exception cref="DuckDbException">The engine refused it.</exception>
    internal static void Register(ConnectionHandle connection, string name, TextFunction body)
    {
        using var function = new ScalarFunctionHandle(Api.duckdb_create_scalar_function());
        using var text = LogicalTypes.Create(new DuckDbType(DuckDbTypeId.Varchar));
        using var number = LogicalTypes.Create(new DuckDbType(DuckDbTypeId.BigInt));
        Api.duckdb_scalar_function_set_name(function, name);
        Api.duckdb_scalar_function_set_varargs(function, text);
        Api.duckdb_scalar_function_set_return_type(function, number);
        Api.duckdb_scalar_function_set_special_handling(function);
        Api.duckdb_scalar_function_set_extra_info(function, GCHandle.ToIntPtr(GCHandle.Alloc(body)), &Free);
        Api.duckdb_scalar_function_set_function(function, &Call);
        if (Api.duckdb_register_scalar_function(connection, function) != 0)
            throw new DuckDbException(DuckDbErrorType.Catalog, $"The engine refused the function {name}.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint info) => GCHandle.FromIntPtr(info).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Call(nint info, nint chunk, nint output)
    {
        try
        {
            var body = (TextFunction)GCHandle.FromIntPtr(Api.duckdb_scalar_function_get_extra_info(info)).Target!; // Set in Register.
            var results = new Span<long>(Api.duckdb_vector_get_data(output), (int)Api.SizeOfArguments(chunk));
            results.Clear();
            body(new TextArguments(chunk), results);
        }
        catch (Exception exception)
        {
            // An exception must not pass through the engine's frames; it ends the query instead. Its message could quote a value.
            Api.duckdb_scalar_function_set_error(info, exception.GetType().Name);
        }
    }
}
