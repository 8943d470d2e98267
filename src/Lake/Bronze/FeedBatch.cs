using System.Collections.Immutable;

namespace Carelake.Lake.Bronze;

/// <summary>Rows of one bronze table that came by a feed and go in together.</summary>
/// <param name="SourceId">The listener.</param>
/// <param name="Table">Table of the listener: with it, <c>bronze.LISTENER_TABLE</c>.</param>
/// <param name="Stream">Names the log and partition that offsets count in; the <c>txn</c> of the table's commits.</param>
/// <param name="LastOffset">Offset of the last row. Offsets of a stream rise from batch to batch.</param>
/// <param name="Columns">The columns, in order, without the origin.</param>
/// <param name="Rows">Values in the order of the columns; row n came from line n (from 1) of <paramref name="Landed"/>.</param>
/// <param name="Landed">What arrived, one JSON object a line.</param>
public sealed record FeedBatch(
    string SourceId, string Table, string Stream, long LastOffset, ImmutableArray<FeedColumn> Columns, IReadOnlyList<object?[]> Rows, ReadOnlyMemory<byte> Landed)
{
    /// <summary>Name of the bronze table.</summary>
    public string BronzeTable => $"bronze.{SourceId}_{Table}";

    /// <summary>Table and place; never rows.</summary>
    public override string ToString() => $"{BronzeTable} to {Stream}@{LastOffset}";
}

/// <summary>A column of a feed's bronze table.</summary>
/// <param name="Name">Lower case, digits, underscores.</param>
/// <param name="Type">DuckDB's type: VARCHAR, BIGINT, TIMESTAMP or BLOB.</param>
public sealed record FeedColumn(string Name, string Type = "VARCHAR");
