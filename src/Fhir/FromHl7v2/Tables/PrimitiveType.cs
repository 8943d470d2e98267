namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>What a rule with a primitive type makes of one text.</summary>
internal enum PrimitiveType
{
    /// <summary>No name of a primitive.</summary>
    None,

    /// <summary><c>string</c>, or nothing: the text, or the target of its code.</summary>
    String,

    /// <summary>All of a text, whatever delimiters its sender forgot to escape.</summary>
    Text,

    /// <summary>A code, translated where the rule names a code map.</summary>
    Code,

    /// <summary>A year, month or day.</summary>
    Date,

    /// <summary>A time as precise as it was sent.</summary>
    DateTime,

    /// <summary>A moment.</summary>
    Instant,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A number with its own digits.</summary>
    Decimal,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A whole number above zero.</summary>
    PositiveInt,

    /// <summary>A whole number, zero included.</summary>
    UnsignedInt,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>A text without blanks.</summary>
    Uri,

    /// <summary>The system of an HD.</summary>
    System,

    /// <summary>The system of an EI, whose HD begins with its second part.</summary>
    EiSystem,

    /// <summary>The system of a name of table 0396.</summary>
    CodeSystem,

    /// <summary>A Coding of one code.</summary>
    Coding,

    /// <summary>A CodeableConcept of one code.</summary>
    CodeableConcept,

    /// <summary>Nothing: the value was read to choose something else.</summary>
    Presence,
}
