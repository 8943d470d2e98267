namespace Carelake.X12;

/// <summary>A loop of a guide; the transaction set is the outermost.</summary>
public sealed class X12GuideLoop : X12GuidePart
{
    internal X12GuideLoop(string id, X12Usage usage, int repeat, int rank, X12GuideLoop? loop)
        : base(id, usage, repeat, rank, loop) => Depth = loop is null ? 0 : loop.Depth + 1;

    /// <summary>How many loops it lies in.</summary>
    public int Depth { get; }

    /// <summary>Its segments and loops in order.</summary>
    public IReadOnlyList<X12GuidePart> Parts => PartList;

    /// <summary>The segment that begins it.</summary>
    public X12GuideSegment Trigger => (X12GuideSegment)PartList[0];

    internal List<X12GuidePart> PartList { get; } = [];

    /// <summary>Its parts have the indexes from here on.</summary>
    internal int FirstPartIndex { get; set; }
}
