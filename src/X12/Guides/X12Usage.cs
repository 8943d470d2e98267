namespace Carelake.X12;

/// <summary>What a guide says of a loop, segment or element.</summary>
public enum X12Usage
{
    /// <summary>It must be there.</summary>
    Required,

    /// <summary>It must be there when its situation holds.</summary>
    Situational,

    /// <summary>It must not be there.</summary>
    NotUsed,
}
