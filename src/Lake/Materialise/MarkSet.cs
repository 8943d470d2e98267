using System.Collections.Immutable;
using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>The snapshots that a write knows of.</summary>
/// <param name="Old">Those that the table has taken in.</param>
/// <param name="New">Those among the events that it has not.</param>
/// <param name="Incoming">All those among the events.</param>
/// <param name="EventCount">Events in.</param>
/// <param name="IsSole">The events are one snapshot and nothing else.</param>
internal sealed record MarkSet(
    ImmutableArray<SnapshotMark> Old, ImmutableArray<SnapshotMark> New, ImmutableArray<SnapshotMark> Incoming, long EventCount, bool IsSole)
{
    /// <summary>Name of the temporary table with all marks.</summary>
    public const string Table = "_scd_mark";

    /// <summary>There is a snapshot to think of.</summary>
    public bool Any => !Old.IsEmpty || !New.IsEmpty;

    /// <summary>Counts the events and finds out of which kind each new snapshot is: one scan of the provenance, and one of the times that stops at the first of its own.</summary>
    public static MarkSet Read(
        DuckDbConnection connection, EventSql sql, IReadOnlyList<SnapshotMark> old, CancellationToken cancellationToken)
    {
        var incoming = sql.Events.Snapshots.Distinct().ToImmutableArray();
        var columns = incoming.Select(mark => $"count(*) filter (where {sql.IsOf(mark)})");
        var counts = incoming.IsEmpty && sql.Events.Count is { } known
            ? [known]
            : connection.Counts($"select {string.Join(", ", columns.Prepend("count(*)"))} from {sql.Events.KeyRelation}", cancellationToken);
        var marks = incoming.Select((mark, i) => mark with { IsRowTime = counts[1 + i] > 0 && IsRowTime(connection, sql, mark, cancellationToken) }).ToImmutableArray();
        var taken = old.Select(mark => (mark.SourceId, mark.BatchId)).ToHashSet();
        return new MarkSet(
            [.. old], [.. marks.Where(mark => !taken.Contains((mark.SourceId, mark.BatchId)))], marks, counts[0],
            incoming.Length == 1 && counts[1] == counts[0]);
    }

    private static bool IsRowTime(DuckDbConnection connection, EventSql sql, SnapshotMark mark, CancellationToken cancellationToken) => connection.Counts(
        $"select count(*) from (select 1 from {sql.Events.Relation} where {sql.IsOf(mark)} and _effective_at is distinct from {sql.Moment(mark)} limit 1)",
        cancellationToken)[0] == 0;

    /// <summary>Writes the marks into <see cref="Table"/>: source, batch, time, kind, and whether they are new.</summary>
    public void Store(DuckDbConnection connection, EventSql sql, CancellationToken cancellationToken)
    {
        connection.Execute(
            $"""
            create or replace temp table {Table} (
                _source_id {sql.TypeOf(SystemColumns.SourceId)}, _batch_id {sql.TypeOf(SystemColumns.BatchId)}, _at {sql.TimeType},
                _row_time boolean, _new boolean)
            """,
            cancellationToken);
        var rows = Old.Select(mark => (mark, IsNew: false)).Concat(New.Select(mark => (mark, IsNew: true)))
            .Select(m => $"({DuckDbSql.Literal(m.mark.SourceId)}, {sql.Batch(m.mark)}, {sql.Moment(m.mark)}, {m.mark.IsRowTime}, {m.IsNew})")
            .ToList();
        if (rows.Count > 0) connection.Execute($"insert into {Table} values {string.Join(", ", rows)}", cancellationToken);
    }

    /// <summary>
    /// Some snapshot other than the event's own was taken at or after the event: it may have lacked the key. Old ones count by the
    /// newest of each source, so that the condition stays small however many there were.
    /// </summary>
    public string IsOvertaken(EventSql sql, string of)
    {
        var old = Old.GroupBy(mark => mark.SourceId, StringComparer.Ordinal).Select(group => group.MaxBy(mark => mark.TakenAt)).OfType<SnapshotMark>()
            .Select(mark => $"({sql.IsOfSource(mark, of)} and {of}._at <= {sql.Moment(mark)})");
        var incoming = New.Select(mark =>
            $"({sql.IsOfSource(mark, of)} and not {sql.IsOf(mark, of)} and {of}._at <= {sql.Moment(mark)})");
        return $"coalesce({Sql.Any(old.Concat(incoming))}, false)";
    }
}
