namespace Carelake.X12;

/// <summary>Where a segment lies in its transaction set.</summary>
/// <param name="Position">From 1, which is ST.</param>
/// <param name="Guide">Its entry in the guide; null where it could not be placed, and throughout when the guide is not known.</param>
/// <param name="Level">The innermost loop around it that was open before; null when it could not be placed.</param>
/// <param name="Opened">The loop that begins with it; null when it begins none.</param>
public readonly record struct X12SegmentPlace(int Position, X12GuideSegment? Guide, X12GuideLoop? Level, X12GuideLoop? Opened)
{
    /// <summary>The loop it belongs to; null when it could not be placed.</summary>
    public string? LoopId => Guide?.Loop?.Id;
}
