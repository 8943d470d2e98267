namespace Carelake.X12;

/// <summary>A loop or a segment of a guide.</summary>
public abstract class X12GuidePart
{
    private protected X12GuidePart(string id, X12Usage usage, int repeat, int rank, X12GuideLoop? loop)
    {
        Id = id;
        Usage = usage;
        Repeat = repeat;
        Rank = rank;
        Loop = loop;
    }

    /// <summary>The loop's or segment's id: <c>2300</c>, <c>CLM</c>.</summary>
    public string Id { get; }

    /// <summary>Required, situational or not used.</summary>
    public X12Usage Usage { get; }

    /// <summary>How often it may stand in one occurrence of its loop; 0 for without bound.</summary>
    public int Repeat { get; }

    /// <summary>Order in the loop, from 1; parts of one rank may come in any order.</summary>
    public int Rank { get; }

    /// <summary>The loop it lies in; null for the transaction set.</summary>
    public X12GuideLoop? Loop { get; }

    /// <summary>Place in the counters of a walk.</summary>
    internal int Index { get; set; }
}
