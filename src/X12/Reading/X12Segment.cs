using System.Text;

namespace Carelake.X12;

/// <summary>
/// A view of one segment in the buffer it was read from; it ends with that buffer. Elements are numbered from 1 as in the guides
/// (<c>CLM05</c> is <c>Element(5)</c>), and what is past the end is empty, since in X12 an empty element is an absent one.
/// </summary>
public readonly ref struct X12Segment
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<int> _ends;

    internal X12Segment(
        ReadOnlySpan<byte> bytes, ReadOnlySpan<int> ends, X12Marks marks, X12Delimiters delimiters, long byteOffset, long segmentNumber)
    {
        _bytes = bytes;
        _ends = ends;
        Marks = marks;
        Delimiters = delimiters;
        ByteOffset = byteOffset;
        SegmentNumber = segmentNumber;
    }

    /// <summary>The segment id, such as <c>CLM</c>; empty for a segment that is only a terminator.</summary>
    public ReadOnlySpan<byte> Id => _ends.Length == 0 ? _bytes : _bytes[.._ends[0]];

    /// <summary>The id packed with its first letter in the lowest byte; zero when it is longer than eight letters or empty.</summary>
    public ulong IdKey => X12Key.Of(Id);

    /// <summary>How many elements follow the id, empty ones included.</summary>
    public int ElementCount => Math.Max(0, _ends.Length - 1);

    /// <summary>The separators it was read with.</summary>
    public X12Delimiters Delimiters { get; }

    /// <summary>Bytes from the start of the input to the first letter of the id.</summary>
    public long ByteOffset { get; }

    /// <summary>Place in the input, counted from 1 over all interchanges.</summary>
    public long SegmentNumber { get; }

    /// <summary>All its bytes, without the terminator.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    internal X12Marks Marks { get; }

    internal ReadOnlySpan<int> Ends => _ends;

    /// <summary>An element's bytes as sent, components and repetitions included.</summary>
    /// <param name="number">From 1; 0 is the id.</param>
    public ReadOnlySpan<byte> Element(int number)
    {
        if ((uint)number >= (uint)_ends.Length) return default;
        var start = number == 0 ? 0 : _ends[number - 1] + 1;
        return _bytes[start.._ends[number]];
    }

    /// <summary>The element as a thing with repetitions and components.</summary>
    public X12Element Composite(int number) => new(Element(number), Delimiters);

    /// <summary>A component of the first repetition of an element: <c>CLM05-1</c> is <c>Component(5, 1)</c>.</summary>
    public ReadOnlySpan<byte> Component(int element, int component) => Composite(element).Component(component);

    /// <summary>The element holds more than one component or repetition.</summary>
    internal bool IsStructured(int number) => (Marks.Structured & X12Marks.Bit(number)) != 0;

    /// <summary>The id is this one.</summary>
    public bool Is(ReadOnlySpan<byte> id) => Id.SequenceEqual(id);

    /// <summary>An element as text: UTF-8 where it is that, otherwise ISO 8859-1.</summary>
    public string Text(int element) => X12Text.Of(Element(element));

    /// <summary>The segment as text, for a debugger. Never log it: it may hold PHI.</summary>
    public override string ToString() => $"segment {Encoding.ASCII.GetString(Id)} with {ElementCount} elements";

    /// <summary>A copy that outlives the buffer.</summary>
    public X12SegmentValue ToValue() => new(_bytes.ToArray(), _ends.ToArray(), Marks, Delimiters, ByteOffset, SegmentNumber);
}
