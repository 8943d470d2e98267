using Carelake.Core;

namespace Carelake.Lake.Subjects;

/// <summary>A patient record of a facility: what a request of a person is about. One person may have several.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="PatientId">The facility's key of the patient.</param>
public sealed record SubjectId(string FacilityId, string PatientId)
{
    /// <summary>Facility and patient as one text, as access policies and the audit log name a patient.</summary>
    public string Name => $"{FacilityId}|{PatientId}";

    /// <summary>Reads <c>facility|patient</c>.</summary>
    /// <exception cref="CarelakeException"><c>LAKE-0901</c> it is none.</exception>
    public static SubjectId Parse(string text) => text.Split('|') is [{ Length: > 0 } facility, { Length: > 0 } patient]
        ? new(facility, patient)
        : throw new CarelakeException("LAKE-0901", "A patient is named by facility and patient id.", "", "Write facility|patient, in quotes: \"hospital_a|HOSP1-000001\".");

    /// <summary>Names nobody.</summary>
    public override string ToString() => FacilityId;
}
