using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>Picks segments of one name out of several.</summary>
internal static class SegmentPick
{
    public static Segment First(IReadOnlyList<Segment> segments, string id)
    {
        foreach (var segment in segments)
            if (segment.Is(id)) return segment;
        return default;
    }

    public static ImmutableArray<T> All<T>(IReadOnlyList<Segment> segments, string id, Func<Segment, T> view) =>
        [.. segments.Where(segment => segment.Is(id)).Select(view)];

    /// <summary>Cuts before each segment that begins a run; what stands before the first belongs to none.</summary>
    public static IEnumerable<IReadOnlyList<Segment>> Runs(IReadOnlyList<Segment> segments, Func<Segment, Segment, bool> begins)
    {
        List<Segment>? run = null;
        Segment before = default;
        foreach (var segment in segments)
        {
            if (begins(before, segment))
            {
                if (run is not null) yield return run;
                run = [];
            }
            run?.Add(segment);
            before = segment;
        }
        if (run is not null) yield return run;
    }
}
