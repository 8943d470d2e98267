using System.Collections.Immutable;
using System.Text;
using Carelake.Core;

namespace Carelake.Hl7v2;

public sealed partial class Hl7Message
{
    private const int MostEscapeFindings = 20;

    /// <summary>
    /// Reads one message, without frame or batch around it. Segments may end with CR, LF or both, may be indented, and the last need not end at all.
    /// </summary>
    /// <param name="bytes">Kept by the message, and so not to be changed as long as it is used.</param>
    /// <param name="options">What was agreed with the sender; <see langword="null"/> for <see cref="Hl7ReadOptions.Default"/>.</param>
    /// <returns>The message with what could be read, and what is wrong with it; an issue of severity error means that it must not be processed.</returns>
    public static Parsed<Hl7Message> Parse(ReadOnlyMemory<byte> bytes, Hl7ReadOptions? options = null)
    {
        var message = Read(bytes, options ?? Hl7ReadOptions.Default, isUtf8: false);
        return new(message, message.Findings.IsEmpty ? [] : [.. message.Findings.Select(finding => finding.ToIssue())]);
    }

    /// <summary>Reads a message that may be known to be UTF-8, whatever it declares.</summary>
    internal static Hl7Message Read(ReadOnlyMemory<byte> bytes, Hl7ReadOptions options, bool isUtf8)
    {
        var findings = new FindingList();
        if (bytes.Length > FieldIndex.LongestText)
        {
            findings.Add("HL7-0011", Severity.Error, "", 0, "The message is longer than half a gibibyte.");
            return Nothing(bytes, findings);
        }

        var text = MessageText.Of(bytes);
        var encoding = isUtf8 ? Charset.Utf8 : null;
        if (Charset.FromMark(text.Span, out var markLength) is { } marked)
        {
            if (Charset.IsWide(marked) && !options.AllowsWideCharacters)
            {
                findings.Add("HL7-0008", Severity.Error, "MSH-18", 0, "The message is in UTF-16 or UTF-32, which was not agreed.");
                return Nothing(bytes, findings);
            }
            text = text.Skip(markLength);
            encoding = marked;
        }
        return Read(bytes, text, encoding, options, findings);
    }

    /// <summary>Reads segments that declare no delimiters themselves.</summary>
    internal static Hl7Message ReadPart(ReadOnlyMemory<byte> bytes, Delimiters delimiters)
    {
        var text = MessageText.Of(bytes) with { Delimiters = delimiters };
        return new(bytes, text, FieldIndex.Of(text.Span, delimiters), Charset.Utf8, Hl7ReadOptions.Default, []);
    }

    private static Hl7Message Read(ReadOnlyMemory<byte> original, MessageText text, Encoding? encoding, Hl7ReadOptions options, FindingList findings)
    {
        if (encoding is not null && Charset.HidesDelimiters(encoding))
            return Read(original, InUtf8(text, encoding), Charset.Utf8, options, findings);

        text = WithDelimiters(text, findings);
        var index = FieldIndex.Of(text.Span, text.Delimiters);
        var message = new Hl7Message(original, text, index, encoding ?? Charset.Utf8, options, []);
        if (encoding is null && message.DeclaredEncoding(options, findings) is var declared)
        {
            if (Charset.HidesDelimiters(declared))
                return Read(original, InUtf8(text, declared), Charset.Utf8, options, new());
            if (!ReferenceEquals(declared, message.Encoding)) message = new(original, text, index, declared, options, []);
        }
        if (message.JoinedContinuations(findings) is { } joined)
            return Read(original, joined, message.Encoding, options, findings);

        message.CheckSegments(findings);
        return findings.Count == 0 ? message : new(original, text, index, message.Encoding, options, findings.InOrder());
    }

    private static Hl7Message Nothing(ReadOnlyMemory<byte> bytes, FindingList findings) =>
        new(bytes, new([], 0, 0, Delimiters.Usual), FieldIndex.Of([], Delimiters.Usual), Charset.Utf8, Hl7ReadOptions.Default, findings.InOrder());

