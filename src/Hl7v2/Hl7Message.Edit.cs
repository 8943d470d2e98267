using System.Buffers;
using System.Text;

namespace Carelake.Hl7v2;

public sealed partial class Hl7Message
{
    /// <summary>
    /// The message with another value at a place; every byte elsewhere stays as it is. <c>PID-5</c> replaces the whole field, <c>PID-5[2]</c> a repetition, <c>PID-5.1</c>
    /// the first component of the first repetition. Places that were not sent are added, with the separators they need.
    /// </summary>
    /// <param name="path">A field of a segment that the message has.</param>
    /// <param name="text">The value; delimiters in it are escaped. Empty means not sent.</param>
    /// <exception cref="FormatException">The path is none.</exception>
    /// <exception cref="ArgumentException">
    /// The message has no such segment, the path names a whole segment or declares delimiters (MSH-1, MSH-2), or the text cannot be written in the message's character
    /// set or with its delimiters.
    /// </exception>
    public Hl7Message With(string path, string text)
    {
        if (Escapes.IsUnwritable(text, Delimiters))
            throw new ArgumentException("The text holds a delimiter, and the message declares no escape character.", nameof(text));
        if (Encoding.GetString(Encoding.GetBytes(text)) != text)
            throw new ArgumentException($"The text cannot be written in the message's character set ({Encoding.WebName}).", nameof(text));
        var output = new ArrayBufferWriter<byte>(text.Length + 8);
        Escapes.Write(text, Delimiters, Encoding, output);
        return WithBytes(Hl7Path.Parse(path), output.WrittenSpan);
    }

    /// <summary>The message with <c>""</c> at a place: the receiver is to delete what it holds. See <see cref="With"/>.</summary>
    /// <exception cref="FormatException">The path is none.</exception>
    /// <exception cref="ArgumentException">The message has no such place.</exception>
    public Hl7Message WithNull(string path) => WithBytes(Hl7Path.Parse(path), "\"\""u8);

    /// <summary>The message with a value that is written as it stands, delimiters and escapes included. See <see cref="With"/>.</summary>
    /// <exception cref="FormatException">The path is none.</exception>
    /// <exception cref="ArgumentException">The message has no such place, or the value holds a line end or a field separator.</exception>
    public Hl7Message WithRaw(string path, string raw)
    {
        if (raw.AsSpan().IndexOfAny('\r', '\n', (char)Delimiters.Field) >= 0)
            throw new ArgumentException("A field separator or line end would begin another field.", nameof(raw));
        return WithBytes(Hl7Path.Parse(path), Encoding.GetBytes(raw));
    }

    /// <summary>The message with one more segment.</summary>
    /// <param name="index">How many segments stand before it; at least one.</param>
    /// <param name="raw">The segment without terminator, in the message's own delimiters.</param>
    /// <exception cref="ArgumentException">The index is out of range, or the segment holds a line end.</exception>
    public Hl7Message WithSegment(int index, string raw)
    {
        if (index < 1 || index > Segments.Count) throw new ArgumentOutOfRangeException(nameof(index));
        if (raw.AsSpan().IndexOfAny('\r', '\n') >= 0) throw new ArgumentException("A line end would begin another segment.", nameof(raw));
        var at = Entries[index - 1].End;
        return Spliced(at, at, [(byte)'\r', .. Encoding.GetBytes(raw)]);
    }

    /// <summary>The message without a segment and its terminator.</summary>
    /// <param name="index">Of the segment, from 1: the header stays.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public Hl7Message WithoutSegment(int index)
    {
        if (index < 1 || index >= Segments.Count) throw new ArgumentOutOfRangeException(nameof(index));
        return Spliced(Entries[index - 1].End, Entries[index].End, []);
    }

    private Hl7Message WithBytes(Hl7Path path, ReadOnlySpan<byte> value)
    {
        var segment = Segment(path.Segment, path.Occurrence);
        if (!segment.Exists) throw new ArgumentException($"The message has no segment {path with { Field = 0 }}.", nameof(path));
        var isHeader = SegmentId.IsHeader(segment.PackedId);
        if (path.Field == 0 || isHeader && path.Field < 3) throw new ArgumentException("Only a field after the delimiters can be replaced.", nameof(path));

        var start = segment.Offset;
        var field = Replaced(segment.Bytes, Delimiters.Field, isHeader ? path.Field : path.Field + 1, whole =>
            path is { Repetition: 0, Component: 0 } ? null
            : Replaced(whole, Delimiters.Repetition, Math.Max(1, path.Repetition), repetition =>
                path.Component == 0 ? null
                : Replaced(repetition, Delimiters.Component, path.Component, component =>
                    path.Subcomponent == 0 ? null
                    : Replaced(component, Delimiters.Subcomponent, path.Subcomponent, _ => null))));
        return Spliced(start + field.Start, start + field.Start + field.Length, [.. field.Padding, .. value]);
    }

    private delegate Place? Inner(ReadOnlySpan<byte> part);

    /// <summary>A range of bytes to be replaced, and the separators to be written before the value.</summary>
    private readonly record struct Place(int Start, int Length, byte[] Padding);

    // Finds the part with that number in the whole, or how many separators lack; goes on inside it.
    private static Place Replaced(ReadOnlySpan<byte> whole, byte delimiter, int number, Inner inner)
    {
        if (delimiter == 0) throw new ArgumentException("The message declares no delimiter for this level.", nameof(delimiter));
        var from = 0;
        for (; number > 1; number--)
        {
            var at = whole[from..].IndexOf(delimiter);
            if (at < 0) break;
            from += at + 1;
        }
        if (number > 1)
        {
            var padding = Enumerable.Repeat(delimiter, number - 1);
            return inner([]) is { } place ? new(whole.Length, 0, [.. padding, .. place.Padding]) : new(whole.Length, 0, [.. padding]);
        }
        var end = whole[from..].IndexOf(delimiter);
        var part = whole.Slice(from, end < 0 ? whole.Length - from : end);
        return inner(part) is { } within ? within with { Start = from + within.Start } : new(from, part.Length, []);
    }

    private Hl7Message Spliced(int start, int end, ReadOnlySpan<byte> value)
    {
        byte[] changed = [.. Span[..start], .. value, .. Span[end..]];
        // What was turned into UTF-8 to be read goes back to what it was; a byte order mark stays in front.
        var mark = Original.Span[..Math.Max(0, Original.Length - _length)];
        if (IsReadInPlace && mark.Length <= 4) return Read((byte[])[.. mark, .. changed], _options, isUtf8: false);
        Charset.FromMark(Original.Span, out var markLength);
        return Read((byte[])[.. Original.Span[..markLength], .. WireEncoding.GetBytes(Encoding.GetString(changed))], _options, isUtf8: false);
    }

    /// <summary>What the sender wrote in; other than <see cref="Encoding"/> where the text was turned into UTF-8 to be read.</summary>
    internal Encoding WireEncoding =>
        IsReadInPlace ? Encoding
        : Charset.FromMark(Original.Span, out _)
            ?? Header.Field(18).Repetitions.Select(repetition => Charset.Find(repetition.Text)).FirstOrDefault(found => found is not null && Charset.HidesDelimiters(found))
            ?? Encoding;

    private bool IsReadInPlace => Original.Span.EndsWith(Span);
}
