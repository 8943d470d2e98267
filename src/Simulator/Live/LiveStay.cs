using Carelake.Operations;

namespace Carelake.Simulator;

/// <summary>A visit of the live group while it goes on.</summary>
internal sealed class LiveStay(LivePatient patient, string visitId)
{
    public LivePatient Patient { get; } = patient;

    public string VisitId { get; } = visitId;

    public string Class { get; set; } = "E";

    public string Service { get; set; } = "";

    public PatientLocation Location { get; set; } = PatientLocation.None;

    /// <summary>PV1-44: arrival, then admission.</summary>
    public DateTimeOffset AdmitAt { get; set; }

    public DateTimeOffset? ExpectedDischarge { get; set; }

    public bool IsByAmbulance { get; set; }

    public bool IsOnLeave { get; set; }

    /// <summary>Since when the patient is where they are.</summary>
    public DateTimeOffset Since { get; set; }

    public bool IsOver { get; set; }
}
