namespace Carelake.Operations;

/// <summary>What the state keeps of one facility.</summary>
internal sealed class FacilityState(string id)
{
    public string Id { get; } = id;

    public Dictionary<string, VisitRecord> Visits { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, CaseRecord> Cases { get; } = new(StringComparer.Ordinal);

    /// <summary>Statements of bed states, by the number of the place.</summary>
    public Dictionary<int, EntryList> BedStatuses { get; } = [];

    /// <summary>Visits that go on or are planned.</summary>
    public HashSet<VisitRecord> Open { get; } = [];

    public List<VisitRecord> Stale { get; } = [];

    public EntryList Merges;

    /// <summary>The number each retired number stands for; <see langword="null"/> until asked for again.</summary>
    public Dictionary<string, string>? Survivors { get; set; }
}
