using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Carelake.Delta.DeletionVectors;

/// <summary>A 32-bit Roaring bitmap in the portable format of the Roaring specification.</summary>
internal static class RoaringBitmap
{
    private const int CookieWithoutRuns = 12346;
    private const int CookieWithRuns = 12347;
    private const int OffsetsFromContainers = 4;
    private const int LargestArray = 4096;
    private const int BitsetBytes = 8192;

    private enum Shape
    {
        Array,
        Bitset,
        Runs,
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Container(int Start, int End, Shape Shape, int RunCount)
    {
        public int Count => End - Start;

        public int Bytes => Shape switch
        {
            Shape.Array => Count * sizeof(ushort),
            Shape.Bitset => BitsetBytes,
            _ => sizeof(ushort) + (RunCount * 2 * sizeof(ushort)),
        };
    }

    /// <summary>Writes the lower 32 bits of the rows, which are ascending and share their upper 32.</summary>
    public static void Write(BinaryWriter writer, ReadOnlySpan<long> rows)
    {
        var containers = Containers(rows);
        var hasRuns = containers.Exists(container => container.Shape == Shape.Runs);
        var headerBytes = WriteCookie(writer, containers, hasRuns);
        foreach (var container in containers)
        {
            writer.Write((ushort)((uint)rows[container.Start] >> 16));
            writer.Write((ushort)(container.Count - 1));
        }

        if (!hasRuns || containers.Count >= OffsetsFromContainers)
        {
            var offset = headerBytes + (containers.Count * 2 * sizeof(ushort)) + (containers.Count * sizeof(int));
            foreach (var container in containers)
            {
                writer.Write(offset);
                offset += container.Bytes;
            }
        }

        foreach (var container in containers) Write(writer, rows[container.Start..container.End], container);
    }

    /// <summary>Adds the bitmap's rows to a list, each with the upper bits given.</summary>
    /// <returns>How many bytes the bitmap takes.</returns>
    /// <exception cref="FormatException">The bytes are no such bitmap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The bytes end too early.</exception>
    public static int Read(ReadOnlySpan<byte> bytes, long high, List<long> rows)
    {
        var cookie = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var hasRuns = (cookie & 0xFFFF) == CookieWithRuns;
        if (!hasRuns && cookie != CookieWithoutRuns) throw new FormatException("Not a Roaring bitmap.");
        var count = hasRuns ? (cookie >>> 16) + 1 : BinaryPrimitives.ReadInt32LittleEndian(bytes[sizeof(int)..]);
        if (count is < 0 or > ushort.MaxValue + 1) throw new FormatException("Not a Roaring bitmap.");
        var position = hasRuns ? sizeof(int) : 2 * sizeof(int);
        var runFlags = hasRuns ? bytes.Slice(position, (count + 7) / 8) : default;
        position += runFlags.Length;
        var keys = bytes.Slice(position, count * 2 * sizeof(ushort));
        position += keys.Length + (!hasRuns || count >= OffsetsFromContainers ? count * sizeof(int) : 0);
        for (var i = 0; i < count; i++)
        {
            var key = BinaryPrimitives.ReadUInt16LittleEndian(keys[(i * 4)..]);
            var cardinality = BinaryPrimitives.ReadUInt16LittleEndian(keys[((i * 4) + 2)..]) + 1;
            var isRuns = hasRuns && (runFlags[i / 8] & (1 << (i % 8))) != 0;
            var shape = isRuns ? Shape.Runs : cardinality <= LargestArray ? Shape.Array : Shape.Bitset;
            position += Read(bytes[position..], shape, cardinality, high | ((long)key << 16), rows);
        }

        return position;
    }

