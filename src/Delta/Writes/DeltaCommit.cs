namespace Carelake.Delta.Writes;

/// <summary>What a commit did.</summary>
/// <param name="Version">Version it made; the one that was there when nothing was written.</param>
public sealed record DeltaCommit(long Version)
{
    /// <summary>Rows in new data files.</summary>
    public long RowsAdded { get; init; }

    /// <summary>Rows that do not count any more.</summary>
    public long RowsRemoved { get; init; }

    /// <summary>Number of new data files.</summary>
    public int FilesAdded { get; init; }

    /// <summary>Number of data files that do not count any more at all.</summary>
    public int FilesRemoved { get; init; }

    /// <summary>Length of the new data files.</summary>
    public long SizeBytes { get; init; }

    /// <summary>The transactions were there already: nothing was written.</summary>
    public bool AlreadyApplied { get; init; }

    /// <summary>A version was made.</summary>
    public bool Wrote { get; init; } = true;
}
