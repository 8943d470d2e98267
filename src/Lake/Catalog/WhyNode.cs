using System.Collections.Immutable;

namespace Carelake.Lake.Catalog;

/// <summary>
/// One step on the way from a figure down to the bytes: rows of a table, and what each level under them is made of. The values may be
/// patient data: for a person at the keyboard, under policy.
/// </summary>
/// <param name="Table">Full table name, or the landed object's path.</param>
/// <param name="Relation">How these rows lie under those above, as a sentence; empty at the top.</param>
/// <param name="RowCount">How many rows there are in all.</param>
/// <param name="Columns">Names of the columns, in order.</param>
/// <param name="Rows">The first of them.</param>
/// <param name="Under">What they are made of; empty at the bytes.</param>
public sealed record WhyNode(
    string Table, string Relation, long RowCount, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string?>> Rows,
    ImmutableArray<WhyNode> Under)
{
    /// <summary>Records of a landed file, at the bottom of the tree.</summary>
    public ImmutableArray<LandedRecord> Records { get; init; } = [];
}

/// <summary>A record of a landed file, as it came.</summary>
/// <param name="Name">What the source calls the file.</param>
/// <param name="LandingFile">The landed object, below the lake.</param>
/// <param name="Position">Number of the record among the readable ones, from 1.</param>
/// <param name="Line">Line it begins at, from 1; null for formats without lines.</param>
/// <param name="Text">The record's text.</param>
public sealed record LandedRecord(string Name, string LandingFile, long Position, long? Line, string Text);
