namespace Carelake.X12;

/// <summary>How an envelope ended.</summary>
/// <param name="StatedCount">What its trailer says it held: segments, transaction sets or groups; -1 without a readable trailer.</param>
/// <param name="Count">What it held.</param>
/// <param name="HasTrailer">SE, GE or IEA was there.</param>
public readonly record struct X12End(long StatedCount, long Count, bool HasTrailer);
