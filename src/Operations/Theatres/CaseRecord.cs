namespace Carelake.Operations;

/// <summary>What the state keeps of a theatre case.</summary>
internal sealed class CaseRecord(string facilityId, string caseId)
{
    public EntryList Entries;

    public string FacilityId { get; } = facilityId;

    public string CaseId { get; } = caseId;

    public TheatreCase? Case { get; set; }
}
