using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Carelake.X12;

/// <summary>Short codes and ids packed into 64 bits, so that comparing them is one instruction.</summary>
internal static class X12Key
{
    public const int LongestCode = 8;

    /// <summary>The bytes with the first in the lowest byte; zero when empty or longer than eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> code)
    {
        ref var start = ref MemoryMarshal.GetReference(code);
        switch (code.Length)
        {
            case 1: return start;
            case 2: return Unsafe.ReadUnaligned<ushort>(ref start);
            case 3: return Unsafe.ReadUnaligned<ushort>(ref start) | (ulong)Unsafe.Add(ref start, 2) << 16;
            case 4: return Unsafe.ReadUnaligned<uint>(ref start);
            case 8: return Unsafe.ReadUnaligned<ulong>(ref start);
            case > 4 and < 8:
                // Two reads that overlap in the middle.
                var low = (ulong)Unsafe.ReadUnaligned<uint>(ref start);
                var high = (ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, code.Length - 4));
                return low | high << (8 * (code.Length - 4));
            default: return 0;
        }
    }

    public static ulong Of(string code)
    {
        Span<byte> bytes = stackalloc byte[LongestCode];
        if (code.Length > LongestCode) return 0;
        for (var i = 0; i < code.Length; i++) bytes[i] = (byte)code[i];
        return Of(bytes[..code.Length]);
    }

    /// <summary>The letters again.</summary>
    public static string Text(ulong key)
    {
        Span<byte> bytes = stackalloc byte[LongestCode];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, key);
        return System.Text.Encoding.Latin1.GetString(bytes.TrimEnd((byte)0));
    }
}
