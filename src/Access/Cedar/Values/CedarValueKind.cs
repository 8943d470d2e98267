namespace Carelake.Access.Cedar;

/// <summary>What a <see cref="CedarValue"/> holds.</summary>
public enum CedarValueKind : byte
{
    /// <summary>Not a value: why an evaluation failed.</summary>
    Error,

    /// <summary>A boolean.</summary>
    Bool,

    /// <summary>A 64-bit integer.</summary>
    Long,

    /// <summary>A text.</summary>
    String,

    /// <summary>The name of an entity.</summary>
    Entity,

    /// <summary>A set.</summary>
    Set,

    /// <summary>A record.</summary>
    Record,

    /// <summary>A number with four decimal places.</summary>
    Decimal,

    /// <summary>An address or a range of addresses.</summary>
    Ip,

    /// <summary>A moment, in milliseconds since 1970.</summary>
    Datetime,

    /// <summary>A span of time, in milliseconds.</summary>
    Duration,
}
