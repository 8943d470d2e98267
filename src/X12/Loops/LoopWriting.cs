namespace Carelake.X12;

/// <summary>
/// The segments of one loop, written in the guide's order whatever order they were added in: in all the guides written here the segments of a
/// loop stand in the order of their ids, those of one id as they were added.
/// </summary>
/// <param name="order">Ids in the guide's order; an id that is not among them goes last.</param>
internal sealed class LoopWriting(params string[] order)
{
    private readonly List<(int Rank, Action<X12Writer> Write)> _segments = [];

    /// <summary>Adds a segment made of values.</summary>
    public void Add(string id, params X12Value[] elements) => _segments.Add((RankOf(id), writer => writer.Write(id, elements)));

    /// <summary>Adds a segment that was read.</summary>
    public void Add(X12SegmentValue segment) => _segments.Add((RankOf(segment.Id), writer => writer.Write(segment.View)));

    /// <summary>Writes them all.</summary>
    public void WriteTo(X12Writer writer)
    {
        foreach (var (_, write) in _segments.OrderBy(segment => segment.Rank))
            write(writer);
    }

    private int RankOf(string id) => Array.IndexOf(order, id) is >= 0 and var rank ? rank : order.Length;
}
