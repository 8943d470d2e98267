using System.Runtime.InteropServices;

namespace Carelake.DuckDb.Native;

/// <summary>
/// The functions of <c>duckdb.h</c> that this room uses, under their C names so that a reader can compare the two.
/// States are 0 for success. Vectors and the memory they show belong to their chunk, hence plain addresses.
/// </summary>
internal static unsafe partial class Api
{
    internal const string Library = "duckdb";

    static Api() => NativeLoader.Register();

    [LibraryImport(Library)] internal static partial nint duckdb_library_version();
    [LibraryImport(Library)] internal static partial void duckdb_free(nint pointer);

    // Databases and connections
    [LibraryImport(Library)] internal static partial int duckdb_create_config(out nint config);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_set_config(ConfigHandle config, string name, string option);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_config(ref nint config);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_open_ext(string path, out nint database, ConfigHandle config, out nint error);
    [LibraryImport(Library)] internal static partial nint duckdb_create_instance_cache();
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_get_or_create_from_cache(
        nint cache, string path, out nint database, ConfigHandle config, out nint error);
    [LibraryImport(Library)] internal static partial void duckdb_close(ref nint database);
    [LibraryImport(Library)] internal static partial int duckdb_connect(DatabaseHandle database, out nint connection);
    [LibraryImport(Library)] internal static partial void duckdb_disconnect(ref nint connection);
    [LibraryImport(Library)] internal static partial void duckdb_interrupt(ConnectionHandle connection);
    [LibraryImport(Library)] internal static partial QueryProgress duckdb_query_progress(ConnectionHandle connection);

    // Statements
    [LibraryImport(Library)]
    internal static partial ulong duckdb_extract_statements(ConnectionHandle connection, byte* query, out nint extracted);
    [LibraryImport(Library)] internal static partial nint duckdb_extract_statements_error(ExtractedHandle extracted);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_extracted(ref nint extracted);
    [LibraryImport(Library)]
    internal static partial int duckdb_prepare_extracted_statement(
        ConnectionHandle connection, ExtractedHandle extracted, ulong index, out nint statement);
    [LibraryImport(Library)] internal static partial int duckdb_prepare(ConnectionHandle connection, byte* query, out nint statement);
    [LibraryImport(Library)] internal static partial nint duckdb_prepare_error(StatementHandle statement);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_prepare(ref nint statement);
    [LibraryImport(Library)] internal static partial ulong duckdb_nparams(StatementHandle statement);
    [LibraryImport(Library)] internal static partial nint duckdb_parameter_name(StatementHandle statement, ulong number);
    [LibraryImport(Library)] internal static partial nint duckdb_param_logical_type(StatementHandle statement, ulong number);
    [LibraryImport(Library)] internal static partial int duckdb_prepared_statement_type(StatementHandle statement);
    [LibraryImport(Library)] internal static partial int duckdb_bind_value(StatementHandle statement, ulong number, ValueHandle value);
    [LibraryImport(Library)] internal static partial int duckdb_pending_prepared(StatementHandle statement, out nint pending);
    [LibraryImport(Library)] internal static partial int duckdb_pending_prepared_streaming(StatementHandle statement, out nint pending);
    [LibraryImport(Library)] internal static partial nint duckdb_pending_error(PendingHandle pending);
    [LibraryImport(Library)] internal static partial int duckdb_pending_execute_task(PendingHandle pending);
    [LibraryImport(Library)] internal static partial int duckdb_execute_pending(PendingHandle pending, Result* result);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_pending(ref nint pending);

    // Results
    [LibraryImport(Library)] internal static partial void duckdb_destroy_result(Result* result);
    [LibraryImport(Library)] internal static partial nint duckdb_result_error(Result* result);
    [LibraryImport(Library)] internal static partial int duckdb_result_error_type(Result* result);
    [LibraryImport(Library)] internal static partial int duckdb_result_return_type(Result result);
    [LibraryImport(Library)] internal static partial ulong duckdb_column_count(Result* result);
    [LibraryImport(Library)] internal static partial nint duckdb_column_name(Result* result, ulong column);
    [LibraryImport(Library)] internal static partial nint duckdb_column_logical_type(Result* result, ulong column);
    [LibraryImport(Library)] internal static partial ulong duckdb_rows_changed(Result* result);
    [LibraryImport(Library)] internal static partial nint duckdb_fetch_chunk(Result result);

