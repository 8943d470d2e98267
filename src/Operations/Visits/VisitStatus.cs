namespace Carelake.Operations;

/// <summary>Where a visit stands after the last event known.</summary>
public enum VisitStatus
{
    /// <summary>Nothing is known that would begin or plan it.</summary>
    Unknown,

    /// <summary>Planned, not begun.</summary>
    Planned,

    /// <summary>The patient is here.</summary>
    Present,

    /// <summary>The patient is on leave; the bed is kept.</summary>
    OnLeave,

    /// <summary>Ended.</summary>
    Discharged,

    /// <summary>Taken back: it never was.</summary>
    Cancelled,
}