    private static List<Container> Containers(ReadOnlySpan<long> rows)
    {
        var containers = new List<Container>();
        for (var start = 0; start < rows.Length;)
        {
            var end = RoaringBitmapArray.EndOfGroup(rows, start, shift: 16);
            var runs = CountRuns(rows[start..end]);
            var plain = new Container(start, end, end - start <= LargestArray ? Shape.Array : Shape.Bitset, runs);
            var asRuns = plain with { Shape = Shape.Runs };
            containers.Add(asRuns.Bytes < plain.Bytes ? asRuns : plain);
            start = end;
        }

        return containers;
    }

    private static int CountRuns(ReadOnlySpan<long> rows)
    {
        var runs = 1;
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i] != rows[i - 1] + 1) runs++;
        }

        return runs;
    }

    private static int WriteCookie(BinaryWriter writer, List<Container> containers, bool hasRuns)
    {
        if (!hasRuns)
        {
            writer.Write(CookieWithoutRuns);
            writer.Write(containers.Count);
            return 2 * sizeof(int);
        }

        writer.Write(CookieWithRuns | ((containers.Count - 1) << 16));
        var flags = new byte[(containers.Count + 7) / 8];
        for (var i = 0; i < containers.Count; i++)
        {
            if (containers[i].Shape == Shape.Runs) flags[i / 8] |= (byte)(1 << (i % 8));
        }

        writer.Write(flags);
        return sizeof(int) + flags.Length;
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<long> rows, Container container)
    {
        switch (container.Shape)
        {
            case Shape.Array:
                foreach (var row in rows) writer.Write((ushort)row);
                break;
            case Shape.Bitset:
                Span<byte> bits = stackalloc byte[BitsetBytes];
                bits.Clear();
                foreach (var row in rows) bits[(ushort)row >> 3] |= (byte)(1 << ((int)row & 7));
                writer.Write(bits);
                break;
            default:
                WriteRuns(writer, rows, container.RunCount);
                break;
        }
    }

    private static void WriteRuns(BinaryWriter writer, ReadOnlySpan<long> rows, int count)
    {
        writer.Write((ushort)count);
        for (var start = 0; start < rows.Length;)
        {
            var end = start + 1;
            while (end < rows.Length && rows[end] == rows[end - 1] + 1) end++;
            writer.Write((ushort)rows[start]);
            writer.Write((ushort)(end - start - 1));
            start = end;
        }
    }

    private static int Read(ReadOnlySpan<byte> bytes, Shape shape, int cardinality, long high, List<long> rows) => shape switch
    {
        Shape.Array => ReadArray(bytes[..(cardinality * sizeof(ushort))], high, rows),
        Shape.Bitset => ReadBitset(bytes[..BitsetBytes], high, rows),
        _ => ReadRuns(bytes, high, rows),
    };

    private static int ReadArray(ReadOnlySpan<byte> bytes, long high, List<long> rows)
    {
        for (var i = 0; i < bytes.Length; i += sizeof(ushort))
            rows.Add(high | BinaryPrimitives.ReadUInt16LittleEndian(bytes[i..]));
        return bytes.Length;
    }

    private static int ReadBitset(ReadOnlySpan<byte> bytes, long high, List<long> rows)
    {
        for (var i = 0; i < bytes.Length; i += sizeof(ulong))
        {
            for (var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..]); word != 0; word &= word - 1)
                rows.Add(high | ((long)i * 8) | (long)BitOperations.TrailingZeroCount(word));
        }

        return bytes.Length;
    }

    private static int ReadRuns(ReadOnlySpan<byte> bytes, long high, List<long> rows)
    {
        var count = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        for (var i = 0; i < count; i++)
        {
            var run = bytes.Slice(sizeof(ushort) + (i * 2 * sizeof(ushort)), 2 * sizeof(ushort));
            var first = BinaryPrimitives.ReadUInt16LittleEndian(run);
            var more = BinaryPrimitives.ReadUInt16LittleEndian(run[sizeof(ushort)..]);
            for (var row = first; row <= first + more; row++)
            {
                rows.Add(high | row);
                if (row == ushort.MaxValue) break;
            }
        }

        return sizeof(ushort) + (count * 2 * sizeof(ushort));
    }
}
