namespace Carelake.X12;

/// <summary>Adjustments as CAS segments: those of one group in a row share a segment, six to each.</summary>
internal static class AdjustmentWriting
{
    private const int MostPerSegment = 6;

    public static void Add(LoopWriting loop, IReadOnlyList<Adjustment> adjustments)
    {
        for (var start = 0; start < adjustments.Count;)
        {
            var group = adjustments[start].GroupCode;
            var elements = new List<X12Value> { group };
            var count = 0;
            for (; start < adjustments.Count && count < MostPerSegment && adjustments[start].GroupCode == group; start++, count++)
            {
                elements.Add(adjustments[start].Carc);
                elements.Add(adjustments[start].Amount);
                elements.Add(adjustments[start].Quantity);
            }
            loop.Add("CAS", [.. elements]);
        }
    }
}
