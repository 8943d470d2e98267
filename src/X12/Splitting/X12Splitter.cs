using System.Buffers;
using Carelake.Core;

namespace Carelake.X12.Splitting;

/// <summary>What a part holds.</summary>
public enum X12SplitBy
{
    /// <summary>One transaction set.</summary>
    Transaction,

    /// <summary>One claim of an 837, with the levels above it; a transaction set of another kind stays whole.</summary>
    Claim,
}

/// <summary>Some bytes of a part; those of one part come together and in order.</summary>
/// <param name="PartNumber">From 1.</param>
/// <param name="TransactionSetId">ST01 of the part.</param>
/// <param name="Bytes">Valid until the next chunk is asked for.</param>
/// <param name="SegmentNumber">Number in the input of the last segment that is in the chunk.</param>
public readonly record struct X12Chunk(int PartNumber, string TransactionSetId, ReadOnlyMemory<byte> Bytes, long SegmentNumber);

/// <summary>
/// Cuts files of any size into parts that are interchanges of their own: each repeats ISA, GS and, by claim, the header of the transaction set and
/// the billing provider, subscriber and patient levels of its claim, numbered anew; SE, GE and IEA are counted anew. Every transaction set, or
/// claim, is in one part. The memory of one claim is held, by transaction that of one segment.
/// </summary>
/// <param name="by">What a part holds.</param>
/// <param name="firstControlNumber">ISA13 of the first part, the next ones counting on; each part keeps that of its interchange when null.</param>
public sealed class X12Splitter(X12SplitBy by, int? firstControlNumber = null)
{
    private const int ChunkBytes = 1 << 16;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly List<Issue> _issues = [];
    private readonly List<X12SegmentValue> _header = [];
    private readonly List<X12SegmentValue>[] _levels = [[], [], []];
    private X12SegmentValue? _interchange;
    private X12SegmentValue? _group;
    private X12Writer? _writer;
    private string _transactionSetId = "";
    private int _part;
    private bool _isByClaim;

    /// <summary>What could not be split as asked.</summary>
    public IReadOnlyList<Issue> Issues => _issues;

    /// <summary>Claims written, by claim; transaction sets, by transaction.</summary>
    public long Count { get; private set; }

    /// <summary>Cuts a stream; it is read to its end and not closed.</summary>
    public IEnumerable<X12Chunk> Split(Stream stream)
    {
        var issues = System.Collections.Immutable.ImmutableArray.CreateBuilder<Issue>();
        var isClaim = false;
        var last = 0L;
        foreach (var segment in SegmentStream.Of(stream, issues))
        {
            var isBoundary = segment.Id is "HL" or "CLM" or "SE" or "ST" or "GE" or "IEA" or "GS" or "ISA";
            if (isClaim && isBoundary)
            {
                yield return End(last);
                isClaim = false;
            }
            if (_writer is not null && segment.Id is ("ISA" or "GS" or "ST")) yield return End(last);
            last = segment.SegmentNumber;
            switch (segment.Id)
            {
                case "ISA": _interchange = segment; _group = null; break;
                case "GS": _group = segment; break;
                case "GE" or "IEA" or "TA1" when _writer is null: break;
                case "ST": Start(segment); break;
                case "SE" when !_isByClaim && _writer is not null: yield return End(last); break;
                case "SE": _isByClaim = false; break;
                case "GE" or "IEA": yield return End(last); break;
                case "HL" when _isByClaim: OpenLevel(segment); break;
                case "CLM" when _isByClaim:
                    BeginClaim(segment);
                    isClaim = true;
                    break;
                default: Add(segment, isClaim); break;
            }
            if (_buffer.WrittenCount >= ChunkBytes) yield return Take(last);
        }
        if (_writer is not null) yield return End(last);
        _issues.AddRange(issues);
    }

    private void Start(X12SegmentValue segment)
    {
        _transactionSetId = segment.Element(1);
        _isByClaim = by == X12SplitBy.Claim && _transactionSetId == "837";
        _header.Clear();
        foreach (var level in _levels) level.Clear();
        if (_isByClaim)
        {
            _header.Add(segment);
            return;
        }
        if (by == X12SplitBy.Claim)
            _issues.Add(new("X12-0551", Severity.Warning, ModelReading.Place(segment, 1), $"A {Known(_transactionSetId)} has no claims of its own to cut out; the transaction set stays whole."));
        BeginPart();
        _writer!.Adopt(segment.View);
    }

    private void Add(X12SegmentValue segment, bool isClaim)
    {
        if (!_isByClaim || isClaim)
        {
            _writer?.Write(segment.View);
            return;
        }
        // Before the first level, or within the innermost open one.
        var open = Array.FindLast(_levels, level => level.Count > 0) ?? _header;
        open.Add(segment);
    }

    private void OpenLevel(X12SegmentValue segment)
    {
        var depth = segment.Element(3) switch { "20" => 0, "22" => 1, _ => 2 };
        for (var deeper = depth; deeper < _levels.Length; deeper++) _levels[deeper].Clear();
        _levels[depth].Add(segment);
    }

    private void BeginClaim(X12SegmentValue claim)
    {
        BeginPart();
        _writer!.Adopt(_header[0].View);
        foreach (var segment in _header.Skip(1)) _writer.Write(segment.View);
        var number = 0;
        for (var depth = 0; depth < _levels.Length; depth++)
        {
            if (_levels[depth].Count == 0) continue;
            number++;
            var hasChildren = _levels.Skip(depth + 1).Any(level => level.Count > 0);
            _writer.Write("HL", number, number == 1 ? (int?)null : number - 1, _levels[depth][0].Element(3), hasChildren ? "1" : "0");
            foreach (var segment in _levels[depth].Skip(1)) _writer.Write(segment.View);
        }
        _writer.Write(claim.View);
    }

    private void BeginPart()
    {
        _part++;
        Count++;
        var breaksLines = _interchange is not null && _group is not null
            && _group.ByteOffset - _interchange.ByteOffset > _interchange.Bytes.Length + 1;
        _writer = new X12Writer(_buffer, _interchange?.Delimiters ?? X12Delimiters.Usual, breaksLines);
        if (_interchange is not null) _writer.Adopt(_interchange.View, firstControlNumber + _part - 1);
        if (_group is not null) _writer.Adopt(_group.View);
    }

    private X12Chunk End(long segmentNumber)
    {
        _writer!.EndTransaction();
        if (_group is not null) _writer.EndGroup();
        if (_interchange is not null) _writer.EndInterchange();
        _writer = null;
        return Take(segmentNumber);
    }

    private X12Chunk Take(long segmentNumber)
    {
        var bytes = _buffer.WrittenSpan.ToArray();
        _buffer.ResetWrittenCount();
        return new(_part, _transactionSetId, bytes, segmentNumber);
    }

    private static string Known(string id) => id.Length == 3 && id.All(char.IsAsciiDigit) ? id : "transaction set";
}
