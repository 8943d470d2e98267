namespace Carelake.X12;

/// <summary>
/// Reads X12 of any size: envelopes, transaction sets, and each segment's place in the loops of its guide. Feed it buffers as they come, then
/// <see cref="Complete"/>. It keeps one unfinished segment and the counters of one transaction set, whatever the size of the input.
/// </summary>
public sealed partial class X12Parser
{
    private readonly X12Handler _handler;
    private readonly X12ParserOptions _options;
    private readonly X12Reader _reader;
    private readonly Dictionary<X12Guide, (X12Walk Walk, X12SetChecks Checks)> _guides = [];
    private readonly X12Teller _teller;
    private readonly X12CodeSetChecks _codeSets;
    private byte[] _pending = [];
    private int _pendingLength;

    /// <summary>A parser at the start of an input.</summary>
    /// <param name="handler">Is told what is read.</param>
    /// <param name="options">How much to check; everything when null.</param>
    public X12Parser(X12Handler handler, X12ParserOptions? options = null)
    {
        _handler = handler;
        _options = options ?? X12ParserOptions.Default;
        _teller = new X12Teller(handler, _options.HighestLevel);
        _codeSets = new X12CodeSetChecks(handler, _teller, _options.CodeLookup);
        _reader = new X12Reader(_handler.OnFinding, _options.LargestSegmentBytes);
    }

    /// <summary>Bytes understood so far.</summary>
    public long ByteOffset => _reader.ByteOffset;

    /// <summary>Segments read so far.</summary>
    public long SegmentCount => _reader.SegmentCount;

    /// <summary>Reads on.</summary>
    /// <param name="bytes">The next bytes of the input, of any length; not kept.</param>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_pendingLength == 0)
        {
            Read(ref bytes, isFinal: false);
            Keep(bytes);
            return;
        }
        Append(bytes);
        ReadOnlySpan<byte> all = _pending.AsSpan(0, _pendingLength);
        Read(ref all, isFinal: false);
        _pendingLength = 0;
        Keep(all);
    }

    /// <summary>No more bytes follow: what is open is closed, and what is missing told.</summary>
    public void Complete()
    {
        ReadOnlySpan<byte> rest = _pending.AsSpan(0, _pendingLength);
        _pendingLength = 0;
        Read(ref rest, isFinal: true);
        CloseInterchange(trailer: null);
    }

    private void Read(ref ReadOnlySpan<byte> bytes, bool isFinal)
    {
        while (_reader.TryRead(ref bytes, isFinal, out var segment))
            Take(segment);
    }

    private void Take(in X12Segment segment)
    {
        var key = segment.IdKey;
        if (_set is not null && key != X12Ids.Se && !IsEnvelope(key)) TakeInSet(segment);
        else if (key == X12Ids.Se) CloseSet(segment.ToValue());
        else if (key == X12Ids.St) OpenSet(segment);
        else if (key == X12Ids.Gs) OpenGroup(segment);
        else if (key == X12Ids.Ge) CloseGroup(segment.ToValue());
        else if (key == X12Ids.Isa) OpenInterchange(segment);
        else if (key == X12Ids.Iea) CloseInterchange(segment.ToValue());
        else if (key == X12Ids.Ta1) TakeAcknowledgement(segment);
        else TakeStray(segment);
    }

    private static bool IsEnvelope(ulong key) =>
        key == X12Ids.St || key == X12Ids.Gs || key == X12Ids.Ge || key == X12Ids.Isa || key == X12Ids.Iea;

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        if (_pending.Length < bytes.Length) Array.Resize(ref _pending, Math.Max(bytes.Length, 1 << 16));
        bytes.CopyTo(_pending);
        _pendingLength = bytes.Length;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var length = _pendingLength + bytes.Length;
        if (_pending.Length < length) Array.Resize(ref _pending, Math.Max(length, _pending.Length * 2));
        bytes.CopyTo(_pending.AsSpan(_pendingLength));
        _pendingLength = length;
    }
}
