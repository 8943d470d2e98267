namespace Carelake.X12;

/// <summary>How a segment was placed.</summary>
internal enum X12Placement
{
    /// <summary>Where the guide has it.</summary>
    InPlace,

    /// <summary>In its loop, but it should have come before others.</summary>
    OutOfOrder,

    /// <summary>The guide has such a segment, but not here.</summary>
    Unexpected,

    /// <summary>The guide has no such segment.</summary>
    NotInGuide,
}

/// <summary>Where the engine put a segment.</summary>
/// <param name="Placement">How well that went.</param>
/// <param name="Route">The route taken; null when it could not be placed.</param>
/// <param name="IsSegmentOverMaximum">It stands more often than its loop allows.</param>
/// <param name="IsLoopOverMaximum">Its loop stands more often than allowed.</param>
internal readonly record struct X12Step(X12Placement Placement, X12Route? Route, bool IsSegmentOverMaximum, bool IsLoopOverMaximum);

/// <summary>
/// Follows the segments of one transaction set through its guide and says which loop each belongs to. A loop begins with its first segment,
/// told from others by its qualifier (HL by its level code); the nearest place wins. Takes a constant time for each segment.
/// </summary>
internal sealed class X12Walk(X12Guide guide)
{
    private readonly int[] _counts = new int[guide.Parts.Length];

    /// <summary>The guide followed.</summary>
    public X12Guide Guide => guide;

    /// <summary>The segment that was placed last.</summary>
    public X12GuideSegment Current { get; private set; } = guide.Root.Trigger;

    /// <summary>Starts at ST.</summary>
    public void Start()
    {
        Array.Clear(_counts);
        Current = guide.Root.Trigger;
        _counts[Current.Index] = 1;
    }

    /// <summary>How often a part was seen in the open occurrence of its loop.</summary>
    public bool IsSeen(int index) => _counts[index] > 0;

    /// <summary>Finds a segment's place; <see cref="Take"/> goes there.</summary>
    public X12Step Find(in X12Segment segment)
    {
        var routes = guide.Routes(Current, segment.IdKey);
        X12Route? full = null;
        foreach (var route in routes.Of(segment))
        {
            if (HasRoom(route)) return Step(route);
            full ??= route;
        }
        if (full is not null) return Step(full);
        return WithoutQualifier(routes.All) is { } near
            ? Step(near)
            : new(guide.Knows(segment.IdKey) ? X12Placement.Unexpected : X12Placement.NotInGuide, null, false, false);
    }

    /// <summary>Goes where <see cref="Find"/> said; what the route leaves out must be looked at before.</summary>
    public void Take(X12Route route)
    {
        if (route.Opened is { } loop)
        {
            _counts[loop.Index]++;
            Array.Clear(_counts, loop.FirstPartIndex, loop.PartList.Count);
        }
        _counts[route.Target.Index]++;
        Current = route.Target;
    }

    // A wrong code is no reason to lose the segment's place: the first place that has room, or the only loop it could begin.
    private X12Route? WithoutQualifier(X12Route[] routes)
    {
        X12Route? only = null;
        var count = 0;
        foreach (var route in routes)
        {
            if (route.IsBackwards) continue;
            if (route.Opened is null && HasRoom(route)) return route;
            if (route.Opened is null) continue;
            only = route;
            count++;
        }
        return count == 1 && only!.Target.Id != "HL" ? only : null;
    }

    private bool HasRoom(X12Route route) =>
        route.Opened is { } loop
            ? loop.Repeat == 0 || _counts[loop.Index] < loop.Repeat
            : route.Target.Repeat == 0 || _counts[route.Target.Index] < route.Target.Repeat;

    private X12Step Step(X12Route route)
    {
        var isFull = !HasRoom(route);
        return new(
            route.IsBackwards ? X12Placement.OutOfOrder : X12Placement.InPlace, route, isFull && route.Opened is null, isFull && route.Opened is not null);
    }
}
