namespace Carelake.X12;

/// <summary>Hierarchical levels (HL): numbered from 1 without gaps, each under the level that is open above it, and HL04 as what follows.</summary>
internal sealed class X12LevelRules(X12Teller teller)
{
    private const int Deepest = 32;

    private readonly ulong[] _open = new ulong[Deepest];
    private readonly X12Spot[] _spots = new X12Spot[Deepest];
    private int _depth;
    private int _count;
    private bool _saidChildren;

    public void Begin()
    {
        _depth = _count = 0;
        _saidChildren = false;
    }

    public void Take(in X12Segment segment, X12GuideSegment guide, int position)
    {
        var spot = X12Spot.Of(segment, guide, position);
        var loop = guide.Loop!;
        var depth = loop.Depth;
        if (depth >= Deepest) return;
        CloseChildren(depth);
        _count++;
        if (!X12Values.TryCount(segment.Element(1), out var number) || number != _count)
            Tell(spot, 1, "X12-0070", "HL01", $"Loop {loop.Id}, HL01 (number): levels must be numbered from 1 without gaps; this is level {_count}.");
        var parent = segment.Element(2);
        var expected = Parent(loop);
        if (expected == 0 ? !parent.IsEmpty : X12CodeList.Key(parent) != expected)
            Tell(spot, 2, "X12-0071", "HL02", $"Loop {loop.Id}, HL02 (parent): {(expected == 0 ? "the first level has no parent" : "this is not the number of the level it lies in")}.");
        _open[depth] = X12CodeList.Key(segment.Element(1));
        _spots[depth] = spot;
        _depth = depth;
        _saidChildren = segment.Element(4) is [(byte)'1'];
        for (var below = depth + 1; below < Deepest; below++) _open[below] = 0;
    }

    public void End() => CloseChildren(depth: 0);

    // HL04 of the level before is 1 exactly when this one lies in it.
    private void CloseChildren(int depth)
    {
        if (_count == 0) return;
        var hasChildren = depth > _depth;
        if (hasChildren != _saidChildren)
            Tell(_spots[_depth], 4, "X12-0072", "HL04", hasChildren
                ? $"Loop {_spots[_depth].Guide.Loop!.Id}, HL04 (has children): 0, but a lower level follows."
                : $"Loop {_spots[_depth].Guide.Loop!.Id}, HL04 (has children): 1, but no lower level follows.");
    }

    private ulong Parent(X12GuideLoop loop)
    {
        for (var above = loop.Loop; above is not null; above = above.Loop)
            if (above.Depth < Deepest && _open[above.Depth] != 0 && above.Trigger.Id == "HL")
                return _open[above.Depth];
        return 0;
    }

    private void Tell(X12Spot spot, int element, string code, string rule, string message) =>
        teller.Tell(spot.Place(element), code, SnipLevel.Guide, new(X12ErrorLevel.Business, rule), message);
}