    private static MessageText InUtf8(MessageText text, Encoding encoding) => MessageText.Of(Encoding.Convert(encoding, Charset.Utf8, text.Array, text.Start, text.Length));

    private static MessageText WithDelimiters(MessageText text, FindingList findings)
    {
        var span = text.Span;
        var start = 0;
        while (start < span.Length && span[start] <= ' ') start++;
        var header = span[start..];
        var id = header.Length >= 3 ? SegmentId.Pack(header[..3]) : 0;
        if (!SegmentId.IsHeader(id))
        {
            findings.Add("HL7-0001", Severity.Error, "MSH", start, "The message does not begin with a header (MSH).");
            return text;
        }
        if (id != SegmentId.Msh)
            findings.Add("HL7-0001", Severity.Error, "MSH", start, "A batch header stands where a message should begin: read the file as a batch.");
        var wrong = Delimiters.Read(header, out var delimiters);
        if (wrong is not null) findings.Add("HL7-0002", Severity.Warning, "MSH-2", start + 3, wrong);
        return text with { Delimiters = delimiters };
    }

    private Encoding DeclaredEncoding(Hl7ReadOptions options, FindingList findings)
    {
        var declared = Header.Field(18);
        if (declared.IsEmpty) return UndeclaredEncoding(options, findings, "MSH-18 names no character set and the bytes are not UTF-8");
        if (declared.Bytes.SequenceEqual("ASCII"u8)) return UndeclaredEncoding(options, findings, "MSH-18 says ASCII and the bytes are neither that nor UTF-8");
        if (declared.Bytes.SequenceEqual("UNICODE UTF-8"u8)) return ValidUtf8(options, findings, "The bytes are not in UTF-8, the character set that MSH-18 names");

        // Text in Japanese may switch to any of the sets that MSH-18 lists, often after an empty first one.
        var names = declared.Repetitions.Select(repetition => repetition.Text).ToList();
        if (names.Any(name => name is "ISO IR14" or "ISO IR87" or "ISO IR159") && Charset.Find("ISO IR87") is { } japanese) return japanese;
        if (names[0].Length == 0 || string.Equals(names[0], "ASCII", StringComparison.OrdinalIgnoreCase))
            return UndeclaredEncoding(options, findings, "MSH-18 says ASCII and the bytes are neither that nor UTF-8");
        if (Charset.Find(names[0]) is { } encoding)
        {
            return Charset.IsWide(encoding) || ReferenceEquals(encoding, Charset.Utf8)
                ? ValidUtf8(options, findings, "The bytes are not in the character set that MSH-18 names")
                : encoding;
        }
        findings.Add("HL7-0006", Severity.Warning, "MSH-18", declared.Offset, "MSH-18 names a character set that is not in table 0211.");
        return UndeclaredEncoding(options, findings, "The bytes are not UTF-8");
    }

    private Encoding UndeclaredEncoding(Hl7ReadOptions options, FindingList findings, string reason) =>
        _index.IsAscii ? Charset.Utf8 : ValidUtf8(options, findings, reason);

    private Encoding ValidUtf8(Hl7ReadOptions options, FindingList findings, string reason)
    {
        if (_index.IsAscii || FirstInvalidUtf8(Span) is not (>= 0 and var offset)) return Charset.Utf8;
        var fallback = Charset.Find(options.FallbackCharset) is { } known && !Charset.HidesDelimiters(known) ? known : Charset.Find(Charset.Fallback) ?? Encoding.Latin1;
        findings.Add("HL7-0007", Severity.Warning, PathAt(offset), offset, $"{reason}: read as {fallback.WebName}.");
        return fallback;
    }

