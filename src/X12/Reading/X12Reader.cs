using Carelake.Core;

namespace Carelake.X12;

/// <summary>
/// Cuts bytes into segments, for files of any size: the caller holds a buffer, calls <see cref="TryRead"/> until it answers false, keeps what
/// is left in front of the next bytes, and says when there are no more. Separators are learnt from each ISA; a file may hold several
/// interchanges with different ones. No input throws: what is wrong is reported and reading goes on where it can.
/// </summary>
/// <param name="report">Is told what is wrong with the lexical form; null ignores it.</param>
/// <param name="largestSegmentBytes">A longer segment is left out and reported, so that memory stays bounded.</param>
public sealed class X12Reader(Action<X12Finding>? report = null, int largestSegmentBytes = X12Reader.LargestSegmentBytes)
{
    /// <summary>Default of the longest segment read: 64 MiB, as attachments travel in BIN and BDS.</summary>
    public const int LargestSegmentBytes = 64 << 20;

    private const string NoHeader = "X12-0002";
    private const string CutOff = "X12-0003";
    private const int UsualElements = 128;

    // ISA, a separator, ISA01.
    private const int IsaPrefix = 6;
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private int[] _ends = new int[UsualElements];
    private bool _isInside;
    private bool _hasSkipped;
    private bool _isDiscarding;
    private bool _hasSeenHeader;

    /// <summary>The separators of the interchange being read; <see cref="X12Delimiters.Usual"/> before the first.</summary>
    public X12Delimiters Delimiters { get; private set; } = X12Delimiters.Usual;

    /// <summary>Bytes taken so far: where the next unread byte is in the input.</summary>
    public long ByteOffset { get; private set; }

    /// <summary>Segments read so far.</summary>
    public long SegmentCount { get; private set; }

    /// <summary>The ISA of the interchange being read did not have its 106 characters: it must be answered with TA1 022.</summary>
    public bool IsHeaderMalformed { get; private set; }

    /// <summary>The issue says that the input holds no interchange, or ends inside one: what was read of it must not be taken for the whole.</summary>
    public static bool IsNotWhole(Issue issue) => issue is { Code: NoHeader or CutOff, Severity: Severity.Error };

    /// <summary>Takes the next segment off the front of the buffer.</summary>
    /// <param name="rest">Unread bytes; moved behind the segment.</param>
    /// <param name="isFinal">No bytes follow those in <paramref name="rest"/>.</param>
    /// <param name="segment">The segment; a view of the buffer.</param>
    /// <returns>False when more bytes are needed, or nothing is left.</returns>
    public bool TryRead(ref ReadOnlySpan<byte> rest, bool isFinal, out X12Segment segment)
    {
        segment = default;
        while (true)
        {
            if (_isDiscarding && !Discard(ref rest)) return false;
            SkipBlanks(ref rest);
            // Shorter than any segment that could be told from an ISA.
            if (rest.IsEmpty || (rest.Length < 4 && !isFinal)) return Finish(isFinal);
            if (!_isInside && !SeekHeader(ref rest, isFinal)) return Finish(isFinal);
            if (IsHeader(rest))
            {
                if (!TryReadHeader(ref rest, isFinal, out var isUsable)) return false;
                if (!isUsable) continue;
            }
            return TryReadSegment(ref rest, isFinal, out segment);
        }
    }

    private bool TryReadSegment(ref ReadOnlySpan<byte> rest, bool isFinal, out X12Segment segment)
    {
        segment = default;
        var scan = X12Scanner.Scan(rest, Delimiters, ref _ends);
        var end = scan.Terminator;
        if (rest[0] == (byte)'B' && IsBinary(rest) && TryEndOfBinary(rest, isFinal, ref scan, out var binaryEnd))
            end = binaryEnd;
        if ((end < 0 || end >= rest.Length) && !isFinal)
        {
            if (rest.Length > largestSegmentBytes) StartDiscarding(ref rest);
            return false;
        }

        var isTerminated = end >= 0 && end < rest.Length;
        if (!isTerminated)
        {
            end = rest.Length;
            _ends[scan.Count] = end;
            scan = scan with { Count = scan.Count + 1 };
        }
        segment = new(rest[..end], _ends.AsSpan(0, scan.Count), scan.Marks, Delimiters, ByteOffset, ++SegmentCount);
        if (segment.IdKey == X12Ids.Iea) _isInside = false;
        if (!isTerminated)
        {
            ReportUnterminated(segment);
            if (!segment.Is("IEA"u8)) segment = default;
        }
        Advance(ref rest, isTerminated ? end + 1 : end);
        return isTerminated || !segment.Bytes.IsEmpty;
    }

    // After the end of the input, and only then: a file without any interchange is not X12.
    private bool Finish(bool isFinal)
    {
        if (isFinal && !_hasSeenHeader)
        {
            _hasSeenHeader = true;
            Report(NoHeader, Severity.Error, "022", 0, "This is not an X12 file: no ISA segment was found.");
        }
        return false;
    }

