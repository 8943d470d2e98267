using System.Buffers;
using System.Text;

namespace Carelake.X12.Json;

/// <summary>
/// X12 of any size as JSON that can be turned back into the same bytes. Segments stand in the loops of their guide; their elements are named as
/// in the guide (<c>CLM01</c>), a composite is an array of its components, a repeated element an object with <c>repetitions</c>. Whatever else
/// makes the file what it is, as line ends, is kept beside. Memory is that of the longest segment and of what is fed at once; in lines, of one line.
/// </summary>
public sealed class X12JsonWriter : IDisposable
{
    // Enough to see what stands between the first two segments before anything is written.
    private const int HeadBytes = 1 << 16;

    private readonly X12JsonItems _items;
    private readonly X12Reader _reader = new();
    private readonly PlaceCollector _places = new();
    private readonly X12Parser _parser;
    private byte[] _kept = new byte[HeadBytes];
    private int _count;

    // Where in the input the kept bytes begin, and how much of them is scanned and written.
    private long _start;
    private int _scanned;
    private int _written;
    private bool _isBegun;

    /// <summary>A writer at the start of an input.</summary>
    /// <param name="output">Takes UTF-8 JSON; all there is after each <see cref="Feed"/>, so that the caller may empty it then.</param>
    /// <param name="layout">One document, or lines.</param>
    public X12JsonWriter(IBufferWriter<byte> output, X12JsonLayout layout)
    {
        _items = new X12JsonItems(output, layout);
        _parser = new X12Parser(_places, X12ParserOptions.StructureOnly);
    }

    /// <summary>Reads on.</summary>
    /// <param name="bytes">The next bytes of the input, of any length; not kept.</param>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        _parser.Feed(bytes);
        Keep(bytes);
        if (!_isBegun && _count < HeadBytes) return;
        Write(isFinal: false);
    }

    /// <summary>No more bytes follow: the JSON is ended.</summary>
    public void Complete()
    {
        _parser.Complete();
        Write(isFinal: true);
        _items.End(_kept.AsSpan(_written, _count - _written));
    }

    /// <inheritdoc/>
    public void Dispose() => _items.Dispose();

    private void Write(bool isFinal)
    {
        if (!_isBegun) _items.Begin(LineEnd(_kept.AsSpan(0, _count), isFinal));
        _isBegun = true;
        ReadOnlySpan<byte> rest = _kept.AsSpan(_scanned, _count - _scanned);
        while (_reader.TryRead(ref rest, isFinal, out var segment))
        {
            var at = (int)(segment.ByteOffset - _start);
            var end = at + segment.Bytes.Length;
            var isTerminated = end < _count;
            _places.Places.Remove(segment.SegmentNumber, out var place);
            _items.Take(segment, place, _kept.AsSpan(_written, at - _written), isFirst: _start + _written == 0, isTerminated);
            _written = isTerminated ? end + 1 : end;
        }
        _scanned = _count - rest.Length;
        _items.Flush();
        DropWritten();
    }

    private void DropWritten()
    {
        Buffer.BlockCopy(_kept, _written, _kept, 0, _count - _written);
        _start += _written;
        _count -= _written;
        _scanned -= _written;
        _written = 0;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_kept.Length < _count + bytes.Length) Array.Resize(ref _kept, Math.Max(_count + bytes.Length, _kept.Length * 2));
        bytes.CopyTo(_kept.AsSpan(_count));
        _count += bytes.Length;
    }

    // What stands between the first two segments, which nearly always is what stands between all.
    private static string LineEnd(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        var rest = bytes;
        if (!new X12Reader().TryRead(ref rest, isFinal, out _)) return "";
        var start = bytes.Length - rest.Length;
        var count = 0;
        while (start + count < bytes.Length && bytes[start + count] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t') count++;
        return Encoding.ASCII.GetString(bytes.Slice(start, count));
    }

    /// <summary>The loop each segment lies in and whether it begins it, by segment number; only segments that were placed and are not written yet.</summary>
    private sealed class PlaceCollector : X12Handler
    {
        public Dictionary<long, X12SegmentPlace?> Places { get; } = [];

        public override void OnSegment(in X12Segment segment, in X12SegmentPlace place) => Places[segment.SegmentNumber] = place;
    }
}
