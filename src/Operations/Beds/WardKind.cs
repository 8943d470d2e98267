namespace Carelake.Operations;

/// <summary>What a ward is for.</summary>
public enum WardKind
{
    /// <summary>General and acute beds.</summary>
    GeneralAcute,

    /// <summary>Critical care.</summary>
    CriticalCare,

    /// <summary>Emergency department.</summary>
    Emergency,

    /// <summary>Maternity.</summary>
    Maternity,

    /// <summary>Places that are no beds for the night: day surgery, lounge, recovery.</summary>
    Other,
}