    private static int FirstInvalidUtf8(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[at..], out _, out var length) != System.Buffers.OperationStatus.Done) return at;
            at += length;
        }
        return -1;
    }

    /// <summary>The text with each ADD segment taken as the rest of the segment before it (HL7 v2.5.1 section 2.10.2); <see langword="null"/> when there are none.</summary>
    private MessageText? JoinedContinuations(FindingList findings)
    {
        var segments = Entries;
        if (!Array.Exists(segments, segment => segment.Id == SegmentId.Add)) return null;
        var joined = new MemoryStream(_length);
        var from = 0;
        // A message that continues another (MSH-14) may begin with the rest of the other's last segment.
        for (var index = Header.Field(14).IsEmpty ? 1 : 2; index < segments.Length; index++)
        {
            if (segments[index].Id != SegmentId.Add) continue;
            joined.Write(Span[from..segments[index - 1].End]);
            // The field separator after ADD stands for nothing: the text goes on where it stopped.
            from = Math.Min(segments[index].Start + 4, segments[index].End);
        }
        joined.Write(Span[from..]);
        if (segments[0].Id == SegmentId.Add) findings.Add("HL7-0012", Severity.Warning, "ADD", segments[0].Start, "An ADD segment has nothing to continue.");
        // A message in which ADD stands first has nothing else to join there, and must not be joined for ever.
        return from == 0 ? null : MessageText.Of(joined.ToArray());
    }

    private void CheckSegments(FindingList findings)
    {
        if (_index.HasLineFeeds)
            findings.Add("HL7-0003", Severity.Warning, "", Span.IndexOf((byte)'\n'), "Segments end with line feeds where the standard asks for carriage returns.");
        var segments = Entries;
        for (var index = 0; index < segments.Length && !findings.IsFull; index++)
        {
            ref readonly var entry = ref segments[index];
            if (!SegmentId.IsWellFormed(entry.Id))
                findings.Add("HL7-0005", Severity.Warning, new Segment(this, index).Path, entry.Start, "The line does not start with a segment's name: three upper-case letters or digits.");
            else if (entry.Id == SegmentId.Msh && index > 0)
                findings.Add("HL7-0010", Severity.Error, new Segment(this, index).Path, entry.Start, "A second message begins inside the first: read the file as a batch.");
            if (entry.Start > 0 && Span[entry.Start - 1] is not ((byte)'\r' or (byte)'\n'))
                findings.Add("HL7-0004", Severity.Warning, new Segment(this, index).Path, entry.Start, "The segment is indented.");
        }
        if (_index.HasAnyEscape) CheckEscapes(findings);
    }

    private void CheckEscapes(FindingList findings)
    {
        var found = 0;
        for (var index = 0; index < Entries.Length; index++)
        {
            ref readonly var entry = ref Entries[index];
            // Field 1 of a header is the separator, and has no entry among the ends.
            for (var number = SegmentId.IsHeader(entry.Id) ? 2 : 1; number <= entry.FieldCount && found < MostEscapeFindings; number++)
            {
                if ((Ends[entry.FieldBase + number] & FieldIndex.HasEscapeCharacters) == 0) continue;
                var field = new Segment(this, index).Field(number);
                if (FindOddEscape(field) is not (>= 0 and var at)) continue;
                findings.Add("HL7-0009", Severity.Warning, field.Path, field.Offset + at, "An escape sequence is unknown or does not end; it is kept as it stands.");
                found++;
            }
        }
    }

    // A sequence ends within its component: delimiters come first.
    private int FindOddEscape(Field field)
    {
        var bytes = field.Bytes;
        for (var from = 0; from < bytes.Length;)
        {
            var length = bytes[from..].IndexOfAny([Delimiters.Component, Delimiters.Repetition, Delimiters.Subcomponent]);
            var part = length < 0 ? bytes[from..] : bytes.Slice(from, length);
            var odd = Escapes.FindOdd(part, Delimiters.Escape);
            if (odd >= 0) return from + odd;
            from += part.Length + 1;
        }
        return -1;
    }

    private string PathAt(int offset)
    {
        foreach (var segment in Segments)
        {
            if (offset < segment.Offset || offset > segment.Offset + segment.Bytes.Length) continue;
            var field = segment.Fields.LastOrDefault(field => field.Number > 0 && field.Offset <= offset && field.Bytes.Length > 0);
            return field.Number > 0 ? field.Path : segment.Path;
        }
        return "";
    }
}
