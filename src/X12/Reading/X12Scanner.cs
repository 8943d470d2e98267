using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Carelake.X12;

/// <summary>How far the scan of a segment has come.</summary>
/// <param name="Count">Element ends found.</param>
/// <param name="Marks">What was noticed.</param>
/// <param name="Terminator">Where the segment ends; -1 while no terminator was found.</param>
internal readonly record struct X12Scan(int Count, X12Marks Marks, int Terminator);

/// <summary>Finds where the elements of a segment end, 32 bytes at a time.</summary>
internal static class X12Scanner
{
    private const byte Space = 0x20;
    private const byte Delete = 0x7F;

    /// <summary>Scans one segment that starts at the first byte.</summary>
    /// <param name="bytes">From the segment id on.</param>
    /// <param name="delimiters">Of the interchange.</param>
    /// <param name="ends">Is given the end of the id and of each element; grows as needed.</param>
    public static X12Scan Scan(ReadOnlySpan<byte> bytes, X12Delimiters delimiters, ref int[] ends)
    {
        var count = 0;
        ulong structured = 0;
        uint control = 0;
        uint high = 0;
        var at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var element = Vector256.Create(delimiters.Element);
            var terminator = Vector256.Create(delimiters.Segment);
            var component = Vector256.Create(delimiters.Component);
            var repetition = Vector256.Create(delimiters.Repetition == 0 ? delimiters.Component : delimiters.Repetition);
            var space = Vector256.Create(Space);
            ref var start = ref MemoryMarshal.GetReference(bytes);
            for (; at + Vector256<byte>.Count <= bytes.Length; at += Vector256<byte>.Count)
            {
                if (ends.Length < count + Vector256<byte>.Count + 1) Array.Resize(ref ends, ends.Length * 2);
                var chunk = Vector256.LoadUnsafe(ref start, (nuint)at);
                var last = Vector256.Equals(chunk, terminator).ExtractMostSignificantBits();
                // All bits below the terminator, or all when there is none.
                var inside = last == 0 ? uint.MaxValue : (last & (0 - last)) - 1;
                var elements = Vector256.Equals(chunk, element).ExtractMostSignificantBits() & inside;
                var parts = (Vector256.Equals(chunk, component) | Vector256.Equals(chunk, repetition)).ExtractMostSignificantBits() & inside;
                control |= Vector256.LessThan(chunk, space).ExtractMostSignificantBits() & inside;
                high |= chunk.ExtractMostSignificantBits() & inside;
                for (; parts != 0; parts &= parts - 1)
                    structured |= X12Marks.Bit(count + BitOperations.PopCount(elements & ((parts & (0 - parts)) - 1)));
                ref var end = ref MemoryMarshal.GetArrayDataReference(ends);
                for (; elements != 0; elements &= elements - 1)
                    Unsafe.Add(ref end, count++) = at + BitOperations.TrailingZeroCount(elements);
                if (last == 0) continue;
                var terminatorAt = at + BitOperations.TrailingZeroCount(last);
                Unsafe.Add(ref end, count++) = terminatorAt;
                return new(count, new(structured, control != 0, high != 0), terminatorAt);
            }
        }
        if (ends.Length < count + bytes.Length - at + 1) Array.Resize(ref ends, Math.Max(ends.Length * 2, count + bytes.Length - at + 1));
        Scalar(bytes, delimiters, at, new(count, new(structured, control != 0, high != 0), Terminator: -1), ends, out var scan);
        return scan;
    }

    /// <summary>The same a byte at a time, for the last bytes of a buffer and for processors without vectors.</summary>
    public static void Scalar(ReadOnlySpan<byte> bytes, X12Delimiters delimiters, int from, X12Scan before, int[] ends, out X12Scan after)
    {
        var count = before.Count;
        var (structured, control, high) = before.Marks;
        for (var at = from; at < bytes.Length; at++)
        {
            var value = bytes[at];
            if (value == delimiters.Element)
            {
                ends[count++] = at;
            }
            else if (value == delimiters.Segment)
            {
                ends[count++] = at;
                after = new(count, new(structured, control, high), at);
                return;
            }
            else if (value == delimiters.Component || (value == delimiters.Repetition && delimiters.Repetition != 0))
            {
                structured |= X12Marks.Bit(count);
            }
            control |= value < Space;
            high |= value > Delete;
        }
        after = new(count, new(structured, control, high), Terminator: -1);
    }
}
