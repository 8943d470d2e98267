using Carelake.Delta.Scans;
using Carelake.Delta.Snapshots;

namespace Carelake.Delta.Writes;

/// <summary>Queries that say where rows are.</summary>
internal static class RowSelections
{
    /// <summary>Where the rows are that fulfil a condition.</summary>
    public static string Where(DeltaSnapshot snapshot, string predicate) =>
        $"SELECT _file, _file_row FROM (\n{Located(snapshot)}\n) WHERE ({predicate})";

    /// <summary>All rows, with <c>_file</c> and <c>_file_row</c>.</summary>
    public static string Located(DeltaSnapshot snapshot) => snapshot.ScanSql(new ScanOptions { IncludeRowLocation = true });
}
