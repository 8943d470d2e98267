namespace Carelake.Lake.Operations;

/// <summary>What a patient asked about the use of the record: a restriction to the care team, and purposes agreed to beyond care.</summary>
/// <param name="FacilityId">Facility that knows the patient.</param>
/// <param name="PatientId">The facility's key of the patient.</param>
/// <param name="IsRestricted">Only the care team may see the record (45 CFR 164.522, UK GDPR article 18).</param>
/// <param name="Consents">Purposes agreed to, such as <c>research</c>, parted by commas.</param>
public sealed record PatientWish(string FacilityId, string PatientId, bool IsRestricted, string Consents)
{
    /// <summary>Names nobody.</summary>
    public override string ToString() => FacilityId;
}
