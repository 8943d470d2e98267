namespace Carelake.Sources.Mllp;

/// <summary>What a receiver saw since it started.</summary>
/// <param name="Connections">Open now.</param>
/// <param name="Accepted">Connections taken.</param>
/// <param name="Refused">Connections beyond the bound, and failed handshakes.</param>
/// <param name="TimedOut">Connections closed because nothing moved.</param>
/// <param name="Messages">Messages stored.</param>
/// <param name="Duplicates">Of them, those that were there already.</param>
/// <param name="Rejected">Of them, those that were answered with an error.</param>
/// <param name="NotStored">Messages that could not be stored; their senders were told.</param>
/// <param name="BadFrames">Frames that were cut, too long, or badly ended, and bytes outside frames.</param>
public sealed record MllpCounts(
    long Connections, long Accepted, long Refused, long TimedOut, long Messages, long Duplicates, long Rejected, long NotStored, long BadFrames);
