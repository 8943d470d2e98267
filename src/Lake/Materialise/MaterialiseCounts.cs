namespace Carelake.Lake.Materialise;

/// <summary>What became of the events of one write. Every event is counted once.</summary>
/// <param name="Read">Events in.</param>
public sealed record MaterialiseCounts(long Read)
{
    /// <summary>Events that began a key.</summary>
    public long Inserted { get; init; }

    /// <summary>Events that gave a known key a new state; a return after a delete too.</summary>
    public long Updated { get; init; }

    /// <summary>Events older than what was known of their key: placed into its history by scd2, without effect in upsert.</summary>
    public long Late { get; init; }

    /// <summary>Events that ended a key.</summary>
    public long Deleted { get; init; }

    /// <summary>Events that said nothing new.</summary>
    public long Duplicates { get; init; }

    /// <summary>Keys ended because a newer full snapshot did not hold them. No event stands for them.</summary>
    public long Vanished { get; init; }

    /// <summary>Read = inserted + updated + late + deleted + duplicates.</summary>
    public bool Reconciles => Read == Inserted + Updated + Late + Deleted + Duplicates;
}
