namespace Carelake.X12;

/// <summary>Cuts the segments of transaction sets into runs that each begin with a chosen segment, so that a model is made of one run at a time.</summary>
internal static class SegmentUnits
{
    /// <summary>Yields each run; the first may begin with any segment.</summary>
    /// <param name="segments">From ST on.</param>
    /// <param name="starts">Ids that begin a run.</param>
    public static IEnumerable<IReadOnlyList<X12SegmentValue>> Of(IEnumerable<X12SegmentValue> segments, params string[] starts)
    {
        var unit = new List<X12SegmentValue>();
        foreach (var segment in segments)
        {
            if (unit.Count > 0 && Array.IndexOf(starts, segment.Id) >= 0)
            {
                yield return unit;
                unit = [];
            }
            unit.Add(segment);
        }
        if (unit.Count > 0) yield return unit;
    }
}
