namespace Carelake.X12;

/// <summary>Data types of elements (X12.6, section 3.5).</summary>
public enum X12ElementType
{
    /// <summary>The table does not say.</summary>
    Unknown,

    /// <summary>AN: text.</summary>
    Text,

    /// <summary>ID: a code.</summary>
    Code,

    /// <summary>N0 to N9: an integer, its decimals implied.</summary>
    Integer,

    /// <summary>R: a decimal number with a point of its own.</summary>
    Decimal,

    /// <summary>DT: a date, CCYYMMDD or YYMMDD.</summary>
    Date,

    /// <summary>TM: a time, HHMM to HHMMSSDD.</summary>
    Time,

    /// <summary>B: bytes.</summary>
    Binary,

    /// <summary>Made of components.</summary>
    Composite,
}
