using System.Collections.Immutable;

namespace Carelake.Lake.Materialise;

/// <summary>What came in for one table: events, and which of them are whole snapshots of a source.</summary>
/// <param name="Relation">
/// Name of a table or view, or a SELECT in parentheses: the declared columns, <c>_effective_at</c>, <c>_source_id</c>,
/// <c>_batch_id</c>, <c>_landing_file</c>, <c>_position</c> and, optionally, <c>_op</c>. It is scanned up to three times, mostly for
/// few columns, so what is costly to compute should be a temporary table.
/// </param>
public sealed record EventSet(string Relation)
{
    /// <summary>
    /// The same rows, perhaps without attributes that are dear to compute: what counts events and groups keys reads these. The relation
    /// itself when not given.
    /// </summary>
    public string KeyRelation { get => field ?? Relation; init; }

    /// <summary>Number of events, where the caller knows it; null has them counted.</summary>
    public long? Count { get; init; }

    /// <summary>False where the caller knows that every event has a value in every key column: keys are then compared at less cost.</summary>
    public bool MayLackKeys { get; init; } = true;

    /// <summary>A relation of the keys, and only those, that several events have, where the caller knows them; null has them looked for.</summary>
    public string? RepeatedKeys { get; init; }

    /// <summary>Batches of the events that are full extracts: keys of that source which they lack are deleted.</summary>
    public ImmutableArray<SnapshotMark> Snapshots { get; init; } = [];

    /// <summary>
    /// Keys that a snapshot held although they are not among the events, such as quarantined rows: a relation with the key columns,
    /// <c>_source_id</c> and <c>_batch_id</c>. Without it, a row in quarantine would count as deleted.
    /// </summary>
    public string? HeldBack { get; init; }
}
