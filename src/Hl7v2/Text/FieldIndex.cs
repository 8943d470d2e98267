using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Carelake.Hl7v2;

/// <summary>
/// Where segments and fields end, found in one pass over the text, 64 bytes at a time. What is inside a field is split when it is asked for;
/// the index remembers which fields have anything to split or to unescape, so that plain ones never are.
/// </summary>
internal readonly struct FieldIndex
{
    /// <summary>The longest text that can be indexed: positions take 29 bits.</summary>
    public const int LongestText = (1 << 29) - 1;

    /// <summary>The field has components, repetitions or subcomponents.</summary>
    public const uint HasParts = 1u << 31;

    /// <summary>The field has an escape character.</summary>
    public const uint HasEscapeCharacters = 1u << 30;

    /// <summary>The field has several repetitions, or an empty one.</summary>
    public const uint HasRepetitions = 1u << 29;

    private const uint PositionBits = HasRepetitions - 1;

    private FieldIndex(ref Builder builder)
    {
        Segments = builder.TakeSegments();
        Ends = builder.TakeEnds();
        IsAscii = builder.IsAscii;
        HasLineFeeds = builder.HasLineFeeds;
        HasAnyEscape = builder.HasEscapes;
    }

    public SegmentEntry[] Segments { get; }

    /// <summary>For each field the position after its last byte, with the three flags above; what <see cref="SegmentEntry.FieldBase"/> counts from.</summary>
    public uint[] Ends { get; }

    public bool IsAscii { get; }

    public bool HasLineFeeds { get; }

    public bool HasAnyEscape { get; }

    public static int Position(uint end) => (int)(end & PositionBits);

    public static FieldIndex Of(ReadOnlySpan<byte> text, in Delimiters delimiters)
    {
        var builder = new Builder(text.Length);
        try
        {
            builder.Scan(text, delimiters);
            return new(ref builder);
        }
        finally
        {
            builder.Return();
        }
    }

    private ref struct Builder
    {
        private const int Block = 64;

        // Ends are written four at a time, the last of them in vain.
        private const int Slack = 4;
        private uint[] _ends;
        private int _endCount;
        private SegmentEntry[] _segments;
        private int _segmentCount;
        private int _segmentStart;
        private int _segmentFirst;
        private Vector512<byte> _seen;
        private Vector512<byte> _lineFeeds;
        private ulong _escapes;
        private ulong _openParts;
        private ulong _openRepetitions;
        private ulong _openEscapes;

        public Builder(int length)
        {
            _ends = ArrayPool<uint>.Shared.Rent(Math.Max(4 * Block, length / 3));
            _segments = ArrayPool<SegmentEntry>.Shared.Rent(32);
        }

        public readonly bool IsAscii => _seen.ExtractMostSignificantBits() == 0;

        public readonly bool HasLineFeeds => _lineFeeds != Vector512<byte>.Zero;

        public readonly bool HasEscapes => _escapes != 0;

        public readonly uint[] TakeEnds() => _ends.AsSpan(0, _endCount).ToArray();

        public readonly SegmentEntry[] TakeSegments() => _segments.AsSpan(0, _segmentCount).ToArray();

        public readonly void Return()
        {
            ArrayPool<uint>.Shared.Return(_ends);
            ArrayPool<SegmentEntry>.Shared.Return(_segments);
        }

        public void Scan(ReadOnlySpan<byte> text, in Delimiters delimiters)
        {
            // A delimiter that is not declared is looked for as the field separator, which is never inside a field.
            var signs = new Signs(delimiters);
            ref var start = ref MemoryMarshal.GetReference(text);
            var at = 0;
            for (; at + Block <= text.Length; at += Block)
                ScanBlock(text, Vector512.LoadUnsafe(ref start, (nuint)at), signs, at);
            if (at < text.Length)
            {
                Span<byte> last = stackalloc byte[Block];
                last.Clear();
                text[at..].CopyTo(last);
                ScanBlock(text, Vector512.Create<byte>(last), signs, at);
            }
            if (_segmentStart < text.Length || _endCount > _segmentFirst)
            {
                Grow();
                _ends[_endCount++] = (uint)text.Length | Flags(_openParts, _openRepetitions, _openEscapes, 0);
                EndSegment(text, text.Length);
            }
        }

        private void ScanBlock(ReadOnlySpan<byte> text, Vector512<byte> bytes, in Signs signs, int at)
        {
            var carriageReturns = Vector512.Equals(bytes, Vector512.Create((byte)'\r'));
            var lineFeeds = Vector512.Equals(bytes, Vector512.Create((byte)'\n'));
            var terminators = (carriageReturns | lineFeeds).ExtractMostSignificantBits();
            var bounds = Vector512.Equals(bytes, signs.Field).ExtractMostSignificantBits() | terminators;
            var parts = (Vector512.Equals(bytes, signs.Component) | Vector512.Equals(bytes, signs.Subcomponent)).ExtractMostSignificantBits() & ~bounds;
            var repetitions = Vector512.Equals(bytes, signs.Repetition).ExtractMostSignificantBits() & ~bounds;
            var escapes = Vector512.Equals(bytes, signs.Escape).ExtractMostSignificantBits() & ~bounds;
            _seen |= bytes;
            _lineFeeds |= lineFeeds;
            _escapes |= escapes;

            var withParts = Bounds(parts | repetitions, bounds, ref _openParts);
            var withRepetitions = Bounds(repetitions, bounds, ref _openRepetitions);
            var withEscapes = Bounds(escapes, bounds, ref _openEscapes);

            Grow();
            ref var ends = ref MemoryMarshal.GetArrayDataReference(_ends);
            while (true)
            {
                // Up to and with the first terminator, or to the end of the block.
                var upTo = terminators ^ (terminators - 1);
                var here = bounds & upTo;
                ref var next = ref Unsafe.Add(ref ends, _endCount);
                if ((withRepetitions | withEscapes) == 0)
                    WriteEnds(ref next, here, withParts, at);
                else
                    WriteEnds(ref next, here, withParts, withRepetitions, withEscapes, at);
                _endCount += BitOperations.PopCount(here);
                if (terminators == 0) break;
                EndSegment(text, at + BitOperations.TrailingZeroCount(terminators));
                bounds ^= here;
                terminators &= terminators - 1;
            }
        }

        /// <summary>
        /// The bounds of the runs that hold any of the signs: in the sum of the signs and of ones between bounds, each such run, and no other,
        /// carries into the bound at its end. What the last run carries is handed to the next block.
        /// </summary>
        private static ulong Bounds(ulong signs, ulong bounds, ref ulong open)
        {
            var runs = ~bounds;
            var sum = runs + signs;
            var isOver = sum < runs;
            sum += open;
            isOver |= sum < open;
            open = isOver ? 1UL : 0;
            return sum & bounds;
        }

        private static uint Flags(ulong parts, ulong repetitions, ulong escapes, int bit) =>
            (uint)(parts >> bit) << 31 | (uint)(escapes >> bit) << 31 >> 1 | (uint)(repetitions >> bit) << 31 >> 2;

        private static void WriteEnds(ref uint next, ulong bounds, ulong parts, int at)
        {
            for (var count = BitOperations.PopCount(bounds); count > 0; count -= Slack)
            {
                for (var index = 0; index < Slack; index++)
                {
                    var bit = BitOperations.TrailingZeroCount(bounds);
                    Unsafe.Add(ref next, index) = (uint)(at + bit) | (uint)(parts >> bit) << 31;
                    bounds &= bounds - 1;
                }
                next = ref Unsafe.Add(ref next, Slack);
            }
        }

        private static void WriteEnds(ref uint next, ulong bounds, ulong parts, ulong repetitions, ulong escapes, int at)
        {
            for (; bounds != 0; bounds &= bounds - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bounds);
                next = (uint)(at + bit) | Flags(parts, repetitions, escapes, bit);
                next = ref Unsafe.Add(ref next, 1);
            }
        }

        private void EndSegment(ReadOnlySpan<byte> text, int end)
        {
            var start = _segmentStart;
            while (start < end && text[start] <= ' ') start++;
            if (start == end)
                _endCount = _segmentFirst;
            else
                AddSegment(text, start, end);
            _segmentStart = end + 1;
            _segmentFirst = _endCount;
        }

        private void AddSegment(ReadOnlySpan<byte> text, int start, int end)
        {
            if (_segmentCount == _segments.Length) Double(ref _segments);
            var id = SegmentId.Pack(text[start..Position(_ends[_segmentFirst])]);
            var fields = _endCount - _segmentFirst - 1;
            if (!SegmentId.IsHeader(id))
            {
                _segments[_segmentCount++] = new(start, end, _segmentFirst, fields, id);
                return;
            }
            // MSH-1 is the separator itself, so that MSH fields sit one place to the left. MSH-2 declares the delimiters: it is never split and never unescaped.
            if (fields > 0) _ends[_segmentFirst + 1] &= PositionBits;
            _segments[_segmentCount++] = new(start, end, _segmentFirst - 1, fields + 1, id);
        }

        private void Grow()
        {
            if (_endCount + Block + Slack >= _ends.Length) Double(ref _ends);
        }

        private static void Double<T>(ref T[] array)
        {
            var larger = ArrayPool<T>.Shared.Rent(array.Length * 2);
            array.CopyTo(larger.AsSpan());
            ArrayPool<T>.Shared.Return(array);
            array = larger;
        }
    }

    private readonly struct Signs
    {
        public Signs(in Delimiters delimiters)
        {
            Field = Vector512.Create(delimiters.Field);
            Component = Or(delimiters.Component, delimiters.Field);
            Repetition = Or(delimiters.Repetition, delimiters.Field);
            Subcomponent = Or(delimiters.Subcomponent, delimiters.Field);
            Escape = Or(delimiters.Escape, delimiters.Field);
        }

        public readonly Vector512<byte> Field;
        public readonly Vector512<byte> Component;
        public readonly Vector512<byte> Repetition;
        public readonly Vector512<byte> Subcomponent;
        public readonly Vector512<byte> Escape;

        private static Vector512<byte> Or(byte sign, byte otherwise) => Vector512.Create(sign != 0 ? sign : otherwise);
    }
}

/// <summary>One segment of a <see cref="FieldIndex"/>.</summary>
/// <param name="Start">Of its id in the text.</param>
/// <param name="End">Of its last field, without the terminator.</param>
/// <param name="FieldBase">Field n ends at the entry FieldBase + n of the ends, from field 1; from field 2 in headers, whose field 1 is the separator.</param>
/// <param name="FieldCount">Number of the last field.</param>
/// <param name="Id">Packed as <see cref="SegmentId"/> does.</param>
internal readonly record struct SegmentEntry(int Start, int End, int FieldBase, int FieldCount, uint Id);
