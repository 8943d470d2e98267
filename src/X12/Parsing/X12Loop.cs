namespace Carelake.X12;

/// <summary>A loop with its segments and the loops within it.</summary>
public sealed class X12Loop
{
    private readonly List<X12SegmentValue> _segments = [];
    private readonly List<X12Loop> _loops = [];

    internal X12Loop(string id, X12GuideLoop? guide, X12Loop? parent)
    {
        Id = id;
        Guide = guide;
        Parent = parent;
    }

    /// <summary>The guide's id: <c>2300</c>; <c>ST</c> for the whole transaction set.</summary>
    public string Id { get; }

    /// <summary>The loop it lies in; null for the whole transaction set.</summary>
    public X12Loop? Parent { get; }

    /// <summary>Its own segments in order, without those of the loops within.</summary>
    public IReadOnlyList<X12SegmentValue> Segments => _segments;

    /// <summary>The loops directly within it, in order.</summary>
    public IReadOnlyList<X12Loop> Loops => _loops;

    /// <summary>Its entry in the guide; null when no guide is known.</summary>
    public X12GuideLoop? Guide { get; }

    /// <summary>The first segment of its own with an id; null when there is none.</summary>
    /// <param name="id">Such as <c>NM1</c>.</param>
    public X12SegmentValue? Segment(string id) => _segments.Find(segment => segment.Id == id);

    /// <summary>The first segment of its own with an id and a first element, such as <c>REF</c> with <c>F8</c>; null when there is none.</summary>
    public X12SegmentValue? Segment(string id, string qualifier) => _segments.Find(segment => segment.Id == id && segment.Element(1) == qualifier);

    /// <summary>Its own segments with an id.</summary>
    public IEnumerable<X12SegmentValue> SegmentsOf(string id) => _segments.Where(segment => segment.Id == id);

    /// <summary>The first loop directly within it with an id; null when there is none.</summary>
    public X12Loop? Loop(string id) => _loops.Find(loop => loop.Id == id);

    /// <summary>The loops directly within it with an id.</summary>
    public IEnumerable<X12Loop> LoopsOf(string id) => _loops.Where(loop => loop.Id == id);

    /// <summary>Loops with an id at any depth, in order.</summary>
    public IEnumerable<X12Loop> Descendants(string id)
    {
        foreach (var loop in _loops)
        {
            if (loop.Id == id) yield return loop;
            foreach (var inner in loop.Descendants(id)) yield return inner;
        }
    }

    /// <summary>Its id only.</summary>
    public override string ToString() => $"loop {Id}";

    internal void Add(X12SegmentValue segment) => _segments.Add(segment);

    internal void Add(X12Loop loop) => _loops.Add(loop);
}
