using System.Collections.Immutable;

namespace Carelake.Delta.Maintenance;

/// <summary>What a vacuum deleted, or would delete.</summary>
/// <param name="Files">Paths relative to the table's folder, with forward slashes, ordered; empty when there was nothing to do.</param>
/// <param name="SizeBytes">Sum of their sizes.</param>
public sealed record VacuumResult(ImmutableArray<string> Files, long SizeBytes);
