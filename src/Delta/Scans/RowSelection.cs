using Carelake.Delta.DeletionVectors;

namespace Carelake.Delta.Scans;

/// <summary>Which rows of a data file to read.</summary>
/// <param name="Kind">How <paramref name="Rows"/> is meant.</param>
/// <param name="Rows">Positions; empty where all rows are read.</param>
internal sealed record RowSelection(RowSelectionKind Kind, DeletionVector Rows)
{
    public static readonly RowSelection All = new(RowSelectionKind.All, DeletionVector.Empty);

    /// <summary>All rows but those deleted.</summary>
    public static RowSelection Without(DeletionVector deleted) =>
        deleted.Cardinality == 0 ? All : new RowSelection(RowSelectionKind.Without, deleted);

    /// <summary>These rows alone.</summary>
    public static RowSelection Only(DeletionVector rows) => new(RowSelectionKind.Only, rows);

    /// <summary>Number of bits in <see cref="Bits"/>: one past the last position.</summary>
    public long BitCount => Rows.Cardinality == 0 ? 0 : Rows.Rows[^1] + 1;

    /// <summary>
    /// The positions as a DuckDB BIT value: a test of one row then costs one look, and a file of a million rows 170 kB of SQL.
    /// </summary>
    public string Bits()
    {
        var bits = new byte[(BitCount + 7) / 8];
        foreach (var row in Rows.Rows) bits[row >> 3] |= (byte)(0x80 >> (int)(row & 7));
        return $"from_base64('{Convert.ToBase64String(bits)}')::BIT";
    }
}

/// <summary>How the rows of a <see cref="RowSelection"/> are meant.</summary>
internal enum RowSelectionKind
{
    All,
    Without,
    Only,
}
