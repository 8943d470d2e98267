using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Carelake.Hl7v2;

/// <summary>
/// A message of HL7 v2.1 to v2.8 in the vertical-bar encoding (HL7 v2.5.1 chapter 2): an index over the bytes it was read from, which are kept and not
/// copied. What nobody asks for is not decoded.
/// </summary>
public sealed partial class Hl7Message
{
    private readonly byte[] _array;
    private readonly int _start;
    private readonly int _length;
    private readonly Delimiters _delimiters;
    private readonly FieldIndex _index;
    private readonly Hl7ReadOptions _options;

    private Hl7Message(
        ReadOnlyMemory<byte> original, in MessageText text, in FieldIndex index, Encoding encoding, Hl7ReadOptions options, ImmutableArray<Finding> findings)
    {
        _options = options;
        Original = original;
        (_array, _start, _length) = (text.Array, text.Start, text.Length);
        _delimiters = text.Delimiters;
        _index = index;
        Encoding = encoding;
        Findings = findings;
    }

    /// <summary>The bytes it was read from, or those that an edit left.</summary>
    public ReadOnlyMemory<byte> Original { get; }

    /// <summary>
    /// The bytes that offsets count in. They are <see cref="Original"/> without a byte order mark; or its text in UTF-8, when it came in a character set that hides
    /// delimiters in characters (UTF-16, GB 18030, BIG-5, ISO 2022), or had ADD segments, which are joined to the segments they continue.
    /// </summary>
    public ReadOnlyMemory<byte> Bytes => _array.AsMemory(_start, _length);

    /// <summary>What MSH-1 and MSH-2 declare.</summary>
    public Delimiters Delimiters => _delimiters;

    /// <summary>Reads <see cref="Bytes"/>.</summary>
    public Encoding Encoding { get; }

    /// <summary>What reading found wrong, in order of place.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>Every segment in order; none when nothing could be read.</summary>
    public SegmentList Segments => new(this);

    /// <summary>MSH; not there when the message has no header.</summary>
    public Segment Header => Entries is [{ Id: SegmentId.Msh }, ..] ? new(this, 0) : default;

    /// <summary>MSH-9.1, such as <c>ADT</c>.</summary>
    public string MessageCode => Header.Field(9).Component(1).Text;

    /// <summary>MSH-9.2, such as <c>A01</c>.</summary>
    public string TriggerEvent => Header.Field(9).Component(2).Text;

    /// <summary>MSH-9.3, such as <c>ADT_A01</c>; empty when the sender did not say.</summary>
    public string MessageStructure => Header.Field(9).Component(3).Text;

    /// <summary>MSH-10: what an acknowledgement answers.</summary>
    public string ControlId => Header.Field(10).Text;

    /// <summary>MSH-12.1, such as <c>2.5.1</c>.</summary>
    public string Version => Header.Field(12).Text;

    internal ref readonly Delimiters DelimitersInPlace => ref _delimiters;

    /// <summary>Where each segment stands.</summary>
    internal SegmentEntry[] Entries => _index.Segments;

    /// <summary>Where each field ends, with the flags of <see cref="FieldIndex"/>.</summary>
    internal uint[] Ends => _index.Ends;

    internal ReadOnlySpan<byte> Span => new(_array, _start, _length);

    /// <summary>The first segment of that name; one that is not there when the message has none.</summary>
    public Segment Segment(string id) => Segment(id, 1);

    /// <summary>The segment of that name after <paramref name="occurrence"/> - 1 others; one that is not there past the last.</summary>
    public Segment Segment(string id, int occurrence)
    {
        var packed = SegmentId.Pack(id);
        var segments = Entries;
        for (var index = 0; packed != 0 && index < segments.Length; index++)
            if (segments[index].Id == packed && --occurrence == 0) return new(this, index);
        return default;
    }

    /// <summary>Every segment of that name, in order.</summary>
    public IEnumerable<Segment> SegmentsOf(string id)
    {
        var packed = SegmentId.Pack(id);
        for (var index = 0; packed != 0 && index < Entries.Length; index++)
            if (Entries[index].Id == packed) yield return new(this, index);
    }

    /// <summary>What stands at a place such as <c>PID-3[2].4.1</c> or <c>OBX[3]-5</c>; a value that was not sent when there is nothing.</summary>
    /// <exception cref="FormatException">The path is none.</exception>
    public Hl7Value Get(string path) => Get(Hl7Path.Parse(path));

    /// <summary>What stands at a place; a value that was not sent when there is nothing.</summary>
    public Hl7Value Get(Hl7Path path)
    {
        var segment = Segment(path.Segment, path.Occurrence);
        if (!segment.Exists) return default;
        if (path.Field == 0) return new(new(this, segment.Offset, segment.Bytes.Length, 0));
        var slice = segment.Field(path.Field).Slice;
        if (path.Repetition > 0 || path.Component > 0) slice = slice.RepetitionPart(Math.Max(1, path.Repetition));
        if (path.Component > 0) slice = slice.Part(Delimiters.Component, path.Component);
        if (path.Subcomponent > 0) slice = slice.Part(Delimiters.Subcomponent, path.Subcomponent);
        return new(slice);
    }

    /// <summary>Its type and size, never its content.</summary>
    public override string ToString() => $"{MessageCode}^{TriggerEvent}, {Entries.Length} segments, {_length} bytes";

    /// <summary>The same message with one thing more found wrong with it.</summary>
    internal Hl7Message WithFinding(Finding finding) =>
        new(Original, new(_array, _start, _length, _delimiters), _index, Encoding, _options, Findings.Add(finding));

    /// <summary>64 bytes can be read from there, of which some may be behind the message.</summary>
    internal bool HasBlockAt(int position) => _start + position + Vector512<byte>.Count <= _array.Length;

    internal Vector512<byte> BlockAt(int position) => Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_array), (nuint)(_start + position));

    /// <summary>A value without escapes as text; <c>""</c>, which deletes, is none.</summary>
    internal string Decode(int start, int length)
    {
        var first = _start + start;
        if (_index.IsAscii && length <= ShortTexts.Longest && first + ShortTexts.Longest <= _array.Length)
            return ShortTexts.Of(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), (nuint)first), length);
        var value = new ReadOnlySpan<byte>(_array, first, length);
        return value is [(byte)'"', (byte)'"'] ? ""
            : _index.IsAscii ? Encoding.Latin1.GetString(value)
            : Encoding.GetString(value);
    }

    internal int CountOf(uint id, int before)
    {
        var count = 0;
        for (var index = 0; index < before; index++)
            if (Entries[index].Id == id) count++;
        return count;
    }
}
