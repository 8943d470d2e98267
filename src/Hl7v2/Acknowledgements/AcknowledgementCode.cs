namespace Carelake.Hl7v2;

/// <summary>MSA-1, table 0008 (HL7 v2.5.1 section 2.9.2).</summary>
public enum AcknowledgementCode
{
    /// <summary>Application accept: processed.</summary>
    AA,

    /// <summary>Application error: the content is wrong, or processing failed.</summary>
    AE,

    /// <summary>Application reject: type, version or processing id are not served here, or the system cannot take it now.</summary>
    AR,

    /// <summary>Commit accept: safely stored; the application answers later.</summary>
    CA,

    /// <summary>Commit error: cannot be stored now; try again later.</summary>
    CE,

    /// <summary>Commit reject: cannot be stored as it is; do not try again unchanged.</summary>
    CR,
}
