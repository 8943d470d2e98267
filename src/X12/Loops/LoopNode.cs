using System.Collections.Immutable;

namespace Carelake.X12;

/// <summary>
/// Segments of one loop and the loops inside it, put together by the segments that begin loops and nothing else, so that a model can be read
/// from a transaction set of any version, even one that breaks its guide.
/// </summary>
internal sealed class LoopNode
{
    private readonly List<X12SegmentValue> _segments = [];
    private readonly List<LoopNode> _loops = [];

    private LoopNode()
    {
    }

    /// <summary>The segment that begins the loop, then its other own ones.</summary>
    public IReadOnlyList<X12SegmentValue> Segments => _segments;

    /// <summary>The loops directly inside, in order.</summary>
    public IReadOnlyList<LoopNode> Loops => _loops;

    /// <summary>The segment that begins the loop.</summary>
    public X12SegmentValue Head => _segments[0];

    /// <summary>The loops directly inside that begin with a segment of this id.</summary>
    public IEnumerable<LoopNode> LoopsOf(string id) => _loops.Where(loop => loop.Head.Id == id);

    /// <summary>The first of the loop's own segments with this id.</summary>
    public X12SegmentValue? First(string id) => _segments.Find(segment => segment.Id == id);

    /// <summary>The loop's own segments with this id, in order.</summary>
    public IEnumerable<X12SegmentValue> All(string id) => _segments.Where(segment => segment.Id == id);

    /// <summary>The first segment with this id, here or in the loops inside.</summary>
    public X12SegmentValue? Anywhere(string id) => First(id) ?? _loops.Select(loop => loop.Anywhere(id)).FirstOrDefault(segment => segment is not null);

    /// <summary>Puts the loop together.</summary>
    /// <param name="segments">At least one; the first begins the loop.</param>
    /// <param name="shape">Which segments begin loops, and inside which.</param>
    public static LoopNode Of(IReadOnlyList<X12SegmentValue> segments, LoopShape shape)
    {
        var root = new LoopNode();
        root._segments.Add(segments[0]);
        var open = new List<LoopNode> { root };
        for (var index = 1; index < segments.Count; index++)
        {
            var segment = segments[index];
            if (shape.ParentOf(segment, open) is { } depth)
            {
                open.RemoveRange(depth + 1, open.Count - depth - 1);
                var loop = new LoopNode();
                open[depth]._loops.Add(loop);
                open.Add(loop);
            }
            open[^1]._segments.Add(segment);
        }
        return root;
    }
}

/// <summary>Which segments begin loops: for each id the heads of the loops it may stand in, the nearest open one taken; <c>*</c> is the outermost.</summary>
internal sealed class LoopShape(params ReadOnlySpan<(string Id, string[] Parents)> starts)
{
    private readonly ImmutableArray<(string Id, string[] Parents)> _starts = [.. starts];

    /// <summary>Index in <paramref name="open"/> of the loop that a new one goes into; null when the segment begins none.</summary>
    public int? ParentOf(X12SegmentValue segment, List<LoopNode> open)
    {
        foreach (var (id, parents) in _starts)
        {
            if (id != segment.Id) continue;
            for (var depth = open.Count - 1; depth >= 0; depth--)
                if (Array.IndexOf(parents, open[depth].Head.Id) >= 0 || (depth == 0 && Array.IndexOf(parents, "*") >= 0))
                    return depth;
        }
        return null;
    }
}
