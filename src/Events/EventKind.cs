namespace Carelake.Events;

/// <summary>What the bytes of an event are. The numbers are stored: they never change.</summary>
public enum EventKind
{
    /// <summary>One HL7 v2 message, readable or not.</summary>
    Hl7v2 = 1,

    /// <summary>One FHIR resource as JSON.</summary>
    Fhir = 2,

    /// <summary>One X12 file.</summary>
    X12 = 3,

    /// <summary>One measurement of a device, as a JSON object.</summary>
    Telemetry = 4,
}
