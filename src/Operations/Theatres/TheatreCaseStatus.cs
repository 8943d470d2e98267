namespace Carelake.Operations;

/// <summary>Where a theatre case stands.</summary>
public enum TheatreCaseStatus
{
    /// <summary>On the list, not begun.</summary>
    Booked,

    /// <summary>The patient is in theatre.</summary>
    InTheatre,

    /// <summary>The patient has left theatre.</summary>
    Done,

    /// <summary>Will not take place.</summary>
    Cancelled,

    /// <summary>The patient did not come.</summary>
    NoShow,
}
