namespace Carelake.X12;

/// <summary>Makes a tree of each transaction set and hands it on; holds one at a time.</summary>
/// <param name="take">Is given each transaction set when it has ended.</param>
public sealed class X12TransactionSetCollector(Action<X12TransactionSet> take) : X12Handler
{
    private readonly List<X12Loop> _open = [];
    private List<X12SegmentValue> _segments = [];
    private List<X12Finding> _findings = [];

    /// <inheritdoc/>
    public override void OnTransactionSet(X12TransactionHeader header)
    {
        _segments = [];
        _findings = [];
        _open.Clear();
        _open.Add(new X12Loop("ST", header.Guide?.Root, parent: null));
    }

    /// <inheritdoc/>
    public override void OnSegment(in X12Segment segment, in X12SegmentPlace place)
    {
        var value = segment.ToValue();
        _segments.Add(value);
        if (place.Level is { } level)
            _open.RemoveRange(level.Depth + 1, _open.Count - level.Depth - 1);
        if (place.Opened is { } opened)
        {
            var loop = new X12Loop(opened.Id, opened, _open[^1]);
            _open[^1].Add(loop);
            _open.Add(loop);
        }
        _open[^1].Add(value);
    }

    /// <inheritdoc/>
    public override void OnFinding(X12Finding finding) => _findings.Add(finding);

    /// <inheritdoc/>
    public override void OnTransactionSetEnd(X12TransactionHeader header, X12End end) =>
        take(new X12TransactionSet(header, _segments, _open[0], _findings));
}
