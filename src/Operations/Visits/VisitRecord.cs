namespace Carelake.Operations;

/// <summary>What the state keeps of a visit: its events, and what they last came to.</summary>
internal sealed class VisitRecord(string facilityId, string visitId)
{
    public EntryList Entries;

    public string FacilityId { get; } = facilityId;

    public string VisitId { get; } = visitId;

    /// <summary>Events came since the visit was last computed.</summary>
    public bool IsStale { get; set; }

    /// <summary>The last event's moment when the visit has ended or never was; <see cref="long.MaxValue"/> while it goes on. In UTC ticks.</summary>
    public long EndedTicks { get; set; } = long.MaxValue;

    /// <summary>What the events came to; kept while the visit goes on, computed again when asked for afterwards.</summary>
    public Visit? Visit { get; set; }
}
