namespace Carelake.Operations;

/// <summary>What a bed is at a moment.</summary>
public enum BedState
{
    /// <summary>Ready for a patient.</summary>
    Free,

    /// <summary>A patient is in it.</summary>
    Occupied,

    /// <summary>Kept for a patient: expected, to be moved in, or on leave.</summary>
    Reserved,

    /// <summary>Being cleaned (table 0116: H).</summary>
    Cleaning,

    /// <summary>Not to be used (table 0116: C, I, K; or said to be occupied while nobody is known to be in it).</summary>
    Blocked,
}
