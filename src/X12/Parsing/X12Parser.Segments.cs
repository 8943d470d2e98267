using Carelake.Core;

namespace Carelake.X12;

// Segments of a transaction set: their place in the loops of the guide.
public sealed partial class X12Parser
{
    private void EndSet()
    {
        if (_walk is not { } walk) return;
        var required = walk.Guide.RequiredAtEnd(walk.Current);
        if (IsMissing(walk, required)) TellMissing(walk, required, Missing("SE"));
        _checks!.End();
    }

    private void TakeInSet(in X12Segment segment)
    {
        _position++;
        if (_walk is not { } walk)
        {
            _handler.OnSegment(segment, new X12SegmentPlace(_position, null, null, null));
            return;
        }
        var step = walk.Find(segment);
        if (step.Route is not { } route)
        {
            TellMisplaced(segment, step.Placement, walk);
            _handler.OnSegment(segment, new X12SegmentPlace(_position, null, null, null));
            return;
        }
        if (IsMissing(walk, route.Skipped)) TellMissing(walk, route.Skipped, Here(segment, null));
        walk.Take(route);
        if (step.Placement != X12Placement.InPlace || step.IsSegmentOverMaximum || step.IsLoopOverMaximum) TellStep(segment, step, route);
        _checks!.Take(segment, route, _position);
        _handler.OnSegment(segment, new X12SegmentPlace(_position, route.Target, route.Level, route.Opened));
    }

    private static bool IsMissing(X12Walk walk, int[] indexes)
    {
        foreach (var index in indexes)
            if (!walk.IsSeen(index))
                return true;
        return false;
    }

    private void TellMissing(X12Walk walk, int[] indexes, X12Place where)
    {
        foreach (var index in indexes)
        {
            if (walk.IsSeen(index)) continue;
            var part = walk.Guide.Parts[index];
            var loop = part as X12GuideLoop;
            var segment = loop?.Trigger ?? (X12GuideSegment)part;
            var place = where with { SegmentId = segment.Id, LoopId = loop?.Id ?? segment.Loop!.Id };
            if (loop is null)
                TellSegment(place, SnipLevel.Guide, "3", "X12-0042", $"{Named(segment)} is required in loop {place.LoopId} and is missing.");
            else
                TellSegment(place, SnipLevel.Guide, "3", "X12-0043", $"Loop {loop.Id}, which begins with {Named(segment)}, is required and is missing.");
        }
    }

    private void TellMisplaced(in X12Segment segment, X12Placement placement, X12Walk walk)
    {
        var place = Here(segment, walk.Current.Loop!.Id);
        if (placement == X12Placement.Unexpected)
            TellSegment(place, SnipLevel.Guide, "2", "X12-0041", $"{place.SegmentId} is not expected here, after {walk.Current.Id} of loop {walk.Current.Loop!.Id}.");
        else if (X12Guides.KnowsSegment(segment.IdKey))
            TellSegment(place, SnipLevel.Guide, "6", "X12-0040", $"{place.SegmentId} is not a segment of this transaction set.");
        else
            TellSegment(place, SnipLevel.Syntax, "1", "X12-0040", "The segment id is not known.");
    }

    private void TellStep(in X12Segment segment, X12Step step, X12Route route)
    {
        var place = Here(segment, route.Target.Loop!.Id);
        if (step.Placement == X12Placement.OutOfOrder)
            TellSegment(place, SnipLevel.Guide, "7", "X12-0046", $"{Named(route.Target)} of loop {place.LoopId} comes too late: its place is before what precedes it.");
        if (step.IsLoopOverMaximum)
            TellSegment(place, SnipLevel.Guide, "4", "X12-0044", $"Loop {route.Opened!.Id} may stand {Times(route.Opened.Repeat)} and stands once more.");
        if (step.IsSegmentOverMaximum)
            TellSegment(place, SnipLevel.Guide, "5", "X12-0045", $"{Named(route.Target)} may stand {Times(route.Target.Repeat)} in loop {place.LoopId} and stands once more.");
    }

    private X12Place Here(in X12Segment segment, string? loopId) =>
        new(X12Text.OfKey(segment.Id[..Math.Min(3, segment.Id.Length)]), segment.ByteOffset, segment.SegmentNumber, _position, loopId);

    private void TellSegment(X12Place place, SnipLevel level, string errorCode, string code, string message) =>
        _handler.OnFinding(X12Finding.Of(code, Severity.Error, level, X12ErrorLevel.Segment, errorCode, place, message));

    private static string Named(X12GuideSegment segment) =>
        segment.Qualifiers is { Codes.Count: <= 3 } qualifiers ? $"{segment.Id}*{string.Join("|", qualifiers.Codes)}" : segment.Id;

    private static string Times(int repeat) => repeat == 1 ? "once" : $"{repeat} times";
}
