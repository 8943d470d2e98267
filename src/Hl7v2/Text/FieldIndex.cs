using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Carelake.Hl7v2;

/// <summary>
/// Where segments and fields end, found in one pass over the text, 64 bytes at a time. What is inside a field is split when it is asked for;
/// the index remembers which fields have anything to split or to unescape, so that plain ones never are.
/// </summary>
internal sealed class FieldIndex
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

    private FieldIndex(SegmentEntry[] segments, uint[] ends, bool isAscii, bool hasLineFeeds, bool hasEscapes)
    {
        Segments = segments;
        Ends = ends;
        IsAscii = isAscii;
        HasLineFeeds = hasLineFeeds;
        HasAnyEscape = hasEscapes;
    }

    public SegmentEntry[] Segments { get; }

    /// <summary>For each field the position after its last byte, with the three flags above; entry 0 of a segment is its id.</summary>
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
            return new(builder.TakeSegments(), builder.TakeEnds(), builder.IsAscii, builder.HasLineFeeds, builder.HasEscapes);
        }
        finally
        {
            builder.Return();
        }
    }

    private ref struct Builder
    {
        private const int Block = 64;
        private uint[] _ends;
        private int _endCount;
        private SegmentEntry[] _segments;
        private int _segmentCount;
        private int _segmentStart;
        private int _segmentFirst;
        private ulong _highBytes;
        private uint _carried;

        public Builder(int length)
        {
            _ends = ArrayPool<uint>.Shared.Rent(Math.Max(4 * Block, length / 3));
            _segments = ArrayPool<SegmentEntry>.Shared.Rent(32);
        }

        public readonly bool IsAscii => _highBytes == 0;

        public bool HasLineFeeds { get; private set; }

        public bool HasEscapes { get; private set; }

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
                _ends[_endCount++] = (uint)text.Length | _carried;
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
            _highBytes |= bytes.ExtractMostSignificantBits();
            HasLineFeeds |= lineFeeds.ExtractMostSignificantBits() != 0;
            HasEscapes |= escapes != 0;

            Grow();
            var carried = _carried;
            while (bounds != 0)
            {
                var bit = BitOperations.TrailingZeroCount(bounds);
                var upTo = bounds ^ (bounds - 1);
                var flags = carried | Flags(parts & upTo, repetitions & upTo, escapes & upTo);
                carried = 0;
                parts &= ~upTo;
                repetitions &= ~upTo;
                escapes &= ~upTo;
                bounds &= bounds - 1;
                _ends[_endCount++] = (uint)(at + bit) | flags;
                if ((terminators & upTo) != 0 && (terminators >> bit & 1) != 0) EndSegment(text, at + bit);
            }
            _carried = carried | Flags(parts, repetitions, escapes);
        }

        private static uint Flags(ulong parts, ulong repetitions, ulong escapes) =>
            (parts != 0 ? HasParts : 0) | (repetitions != 0 ? HasRepetitions | HasParts : 0) | (escapes != 0 ? HasEscapeCharacters : 0);

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
            // MSH-2 declares the delimiters: it is never split and never unescaped.
            if (SegmentId.IsHeader(id) && _endCount > _segmentFirst + 1) _ends[_segmentFirst + 1] &= PositionBits;
            _segments[_segmentCount++] = new(start, end, _segmentFirst, _endCount - _segmentFirst, id);
        }

        private void Grow()
        {
            if (_endCount + Block >= _ends.Length) Double(ref _ends);
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
/// <param name="FirstField">Its id's entry among the ends.</param>
/// <param name="FieldCount">Entries, the id included; at least one.</param>
/// <param name="Id">Packed as <see cref="SegmentId"/> does.</param>
internal readonly record struct SegmentEntry(int Start, int End, int FirstField, int FieldCount, uint Id);
