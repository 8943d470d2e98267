using Carelake.Core;

namespace Carelake.X12;

/// <summary>Makes findings of the segment that is being looked at. Only what is wrong costs memory.</summary>
internal sealed class X12Teller(X12Handler handler, SnipLevel highest)
{
    /// <summary>Tests of this level are asked for.</summary>
    public bool Wants(SnipLevel level) => level <= highest;

    /// <summary>Tells of an element of a segment.</summary>
    public void Element(
        in X12Segment segment, int position, string? loopId, int element, int component, int repetition, string code, SnipLevel level,
        string errorCode, string message, Severity severity = Severity.Error) =>
        Tell(Place(segment, position, loopId) with { ElementPosition = element, ComponentPosition = component, RepetitionPosition = repetition }, code, level, new(X12ErrorLevel.Element, errorCode), message, severity);

    /// <summary>Tells of anything.</summary>
    public void Tell(X12Place place, string code, SnipLevel level, X12ErrorCode errorCode, string message, Severity severity = Severity.Error)
    {
        if (level <= highest)
            handler.OnFinding(new(new Issue(code, severity, place.ToString(), message), level, errorCode, place));
    }

    public static X12Place Place(in X12Segment segment, int position, string? loopId) =>
        new(X12Text.OfKey(segment.Id[..Math.Min(3, segment.Id.Length)]), segment.ByteOffset, segment.SegmentNumber, position, loopId);
}
