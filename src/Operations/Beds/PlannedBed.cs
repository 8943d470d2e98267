namespace Carelake.Operations;

/// <summary>One bed that a facility has.</summary>
/// <param name="FacilityId">The facility as its messages name it (MSH-4.1).</param>
/// <param name="Location">Ward, room and bed as PV1-3 names them.</param>
/// <param name="WardName">Name for people.</param>
/// <param name="Kind">What the ward is for.</param>
/// <param name="Service">Specialty of the ward; empty when mixed.</param>
/// <param name="IsEscalation">Opened only when the core beds do not suffice.</param>
public sealed record PlannedBed(string FacilityId, PatientLocation Location, string WardName, WardKind Kind, string Service, bool IsEscalation);
