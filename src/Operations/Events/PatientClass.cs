namespace Carelake.Operations;

/// <summary>PV1-2 (HL7 table 0004), as far as the flow of patients depends on it. The numbers are written to snapshots.</summary>
public enum PatientClass : byte
{
    /// <summary>Not said, or a class of its own.</summary>
    Unknown = 0,

    /// <summary>I: inpatient.</summary>
    Inpatient = 1,

    /// <summary>O, R: outpatient or recurring.</summary>
    Outpatient = 2,

    /// <summary>E: emergency.</summary>
    Emergency = 3,

    /// <summary>P: preadmitted.</summary>
    Preadmitted = 4,

    /// <summary>B: obstetrics.</summary>
    Obstetrics = 5,
}
