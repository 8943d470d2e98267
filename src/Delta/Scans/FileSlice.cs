using System.Collections.Immutable;

namespace Carelake.Delta.Scans;

/// <summary>Some rows of one data file.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Rows">Which rows.</param>
/// <param name="Constants">SQL of the values that all of its rows share, in the order of the scan's constant columns.</param>
/// <param name="FileRows">Rows that the file has, as the log says; <see langword="null"/> when it does not.</param>
internal sealed record FileSlice(string Path, RowSelection Rows, ImmutableArray<string> Constants, long? FileRows = null);
