using System.Buffers.Binary;

namespace Carelake.Delta.DeletionVectors;

/// <summary>
/// The bytes of a deletion vector: an array of 32-bit Roaring bitmaps, one for each value of the upper 32 bits of a row's position.
/// See "Deletion Vector Format" in the Delta protocol. Little-endian throughout.
/// </summary>
public static class RoaringBitmapArray
{
    private const int Magic = 1681511377;
    private const int HeaderBytes = sizeof(int) + sizeof(long);

    /// <summary>The vector as bytes.</summary>
    public static byte[] Serialize(DeletionVector vector)
    {
        var rows = vector.Rows.AsSpan();
        using var output = new MemoryStream();
        var writer = new BinaryWriter(output);
        writer.Write(Magic);
        writer.Write(CountBitmaps(rows));
        for (var start = 0; start < rows.Length;)
        {
            var high = (int)(rows[start] >> 32);
            var end = EndOfGroup(rows, start, shift: 32);
            writer.Write(high);
            RoaringBitmap.Write(writer, rows[start..end]);
            start = end;
        }

        writer.Flush();
        return output.ToArray();
    }

    /// <summary>Bytes as a vector.</summary>
    /// <exception cref="FormatException">The bytes are no such array.</exception>
    public static DeletionVector Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadInt32LittleEndian(bytes) != Magic)
            throw new FormatException("Not a Roaring bitmap array.");
        try
        {
            var count = BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(int)..]);
            var rest = bytes[HeaderBytes..];
            var rows = new List<long>();
            for (var i = 0L; i < count; i++)
            {
                var high = (long)BinaryPrimitives.ReadInt32LittleEndian(rest) << 32;
                rest = rest[sizeof(int)..];
                rest = rest[RoaringBitmap.Read(rest, high, rows)..];
            }

            return DeletionVector.FromSorted(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new FormatException("The Roaring bitmap array ends too early.", e);
        }
    }

    internal static int EndOfGroup(ReadOnlySpan<long> rows, int start, int shift)
    {
        var key = rows[start] >> shift;
        var end = start + 1;
        while (end < rows.Length && rows[end] >> shift == key) end++;
        return end;
    }

    private static long CountBitmaps(ReadOnlySpan<long> rows)
    {
        var count = 0L;
        for (var start = 0; start < rows.Length; count++) start = EndOfGroup(rows, start, shift: 32);
        return count;
    }
}
