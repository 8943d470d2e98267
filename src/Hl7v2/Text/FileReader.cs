using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>Cuts a file at the lines that begin a message or belong to an envelope.</summary>
internal sealed class FileReader
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n\0\u001C\u000B\u001A"u8);
    private readonly Hl7ReadOptions _options;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly bool _isUtf8;
    private readonly FindingList _findings = new();
    private readonly ImmutableArray<Hl7Batch>.Builder _batches = ImmutableArray.CreateBuilder<Hl7Batch>();
    private ImmutableArray<Parsed<Hl7Message>>.Builder _messages = ImmutableArray.CreateBuilder<Parsed<Hl7Message>>();
    private Segment _fileHeader;
    private Segment _fileTrailer;
    private Segment _batchHeader;

    public FileReader(ReadOnlyMemory<byte> bytes, Hl7ReadOptions options)
    {
        _options = options;
        var encoding = Charset.FromMark(bytes.Span, out var markLength);
        _isUtf8 = encoding is not null;
        _bytes = encoding is null ? bytes
            : !Charset.IsWide(encoding) ? bytes[markLength..]
            : options.AllowsWideCharacters ? Encoding.Convert(encoding, Charset.Utf8, bytes.Span[markLength..].ToArray())
            : ReadOnlyMemory<byte>.Empty;
        if (_bytes.IsEmpty && !bytes.IsEmpty && encoding is not null)
            _findings.Add("HL7-0008", Severity.Error, "", 0, "The file is in UTF-16 or UTF-32, which was not agreed, or holds nothing but a byte order mark.");
    }

    public Hl7File Read()
    {
        var pieceStart = 0;
        var pieceId = 0u;
        var isIn = false;
        foreach (var (start, id) in Boundaries())
        {
            if (isIn || start > 0) Take(pieceId, pieceStart, start);
            (pieceStart, pieceId, isIn) = (start, id, true);
        }
        if (!_bytes.IsEmpty) Take(pieceId, pieceStart, _bytes.Length);
        EndBatch(default, _bytes.Length);
        if (_fileHeader.Exists && !_fileTrailer.Exists)
            _findings.Add("HL7-0021", Severity.Error, "FTS", -1, "The file's trailer (FTS) is missing.");
        return new(_fileHeader, _batches.ToImmutable(), _fileTrailer, _findings.InOrder());
    }

    // Where each line starts that begins a message or an envelope segment. Frame characters of MLLP before it are blanks like any other.
    private IEnumerable<(int Start, uint Id)> Boundaries()
    {
        for (var at = 0; at < _bytes.Length;)
        {
            var (id, next) = Line(_bytes.Span[at..]);
            if (id != 0) yield return (at, id);
            at += next;
        }
    }

    private static (uint Id, int Next) Line(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        // What stands before the start of a frame on the same line belongs to no message.
        var frame = line.LastIndexOf(Mllp.StartBlock);
        if (frame >= 0) line = line[(frame + 1)..];
        line = line.TrimStart(" \t\0\u001C"u8);
        var id = line.Length >= 4 && !char.IsAsciiLetterOrDigit((char)line[3]) ? SegmentId.Pack(line[..3]) : 0;
        var isBoundary = SegmentId.IsHeader(id) || id is SegmentId.Bts or SegmentId.Fts || line.Length == 3 && SegmentId.Pack(line) is SegmentId.Bts or SegmentId.Fts;
        return (isBoundary ? SegmentId.Pack(line[..3]) : 0, end < 0 ? rest.Length : end + 1);
    }

    private void Take(uint id, int start, int end)
    {
        var piece = WithoutFrame(_bytes[start..end]);
        if (id != SegmentId.Msh)
        {
            TakeEnvelope(id, piece, start);
            return;
        }
        _messages.Add(Parse(WithoutBlankEnd(piece)));
    }

    private Parsed<Hl7Message> Parse(ReadOnlyMemory<byte> piece)
    {
        var message = Hl7Message.Read(piece, _options, _isUtf8);
        return new(message, [.. message.Findings.Select(finding => finding.ToIssue())]);
    }

    // An envelope piece is one line, and whatever follows it that is no message.
    private void TakeEnvelope(uint id, ReadOnlyMemory<byte> piece, int start)
    {
        if (id == 0)
        {
            // Without any header the file is read as one message, which says itself that its header is missing.
            if (piece.Length == _bytes.Length) _messages.Add(Parse(piece));
            else TakeStray(piece, start);
            return;
        }
        var trimmed = piece.Span.IndexOfAnyExcept(Blanks);
        var lineEnd = piece.Span[trimmed..].IndexOfAny((byte)'\r', (byte)'\n');
        var line = lineEnd < 0 ? piece : piece[..(trimmed + lineEnd)];
        var segment = SegmentId.IsHeader(id) ? Hl7Message.Read(line, _options, _isUtf8).Segments[0] : Trailer(line);
        switch (id)
        {
            case SegmentId.Fhs: TakeFileHeader(segment, start); break;
            case SegmentId.Bhs: EndBatch(default, start); _batchHeader = segment; break;
            case SegmentId.Bts: EndBatch(segment, start); break;
            default: TakeFileTrailer(segment, start); break;
        }
        if (lineEnd >= 0) TakeStray(piece[line.Length..], start + line.Length);
    }

    // BTS and FTS have no delimiters of their own: those of the header hold, and the usual ones without one.
    private Segment Trailer(ReadOnlyMemory<byte> line)
    {
        var header = _batchHeader.Exists ? _batchHeader : _fileHeader;
        return Hl7Message.ReadPart(line, header.Message?.Delimiters ?? Delimiters.Usual).Segments[0];
    }

    private void TakeStray(ReadOnlyMemory<byte> piece, int start)
    {
        var at = piece.Span.IndexOfAnyExcept(Blanks);
        if (at >= 0) _findings.Add("HL7-0024", Severity.Error, "", start + at, "Segments stand outside any message.");
    }

    private void TakeFileHeader(Segment segment, int start)
    {
        EndBatch(default, start);
        if (_fileHeader.Exists || !_batches.All(batch => batch.Messages.IsEmpty))
            _findings.Add("HL7-0023", Severity.Error, "FHS", start, "A file header (FHS) stands inside the file.");
        _fileHeader = segment;
    }

    private void TakeFileTrailer(Segment segment, int start)
    {
        EndBatch(default, start);
        if (!_fileHeader.Exists || _fileTrailer.Exists)
            _findings.Add("HL7-0023", Severity.Error, "FTS", start, "A file trailer (FTS) stands where none belongs.");
        _fileTrailer = segment;
        CheckCount(segment, _batches.Count, "HL7-0022", "FTS-1", start, "batches");
    }

    private void EndBatch(Segment trailer, int at)
    {
        if (_batchHeader.Exists && !trailer.Exists) _findings.Add("HL7-0021", Severity.Error, "BTS", -1, "The batch's trailer (BTS) is missing.");
        if (!_batchHeader.Exists && trailer.Exists) _findings.Add("HL7-0023", Severity.Error, "BTS", at, "A batch trailer (BTS) stands where none belongs.");
        if (trailer.Exists) CheckCount(trailer, _messages.Count, "HL7-0020", "BTS-1", at, "messages");
        if (_batchHeader.Exists || _messages.Count > 0) _batches.Add(new(_batchHeader, Continuations.Join(_messages.ToImmutable(), _options), trailer));
        _messages = ImmutableArray.CreateBuilder<Parsed<Hl7Message>>();
        _batchHeader = default;
    }

    private void CheckCount(Segment trailer, int found, string code, string path, int at, string what)
    {
        var said = trailer.Field(1);
        if (said.IsEmpty || int.TryParse(said.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count == found) return;
        _findings.Add(code, Severity.Error, path, at, $"The trailer counts other than the {found} {what} that are there.");
    }

    // Blank lines between messages belong to neither; the terminator of the last segment does.
    private static ReadOnlyMemory<byte> WithoutBlankEnd(ReadOnlyMemory<byte> piece)
    {
        var span = piece.Span;
        var blank = span.LastIndexOfAnyExcept(Blanks) + 1;
        var terminator = span[blank..].IndexOfAny((byte)'\r', (byte)'\n');
        if (terminator < 0) return piece;
        var end = blank + terminator;
        return piece[..(span[end..] is [(byte)'\r', (byte)'\n', ..] ? end + 2 : end + 1)];
    }

    // <VT> message <FS><CR>, with anything before the first.
    private static ReadOnlyMemory<byte> WithoutFrame(ReadOnlyMemory<byte> piece)
    {
        var lineEnd = piece.Span.IndexOfAny((byte)'\r', (byte)'\n');
        var start = (lineEnd < 0 ? piece.Span : piece.Span[..lineEnd]).LastIndexOf(Mllp.StartBlock);
        if (start < 0) return piece;
        piece = piece[(start + 1)..];
        var end = piece.Span.IndexOf(Mllp.EndBlock);
        return end < 0 ? piece : piece[..end];
    }
}
