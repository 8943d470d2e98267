namespace Carelake.X12;

/// <summary>A segment that owns its bytes. Elements are numbered from 1; what is past the end is the empty string.</summary>
public sealed class X12SegmentValue
{
    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private readonly X12Marks _marks;
    private string? _id;

    internal X12SegmentValue(byte[] bytes, int[] ends, X12Marks marks, X12Delimiters delimiters, long byteOffset, long segmentNumber)
    {
        _bytes = bytes;
        _ends = ends;
        _marks = marks;
        Delimiters = delimiters;
        ByteOffset = byteOffset;
        SegmentNumber = segmentNumber;
    }

    /// <summary>The segment id, such as <c>CLM</c>.</summary>
    public string Id => _id ??= X12Text.OfKey(View.Id);

    /// <summary>How many elements follow the id, empty ones included.</summary>
    public int ElementCount => Math.Max(0, _ends.Length - 1);

    /// <summary>Bytes from the start of the input to the first letter of the id; zero when it was not read but made.</summary>
    public long ByteOffset { get; }

    /// <summary>Place in the input, counted from 1; zero when it was not read but made.</summary>
    public long SegmentNumber { get; }

    /// <summary>The separators it was read with.</summary>
    public X12Delimiters Delimiters { get; }

    /// <summary>All its bytes as sent, without the terminator.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The same segment as a view.</summary>
    public X12Segment View => new(_bytes, _ends, _marks, Delimiters, ByteOffset, SegmentNumber);

    /// <summary>An element as text, components and repetitions included.</summary>
    /// <param name="number">From 1.</param>
    public string Element(int number) => X12Text.Of(View.Element(number));

    /// <summary>A component of the first repetition of an element, as text.</summary>
    public string Component(int element, int component) => X12Text.Of(View.Component(element, component));

    /// <summary>A component of any repetition of an element, as text.</summary>
    public string Component(int element, int repetition, int component) =>
        X12Text.Of(View.Composite(element).Repetition(repetition).Component(component));

    /// <summary>How many repetitions an element has; zero when it is empty.</summary>
    public int RepetitionCount(int element)
    {
        var composite = View.Composite(element);
        return composite.IsEmpty ? 0 : composite.RepetitionCount;
    }

    /// <summary>How many components the first repetition of an element has; zero when it is empty.</summary>
    public int ComponentCount(int element)
    {
        var composite = View.Composite(element);
        return composite.IsEmpty ? 0 : composite.ComponentCount;
    }

    /// <summary>A segment of this text, such as <c>REF*EI*123456789</c>, without a terminator.</summary>
    /// <param name="bytes">Id and elements.</param>
    /// <param name="delimiters">How they are separated.</param>
    public static X12SegmentValue Of(ReadOnlySpan<byte> bytes, X12Delimiters delimiters)
    {
        var ends = new int[bytes.Count(delimiters.Element) + 1];
        X12Scanner.Scalar(bytes, delimiters, from: 0, new X12Scan(), ends, out var scan);
        ends[scan.Count] = bytes.Length;
        return new(bytes.ToArray(), ends, scan.Marks, delimiters, byteOffset: 0, segmentNumber: 0);
    }

    /// <summary>The id and the number of elements: the values may be PHI.</summary>
    public override string ToString() => $"{Id} with {ElementCount} elements";
}
