using System.Runtime.InteropServices;

namespace Carelake.DuckDb.Native;

/// <summary><c>duckdb_result</c>: five retired fields and the engine's own pointer. Passed by value to some functions.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Result
{
    private readonly ulong _columnCount, _rowCount, _rowsChanged;
    private readonly nint _columns, _errorMessage, _internal;
}

/// <summary><c>duckdb_query_progress_type</c>; the percentage is -1 when nothing runs.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct QueryProgress
{
    internal readonly double Percentage;
    internal readonly ulong RowsProcessed, TotalRows;
}

/// <summary><c>duckdb_hugeint</c> and <c>duckdb_uhugeint</c>. Not Int128 itself: that one travels in other registers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct HugeInt(UInt128 value)
{
    private readonly ulong _lower = (ulong)value, _upper = (ulong)(value >> 64);

    internal HugeInt(Int128 value)
        : this((UInt128)value)
    {
    }
}

/// <summary><c>duckdb_decimal</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct DecimalValue(byte width, byte scale, Int128 unscaled)
{
    private readonly byte _width = width, _scale = scale;
    private readonly HugeInt _unscaled = new(unscaled);
}

/// <summary><c>duckdb_bit</c>: bytes that the caller owns.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct BytesValue(byte* data, int size)
{
    private readonly byte* _data = data;
    private readonly ulong _size = (ulong)size;
}

/// <summary><c>duckdb_bignum</c>: magnitude, highest byte first, and sign.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct BigNumValue(byte* data, int size, bool isNegative)
{
    private readonly byte* _data = data;
    private readonly ulong _size = (ulong)size;
    private readonly byte _isNegative = isNegative ? (byte)1 : (byte)0;
}

/// <summary><c>duckdb_list_entry</c>: where a row's elements lie in the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ListEntry(ulong Offset, ulong Length);

/// <summary><c>duckdb_string_t</c>: up to 12 bytes lie in the struct, longer text behind a pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct StringValue
{
    internal const int InlineLength = 12;

    [FieldOffset(0)] internal uint Length;
    [FieldOffset(4)] internal fixed byte Inline[InlineLength];
    [FieldOffset(8)] internal byte* Pointer;

    /// <summary>The bytes of the value at <paramref name="at"/>, valid as long as its chunk.</summary>
    internal static ReadOnlySpan<byte> Span(StringValue* at) =>
        at->Length <= InlineLength ? new(at->Inline, (int)at->Length) : new(at->Pointer, (int)at->Length);
}