    // Chunks and vectors
    [LibraryImport(Library)] internal static partial ulong duckdb_vector_size();
    [LibraryImport(Library)] internal static partial nint duckdb_create_data_chunk(nint* types, ulong count);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_data_chunk(ref nint chunk);
    [LibraryImport(Library)] internal static partial void duckdb_data_chunk_reset(ChunkHandle chunk);
    [LibraryImport(Library)] internal static partial ulong duckdb_data_chunk_get_size(ChunkHandle chunk);
    [LibraryImport(Library)] internal static partial void duckdb_data_chunk_set_size(ChunkHandle chunk, ulong size);
    [LibraryImport(Library)] internal static partial nint duckdb_data_chunk_get_vector(ChunkHandle chunk, ulong column);
    [LibraryImport(Library)] internal static partial byte* duckdb_vector_get_data(nint vector);
    [LibraryImport(Library)] internal static partial ulong* duckdb_vector_get_validity(nint vector);
    [LibraryImport(Library)] internal static partial void duckdb_vector_ensure_validity_writable(nint vector);
    [LibraryImport(Library)]
    internal static partial void duckdb_vector_assign_string_element_len(nint vector, ulong row, byte* text, ulong length);
    [LibraryImport(Library)] internal static partial nint duckdb_list_vector_get_child(nint vector);
    [LibraryImport(Library)] internal static partial ulong duckdb_list_vector_get_size(nint vector);
    [LibraryImport(Library)] internal static partial int duckdb_list_vector_set_size(nint vector, ulong size);
    [LibraryImport(Library)] internal static partial int duckdb_list_vector_reserve(nint vector, ulong capacity);
    [LibraryImport(Library)] internal static partial nint duckdb_struct_vector_get_child(nint vector, ulong index);
    [LibraryImport(Library)] internal static partial nint duckdb_array_vector_get_child(nint vector);

    // Appender
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_appender_create_ext(
        ConnectionHandle connection, string? catalog, string? schema, string table, out nint appender);
    [LibraryImport(Library)] internal static partial ulong duckdb_appender_column_count(AppenderHandle appender);
    [LibraryImport(Library)] internal static partial nint duckdb_appender_column_type(AppenderHandle appender, ulong column);
    [LibraryImport(Library)] internal static partial int duckdb_append_data_chunk(AppenderHandle appender, ChunkHandle chunk);
    [LibraryImport(Library)] internal static partial int duckdb_appender_flush(AppenderHandle appender);
    [LibraryImport(Library)] internal static partial int duckdb_appender_clear(AppenderHandle appender);
    [LibraryImport(Library)] internal static partial int duckdb_appender_close(AppenderHandle appender);
    [LibraryImport(Library)] internal static partial int duckdb_appender_destroy(ref nint appender);
    [LibraryImport(Library)] internal static partial nint duckdb_appender_error_data(AppenderHandle appender);
    [LibraryImport(Library)] internal static partial nint duckdb_error_data_message(nint error);
    [LibraryImport(Library)] internal static partial int duckdb_error_data_error_type(nint error);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_error_data(ref nint error);

    // Functions
    [LibraryImport(Library)] internal static partial nint duckdb_create_scalar_function();
    [LibraryImport(Library)] internal static partial void duckdb_destroy_scalar_function(ref nint function);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void duckdb_scalar_function_set_name(ScalarFunctionHandle function, string name);
    [LibraryImport(Library)] internal static partial void duckdb_scalar_function_set_varargs(ScalarFunctionHandle function, LogicalTypeHandle type);
    [LibraryImport(Library)] internal static partial void duckdb_scalar_function_set_special_handling(ScalarFunctionHandle function);
    [LibraryImport(Library)] internal static partial void duckdb_scalar_function_set_return_type(ScalarFunctionHandle function, LogicalTypeHandle type);
    [LibraryImport(Library)]
    internal static partial void duckdb_scalar_function_set_extra_info(
        ScalarFunctionHandle function, nint info, delegate* unmanaged[Cdecl]<nint, void> destroy);
    [LibraryImport(Library)]
    internal static partial void duckdb_scalar_function_set_function(
        ScalarFunctionHandle function, delegate* unmanaged[Cdecl]<nint, nint, nint, void> body);
    [LibraryImport(Library)] internal static partial int duckdb_register_scalar_function(ConnectionHandle connection, ScalarFunctionHandle function);
    [LibraryImport(Library)] internal static partial nint duckdb_scalar_function_get_extra_info(nint info);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void duckdb_scalar_function_set_error(nint info, string message);

    // In a function the chunk of its arguments is the engine's own.
    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_size")] internal static partial ulong SizeOfArguments(nint chunk);
    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_column_count")] internal static partial ulong CountOfArguments(nint chunk);
    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_vector")] internal static partial nint Argument(nint chunk, ulong column);
}
