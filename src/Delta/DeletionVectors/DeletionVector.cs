using System.Collections.Immutable;

namespace Carelake.Delta.DeletionVectors;

/// <summary>The rows of one data file that do not count, by their position in the file from 0.</summary>
public sealed class DeletionVector
{
    /// <summary>No row is deleted.</summary>
    public static readonly DeletionVector Empty = new([]);

    private DeletionVector(ImmutableArray<long> rows) => Rows = rows;

    /// <summary>Positions, ascending, each once.</summary>
    public ImmutableArray<long> Rows { get; }

    /// <summary>How many rows are deleted.</summary>
    public long Cardinality => Rows.Length;

    /// <summary>A vector of some rows.</summary>
    /// <param name="rows">Zero or more each; order and repetition do not matter.</param>
    public static DeletionVector Of(IEnumerable<long> rows)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted);
        return FromSorted(sorted);
    }

    /// <summary>The rows of either vector.</summary>
    public DeletionVector Union(DeletionVector other)
    {
        if (other.Rows.IsEmpty) return this;
        return Rows.IsEmpty ? other : Of(Rows.Concat(other.Rows));
    }

    /// <summary>A row is deleted.</summary>
    public bool Contains(long row) => Rows.BinarySearch(row) >= 0;

    internal static DeletionVector FromSorted(ReadOnlySpan<long> sorted)
    {
        var rows = ImmutableArray.CreateBuilder<long>(sorted.Length);
        foreach (var row in sorted)
        {
            if (rows.Count == 0 || rows[^1] != row) rows.Add(row);
        }

        return new DeletionVector(rows.DrainToImmutable());
    }
}
