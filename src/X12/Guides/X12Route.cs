namespace Carelake.X12;

/// <summary>A way from one segment of a guide to a next one: which loops end, which begins, and what is left out on the way.</summary>
/// <param name="Target">The segment reached.</param>
/// <param name="Level">The innermost loop that stays open; the target's own loop, or the one around it when the target begins a loop.</param>
/// <param name="Opened">The loop that begins; null when the target lies in an open one.</param>
/// <param name="Skipped">Indexes of required parts that must have been seen before the target.</param>
/// <param name="IsBackwards">The target's place lies before the segment we come from.</param>
internal sealed record X12Route(X12GuideSegment Target, X12GuideLoop Level, X12GuideLoop? Opened, int[] Skipped, bool IsBackwards)
{
    /// <summary>All routes to segments with an id: forward ones first, from the innermost loop outwards, then backward ones.</summary>
    public static X12Route[] All(X12GuideSegment from, ulong idKey)
    {
        var forward = new List<X12Route>();
        var backward = new List<X12Route>();
        var ended = new List<int>();
        var rank = from.Rank;
        for (var loop = from.Loop; loop is not null; loop = loop.Loop)
        {
            foreach (var part in loop.PartList)
            {
                var target = part as X12GuideSegment ?? ((X12GuideLoop)part).Trigger;
                // The segment that begins the loop is reached from outside only.
                if (target.Key != idKey || part == loop.PartList[0]) continue;
                var isBackwards = part.Rank < rank;
                int[] skipped = isBackwards ? [.. ended] : [.. ended, .. Required(loop, rank, part.Rank)];
                (isBackwards ? backward : forward).Add(new(target, loop, part as X12GuideLoop, skipped, isBackwards));
            }
            ended.AddRange(Required(loop, rank, int.MaxValue));
            rank = loop.Rank;
        }
        return [.. forward, .. backward];
    }

    public static int[] RequiredAtEnd(X12GuideSegment from)
    {
        var ended = new List<int>();
        var rank = from.Rank;
        for (var loop = from.Loop; loop is not null; loop = loop.Loop)
        {
            ended.AddRange(Required(loop, rank, int.MaxValue));
            rank = loop.Rank;
        }
        return [.. ended];
    }

    private static IEnumerable<int> Required(X12GuideLoop loop, int first, int before) =>
        loop.PartList.Where(part => part.Usage == X12Usage.Required && part.Rank >= first && part.Rank < before).Select(part => part.Index);
}
