using Carelake.Delta.Log;

namespace Carelake.Delta.Scans;

/// <summary>Which part of a table to read.</summary>
public sealed record ScanOptions
{
    /// <summary>Column names in the order wanted, in any case; <see langword="null"/> for all, in the schema's order.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>
    /// Only rows for which all of these hold. Files whose partition or statistics say that they have no such row are not opened.
    /// </summary>
    public IReadOnlyList<ColumnCondition> Where { get; init; } = [];

    /// <summary>Only rows that another relation names; <see langword="null"/> for no such condition.</summary>
    public RowMatch? Match { get; init; }

    /// <summary>Only rows that stand in these places, for which everything else that was asked for is known to hold; <see langword="null"/> for no such condition.</summary>
    public RowPlaces? Places { get; init; }

    /// <summary>
    /// Adds <c>_file</c> (full path of the data file, see <see cref="Snapshots.DeltaSnapshot.FullPath"/>) and <c>_file_row</c> (position in
    /// it, from 0) as the last columns.
    /// </summary>
    public bool IncludeRowLocation { get; init; }

    /// <summary>Only files of which this holds; <see langword="null"/> for all.</summary>
    internal Func<AddFile, bool>? Among { get; init; }

    /// <summary>Rows that deletion vectors take out are given too.</summary>
    internal bool IncludeDeleted { get; init; }
}
