using System.Collections;

namespace Carelake.Hl7v2;

/// <summary>
/// One line of a message (HL7 v2.5.1 section 2.5.1). A view: it costs nothing to make and keeps the message alive. The default value is a segment that
/// is not there, all of whose fields are empty.
/// </summary>
public readonly struct Segment : IEquatable<Segment>
{
    private readonly Hl7Message? _message;
    private readonly int _index;

    internal Segment(Hl7Message message, int index) => (_message, _index) = (message, index);

    /// <summary>The message has this segment.</summary>
    public bool Exists => _message is not null;

    /// <summary>Three characters; empty when the line does not start with any, or the segment is not there.</summary>
    public string Id => _message is null ? "" : SegmentId.Name(Entry.Id);

    /// <summary>Place among all segments of the message, from 0; 0 also when it is not there.</summary>
    public int Index => _index;

    /// <summary>Place among the segments of the same name, from 1; 0 when it is not there.</summary>
    public int Occurrence => _message is null ? 0 : _message.CountOf(Entry.Id, before: _index) + 1;

    /// <summary>Where it stands, such as <c>OBX[3]</c>; empty when it is not there.</summary>
    public string Path => _message is null ? "" : new Hl7Path(Id.Length == 0 ? "???" : Id, Occurrence, 0, 0, 0, 0).ToString();

    /// <summary>Number of the last field that was sent, empty or not; 0 when there is none.</summary>
    public int FieldCount => _message is null ? 0 : Entry.FieldCount;

    /// <summary>Bytes of <see cref="Hl7Message.Bytes"/> before it.</summary>
    public int Offset => _message is null ? 0 : Entry.Start;

    /// <summary>The segment as it stands, without its terminator.</summary>
    public ReadOnlySpan<byte> Bytes => _message is null ? default : _message.Span[Entry.Start..Entry.End];

    /// <summary>Every field in order, from 1.</summary>
    public FieldList Fields => new(this);

    /// <summary>The message it stands in; <see langword="null"/> when it is not there.</summary>
    public Hl7Message? Message => _message;

    internal uint PackedId => _message is null ? 0 : Entry.Id;

    private ref readonly SegmentEntry Entry => ref _message!.Entries[_index];

    /// <summary>The segment has this name.</summary>
    public bool Is(string id) => _message is not null && Entry.Id == SegmentId.Pack(id) && Entry.Id != 0;

    /// <summary>
    /// A field by its number in the standard; empty when it was not sent. Of MSH, FHS and BHS field 1 is the separator itself and field 2 the encoding
    /// characters.
    /// </summary>
    public Field Field(int number)
    {
        var slice = Slice(number);
        return slice.Message is null ? default : new(slice, this, number);
    }

    /// <summary>The first repetition of a field, to be seen as a data type.</summary>
    internal Hl7Part First(int number) => new(Slice(number).RepetitionPart(1));

    internal Slice Slice(int number)
    {
        if (_message is null) return default;
        ref readonly var entry = ref Entry;
        if ((uint)(number - 1) >= (uint)entry.FieldCount) return default;
        if (number == 1 && SegmentId.IsHeader(entry.Id)) return new(_message, entry.Start + 3, Math.Min(1, entry.End - entry.Start - 3), 0);
        var ends = _message.Ends;
        var at = entry.FieldBase + number;
        var end = ends[at];
        var start = FieldIndex.Position(ends[at - 1]) + 1;
        return new(_message, start, FieldIndex.Position(end) - start, end & Hl7v2.Slice.AllFlags);
    }

    /// <summary>The same segment of the same message.</summary>
    public bool Equals(Segment other) => ReferenceEquals(_message, other._message) && _index == other._index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Segment other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_message, _index);

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Path;

    /// <summary>The same segment of the same message.</summary>
    public static bool operator ==(Segment left, Segment right) => left.Equals(right);

    /// <summary>Not the same segment of the same message.</summary>
    public static bool operator !=(Segment left, Segment right) => !left.Equals(right);
}

/// <summary>The fields of a segment, from 1.</summary>
public readonly struct FieldList : IReadOnlyList<Field>
{
    private readonly Segment _segment;

    internal FieldList(Segment segment) => _segment = segment;

    /// <summary>Fields that were sent, empty or not.</summary>
    public int Count => _segment.FieldCount;

    /// <summary>The field after that many others.</summary>
    public Field this[int index] => _segment.Field(index + 1);

    /// <inheritdoc/>
    public IEnumerator<Field> GetEnumerator()
    {
        for (var number = 1; number <= _segment.FieldCount; number++)
            yield return _segment.Field(number);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
