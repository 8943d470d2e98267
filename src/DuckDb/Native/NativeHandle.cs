using System.Runtime.InteropServices;

namespace Carelake.DuckDb.Native;

/// <summary>Owner of one native object. Counts the living ones so that a test can prove that none is left behind.</summary>
internal abstract class NativeHandle : SafeHandle
{
    private static int s_live;

    protected NativeHandle(nint value)
        : base(0, ownsHandle: true)
    {
        if (value == 0) return;
        SetHandle(value);
        Interlocked.Increment(ref s_live);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Native objects not yet released, in the whole process.</summary>
    internal static int Live => Volatile.Read(ref s_live);

    protected abstract void Release(ref nint value);

    protected override bool ReleaseHandle()
    {
        Release(ref handle);
        Interlocked.Decrement(ref s_live);
        return true;
    }
}

internal sealed class ConfigHandle(nint value) : NativeHandle(value)
{
    protected override void Release(ref nint value) => Api.duckdb_destroy_config(ref value);
}

internal sealed class DatabaseHandle(nint value) : NativeHandle(value)
{
    protected override void Release(ref nint value) => Api.duckdb_close(ref value);
}

internal sealed class ConnectionHandle(nint value) : NativeHandle(value)
{
    protected override void Release(ref nint value) => Api.duckdb_disconnect(ref value);
}

internal sealed class ExtractedHandle(nint value) : NativeHandle(value)
{
    protected override void Release(ref nint value) => Api.duckdb_destroy_extracted(ref value);
}

internal sealed class StatementHandle(nint value) : NativeHandle(value)
{
    protected override void Release(ref nint value) => Api.duckdb_destroy_prepare(ref value);
}

internal sealed class PendingHandle(nint value) : NativeHandle(value)
{
    protected override void Release(ref nint value) => Api.duckdb_destroy_pending(ref value);
}

internal sealed class ChunkHandle(nint value) : NativeHandle(value)
{
    protected override void Release(ref nint value) => Api.duckdb_destroy_data_chunk(ref value);
}

internal sealed class AppenderHandle(nint value) : NativeHandle(value)
{
    // The state is that of a last flush: the appender was flushed or its rows given up before, so there is nothing to report.
    protected override void Release(ref nint value) => _ = Api.duckdb_appender_destroy(ref value);
}

internal sealed class LogicalTypeHandle(nint value) : NativeHandle(value)
{
    internal nint Address => handle;

    protected override void Release(ref nint value) => Api.duckdb_destroy_logical_type(ref value);
}

internal sealed class ScalarFunctionHandle(nint value) : NativeHandle(value)
{
    protected override void Release(ref nint value) => Api.duckdb_destroy_scalar_function(ref value);
}

internal sealed class ValueHandle(nint value) : NativeHandle(value)
{
    internal nint Address => handle;

    protected override void Release(ref nint value) => Api.duckdb_destroy_value(ref value);
}

/// <summary>A result lives in memory of ours: the engine fills a struct that the caller provides.</summary>
internal sealed unsafe class ResultHandle() : NativeHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(Result)))
{
    internal Result* Address => (Result*)handle;

    internal Result Value => *Address;

    protected override void Release(ref nint value)
    {
        Api.duckdb_destroy_result((Result*)value);
        NativeMemory.Free((void*)value);
    }
}
