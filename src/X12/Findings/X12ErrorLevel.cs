namespace Carelake.X12;

/// <summary>Which acknowledgement segment carries an error code.</summary>
public enum X12ErrorLevel
{
    /// <summary>TA105 of an interchange acknowledgement.</summary>
    Interchange,

    /// <summary>AK905 of a 999 (005010X231A1).</summary>
    Group,

    /// <summary>IK502 of a 999.</summary>
    TransactionSet,

    /// <summary>IK304 of a 999.</summary>
    Segment,

    /// <summary>IK403 of a 999.</summary>
    Element,

    /// <summary>No code of a 999: a rule of the claim's content, told by a 277CA, or by a 999 as an implementation error.</summary>
    Business,
}
