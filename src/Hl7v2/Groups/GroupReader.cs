using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>Walks through a message and its structure at once: each segment goes where the structure next allows it, from the innermost open group outwards.</summary>
internal sealed class GroupReader(Place structure)
{
    private readonly List<Open> _open = [new(structure, new(structure.Name))];
    private readonly ImmutableArray<Segment>.Builder _unexpected = ImmutableArray.CreateBuilder<Segment>();
    private readonly ImmutableArray<string>.Builder _missing = ImmutableArray.CreateBuilder<string>();

    /// <summary>A group that more segments may come to, and the child that the last one was.</summary>
    private sealed class Open(Place place, Hl7Group group)
    {
        public Place Place { get; } = place;

        public Hl7Group Group { get; } = group;

        public int Current { get; set; } = -1;

        public HashSet<int> Seen { get; } = [];
    }

    public GroupedMessage Read(Hl7Message message)
    {
        foreach (var segment in message.Segments) Take(segment);
        var root = _open[0].Group;
        CloseTo(0);
        NoteMissing(_open[0]);
        return new(structure.Name, root, _unexpected.ToImmutable(), _missing.ToImmutable());
    }

    private void Take(Segment segment)
    {
        var id = segment.Id;
        if (structure.Holds(id) && (TryTake(segment, id, isStrict: true) || TryTake(segment, id, isStrict: false))) return;
        _open[^1].Group.Add(segment);
        _unexpected.Add(segment);
    }

    private bool TryTake(Segment segment, string id, bool isStrict)
    {
        for (var depth = _open.Count - 1; depth >= 0; depth--)
        {
            var open = _open[depth];
            var from = open.Current;
            // The same segment again, where it may repeat; then what comes later in this group; then this group once more.
            var next = from >= 0 && open.Place.Children[from] is { IsGroup: false, Repeats: true } same && same.Name == id ? from : Find(open.Place, from + 1, id, isStrict);
            if (next >= 0)
            {
                CloseTo(depth);
                Enter(open, next, segment, id, isStrict);
                return true;
            }
            if (depth == 0 || !open.Place.Repeats || Find(open.Place, 0, id, isStrict) is not (>= 0 and var again)) continue;
            if (isStrict && !open.Place.CanBeginWith(id)) continue;
            CloseTo(depth - 1);
            Enter(Begin(_open[^1], open.Place), again, segment, id, isStrict);
            return true;
        }
        return false;
    }

    private static int Find(Place place, int from, string id, bool isStrict)
    {
        for (var index = from; index < place.Children.Length; index++)
        {
            var child = place.Children[index];
            if (child.IsGroup ? isStrict ? child.CanBeginWith(id) : child.Holds(id) : child.Name == id) return index;
        }
        return -1;
    }

    private void Enter(Open open, int child, Segment segment, string id, bool isStrict)
    {
        while (true)
        {
            open.Current = child;
            open.Seen.Add(child);
            var place = open.Place.Children[child];
            if (!place.IsGroup)
            {
                open.Group.Add(segment);
                return;
            }
            open = Begin(open, place);
            child = Find(place, 0, id, isStrict);
        }
    }

    private Open Begin(Open parent, Place place)
    {
        var opened = new Open(place, new(place.Name));
        parent.Group.Add(opened.Group);
        _open.Add(opened);
        return opened;
    }

    private void CloseTo(int depth)
    {
        for (var last = _open.Count - 1; last > depth; last--)
        {
            NoteMissing(_open[last]);
            _open.RemoveAt(last);
        }
    }

    private void NoteMissing(Open open)
    {
        foreach (var child in open.Place.Children)
            if (child.IsRequired && !open.Seen.Contains(child.Number)) _missing.Add(PathOf(child));
    }

    private static string PathOf(Place place) =>
        place.Parent?.Parent is null ? place.Name : $"{PathOf(place.Parent)}/{place.Name}";
}
