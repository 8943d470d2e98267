namespace Carelake.X12;

/// <summary>Where in a file something is, so that a person can be taken there.</summary>
/// <param name="SegmentId">The segment's id, or that of the missing segment.</param>
/// <param name="ByteOffset">Bytes from the start of the input to the segment.</param>
/// <param name="SegmentNumber">Of the segment in the input, from 1.</param>
/// <param name="SegmentPosition">Of the segment in its transaction set, ST being 1; 0 outside one.</param>
/// <param name="LoopId">The guide's loop, such as <c>2300</c>; null outside a transaction set or where no guide is known.</param>
/// <param name="ElementPosition">From 1; 0 for the segment as a whole.</param>
/// <param name="ComponentPosition">From 1; 0 for the element as a whole.</param>
/// <param name="RepetitionPosition">From 1; 0 where the element is not repeated.</param>
public sealed record X12Place(
    string SegmentId,
    long ByteOffset,
    long SegmentNumber,
    int SegmentPosition = 0,
    string? LoopId = null,
    int ElementPosition = 0,
    int ComponentPosition = 0,
    int RepetitionPosition = 0)
{
    /// <summary>The element in the guides' notation: <c>CLM05-1</c>, <c>NM109</c>, or the segment id alone.</summary>
    public string Reference =>
        ElementPosition == 0 ? SegmentId
        : ComponentPosition == 0 ? $"{SegmentId}{ElementPosition:00}"
        : $"{SegmentId}{ElementPosition:00}-{ComponentPosition}";

    /// <summary>Loop and element: <c>2300/CLM05-1</c>.</summary>
    public override string ToString() => LoopId is null ? Reference : $"{LoopId}/{Reference}";
}
