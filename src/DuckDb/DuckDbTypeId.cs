namespace Carelake.DuckDb;

/// <summary>The engine's types; numbers as in <c>duckdb.h</c>.</summary>
public enum DuckDbTypeId
{
    /// <summary>No type: a parameter whose type is taken from its value.</summary>
    Invalid = 0,

    /// <summary>true or false.</summary>
    Boolean = 1,

    /// <summary>8 bits, signed.</summary>
    TinyInt = 2,

    /// <summary>16 bits, signed.</summary>
    SmallInt = 3,

    /// <summary>32 bits, signed.</summary>
    Integer = 4,

    /// <summary>64 bits, signed.</summary>
    BigInt = 5,

    /// <summary>8 bits, unsigned.</summary>
    UTinyInt = 6,

    /// <summary>16 bits, unsigned.</summary>
    USmallInt = 7,

    /// <summary>32 bits, unsigned.</summary>
    UInteger = 8,

    /// <summary>64 bits, unsigned.</summary>
    UBigInt = 9,

    /// <summary>32 bits, binary floating point.</summary>
    Float = 10,

    /// <summary>64 bits, binary floating point.</summary>
    Double = 11,

    /// <summary>Microseconds since 1970, no time zone.</summary>
    Timestamp = 12,

    /// <summary>Days since 1970.</summary>
    Date = 13,

    /// <summary>Microseconds since midnight; 24:00:00 included.</summary>
    Time = 14,

    /// <summary>Months, days and microseconds.</summary>
    Interval = 15,

    /// <summary>128 bits, signed.</summary>
    HugeInt = 16,

    /// <summary>Text in UTF-8.</summary>
    Varchar = 17,

    /// <summary>Bytes.</summary>
    Blob = 18,

    /// <summary>Exact decimal of up to 38 digits.</summary>
    Decimal = 19,

    /// <summary>Seconds since 1970.</summary>
    TimestampS = 20,

    /// <summary>Milliseconds since 1970.</summary>
    TimestampMs = 21,

    /// <summary>Nanoseconds since 1970.</summary>
    TimestampNs = 22,

    /// <summary>One of a list of names.</summary>
    Enum = 23,

    /// <summary>Any number of elements of one type.</summary>
    List = 24,

    /// <summary>Named fields.</summary>
    Struct = 25,

    /// <summary>Keys to values, in order.</summary>
    Map = 26,

    /// <summary>A UUID.</summary>
    Uuid = 27,

    /// <summary>One of several named members.</summary>
    Union = 28,

    /// <summary>A string of bits.</summary>
    Bit = 29,

    /// <summary>Time of day with an offset from UTC.</summary>
    TimeTz = 30,

    /// <summary>Microseconds since 1970 in UTC.</summary>
    TimestampTz = 31,

    /// <summary>128 bits, unsigned.</summary>
    UHugeInt = 32,

    /// <summary>A fixed number of elements of one type.</summary>
    Array = 33,

    /// <summary>Any type; in function signatures only.</summary>
    Any = 34,

    /// <summary>An integer of any size; <c>VARINT</c> in older versions.</summary>
    BigNum = 35,

    /// <summary>The type of a bare NULL.</summary>
    Null = 36,

    /// <summary>The type of a bare text literal; in planning only.</summary>
    StringLiteral = 37,

    /// <summary>The type of a bare integer literal; in planning only.</summary>
    IntegerLiteral = 38,

    /// <summary>Nanoseconds since midnight.</summary>
    TimeNs = 39,

    /// <summary>A geometry, as well-known binary.</summary>
    Geometry = 40,

    /// <summary>A value of any type in a packed form.</summary>
    Variant = 41,
}