    private void SkipBlanks(ref ReadOnlySpan<byte> rest)
    {
        if (ByteOffset == 0 && rest.StartsWith(ByteOrderMark)) Advance(ref rest, ByteOrderMark.Length);
        var count = 0;
        while (count < rest.Length && rest[count] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t') count++;
        if (count > 0) Advance(ref rest, count);
    }

    private bool SeekHeader(ref ReadOnlySpan<byte> rest, bool isFinal)
    {
        if (IsHeader(rest)) return true;
        if (!_hasSkipped)
            Report("X12-0001", Severity.Error, "022", 0, "There is something other than an ISA segment where an interchange should begin.");
        _hasSkipped = true;
        for (var from = 0; ; from++)
        {
            var at = rest[from..].IndexOf("ISA"u8);
            if (at < 0 || from + at + IsaPrefix >= rest.Length)
            {
                // The last bytes may be the start of an ISA that the next buffer completes.
                Advance(ref rest, isFinal ? rest.Length : Math.Max(0, at < 0 ? rest.Length - 3 : from + at));
                return false;
            }
            from += at;
            // Among other text the three letters alone are no sign: ISA01 must be two characters wide.
            if (!IsHeader(rest[from..]) || rest[from + IsaPrefix] != rest[from + 3]) continue;
            Advance(ref rest, from);
            _hasSkipped = false;
            return true;
        }
    }

    private bool TryReadHeader(ref ReadOnlySpan<byte> rest, bool isFinal, out bool isUsable)
    {
        isUsable = false;
        if (rest.Length < X12Header.LongestLookedAt && !isFinal && !X12Header.IsRegular(rest)) return false;
        _hasSeenHeader = true;
        _hasSkipped = false;
        var header = X12Header.Of(rest);
        foreach (var (code, ta1, element, message) in header.Problems)
            Report(code, Severity.Error, ta1, element, message);
        IsHeaderMalformed = header.IsMalformed;
        if (header.Delimiters is { } delimiters)
        {
            Delimiters = delimiters;
            _isInside = isUsable = true;
            return true;
        }
        // Nothing of it can be read: look for the next one behind it.
        _isInside = false;
        _hasSkipped = true;
        Advance(ref rest, 3);
        return true;
    }

    private static bool IsHeader(ReadOnlySpan<byte> rest) =>
        rest.Length > 3 && rest[0] == (byte)'I' && rest[1] == (byte)'S' && rest[2] == (byte)'A' && !X12Header.IsAlphanumeric(rest[3]);

    private static bool IsBinary(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("BIN"u8) || rest.StartsWith("BDS"u8);

    // BIN02 and BDS03 hold as many bytes as the element before says, separators among them (005010 element 785).
    private bool TryEndOfBinary(ReadOnlySpan<byte> rest, bool isFinal, ref X12Scan scan, out int end)
    {
        end = -1;
        var lengthAt = rest.StartsWith("BIN"u8) ? 1 : 2;
        if (scan.Count <= lengthAt + 1 || _ends[0] != 3) return false;
        var text = rest[(_ends[lengthAt - 1] + 1).._ends[lengthAt]];
        if (!System.Buffers.Text.Utf8Parser.TryParse(text, out int length, out var used) || used != text.Length || length < 0
            || length > largestSegmentBytes)
        {
            return false;
        }
        end = _ends[lengthAt] + 1 + length;
        if (end < rest.Length ? rest[end] != Delimiters.Segment : isFinal) return false;
        _ends[lengthAt + 1] = Math.Min(end, rest.Length);
        scan = new(lengthAt + 2, default, end);
        return true;
    }

    private void StartDiscarding(ref ReadOnlySpan<byte> rest)
    {
        Report("X12-0004", Severity.Error, "022", 0, $"A segment is longer than {largestSegmentBytes:N0} bytes; it is left out.");
        _isDiscarding = true;
        Advance(ref rest, rest.Length);
    }

    private bool Discard(ref ReadOnlySpan<byte> rest)
    {
        var at = rest.IndexOf(Delimiters.Segment);
        Advance(ref rest, at < 0 ? rest.Length : at + 1);
        _isDiscarding = at < 0;
        return !_isDiscarding;
    }

    private void ReportUnterminated(X12Segment segment)
    {
        var isTrailer = segment.Is("IEA"u8);
        Report(
            CutOff, isTrailer ? Severity.Warning : Severity.Error, "023", 0,
            isTrailer ? "The last segment has no terminator." : "The file ends inside a segment.",
            X12Text.OfKey(segment.Id[..Math.Min(3, segment.Id.Length)]));
    }

    private void Report(string code, Severity severity, string ta1, int element, string message, string segmentId = "ISA") =>
        report?.Invoke(X12Finding.Of(
            code, severity, SnipLevel.Syntax, X12ErrorLevel.Interchange, ta1,
            new X12Place(segmentId, ByteOffset, SegmentCount, ElementPosition: element), message));

    private void Advance(ref ReadOnlySpan<byte> rest, int count)
    {
        ByteOffset += count;
        rest = rest[count..];
    }
}
