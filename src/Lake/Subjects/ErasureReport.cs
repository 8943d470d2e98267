using System.Collections.Immutable;

namespace Carelake.Lake.Subjects;

/// <summary>What an erasure took out of the lake. Names nobody.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Records">Patient records that were erased.</param>
/// <param name="Tables">Tables that lost rows, whose history ends here.</param>
/// <param name="Landed">Landed objects with records made blank.</param>
public sealed record ErasureReport(DateTimeOffset At, int Records, ImmutableArray<ErasedTable> Tables, ImmutableArray<ErasedObject> Landed)
{
    /// <summary>Rows taken out of all tables.</summary>
    public long Rows => Tables.Sum(table => table.Rows);

    /// <summary>Counts.</summary>
    public override string ToString() => $"{Rows} rows of {Tables.Length} tables";
}

/// <summary>A table that lost rows.</summary>
/// <param name="Table">Full name.</param>
/// <param name="Rows">Rows taken out.</param>
/// <param name="VersionBefore">Version that had them; it cannot be read any more.</param>
/// <param name="Version">Version that the table's history now begins with.</param>
/// <param name="FilesRemoved">Files of rows and of the log that were deleted.</param>
public sealed record ErasedTable(string Table, long Rows, long VersionBefore, long Version, int FilesRemoved);

/// <summary>A landed object with records made blank.</summary>
/// <param name="Object">Path below the lake.</param>
/// <param name="Table">Source and table that it was landed for.</param>
/// <param name="Records">Records made blank.</param>
/// <param name="IsWhole">Nothing of the object is left, since records of its format cannot be cut out.</param>
public sealed record ErasedObject(string Object, string Table, long Records, bool IsWhole);
