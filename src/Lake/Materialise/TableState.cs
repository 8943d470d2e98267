namespace Carelake.Lake.Materialise;

/// <summary>A table as a write finds it.</summary>
/// <param name="ScanSql">
/// A SELECT over the table's columns; with <paramref name="LocatedSql"/> beside it. Null when the table does not exist or is empty.
/// </param>
/// <param name="LocatedSql">The same with <c>_file</c> and <c>_file_row</c>, the location of each row.</param>
/// <param name="Snapshots">The full extracts that the table has taken in.</param>
public sealed record TableState(string? ScanSql, string? LocatedSql, IReadOnlyList<SnapshotMark> Snapshots)
{
    /// <summary>The same as <see cref="LocatedSql"/>, of some keys only; null where they are not found faster than by reading all.</summary>
    public MatchingRows? Matching { get; init; }

    /// <summary>A table that is not there yet.</summary>
    public static TableState Empty { get; } = new(null, null, []);
}
