namespace Carelake.Operations;

/// <summary>A list: who owns a theatre, and when. Sessions travel on no interface; they come from a plan.</summary>
/// <param name="FacilityId">The facility.</param>
/// <param name="Theatre">The theatre.</param>
/// <param name="Start">Start, in UTC.</param>
/// <param name="End">End, in UTC; after the start.</param>
public sealed record TheatreSession(string FacilityId, string Theatre, DateTimeOffset Start, DateTimeOffset End);
