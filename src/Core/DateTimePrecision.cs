namespace Carelake.Core;

/// <summary>How much of a moment was said. Each holds all before it.</summary>
public enum DateTimePrecision
{
    /// <summary>Only the year.</summary>
    Year,

    /// <summary>Year and month.</summary>
    Month,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A day and the hour.</summary>
    Hour,

    /// <summary>To the minute.</summary>
    Minute,

    /// <summary>To the second.</summary>
    Second,

    /// <summary>To a fraction of a second.</summary>
    Fraction,
}
