namespace Carelake.Events;

/// <summary>An event that a consumer could not take and put aside, so that the others go on.</summary>
/// <param name="Id">From 1; rises.</param>
/// <param name="Group">The consumer group.</param>
/// <param name="Reason">A code and a sentence; never patient data.</param>
/// <param name="At">When it was put aside.</param>
/// <param name="Event">The event with its payload.</param>
public sealed record DeadLetter(long Id, string Group, string Reason, DateTimeOffset At, StoredEvent Event);
