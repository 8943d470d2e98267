using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>Every event is a row, and stays one. Exactly once is up to the transactions of the commit.</summary>
public static class AppendMaterialisation
{
    /// <summary>The columns of the table, in order.</summary>
    public static IReadOnlyList<string> ColumnsOf(TableShape shape) =>
        [.. shape.Columns, SystemColumns.EffectiveAt, .. SystemColumns.Provenance];

    /// <inheritdoc cref="UpsertMaterialisation.Prepare"/>
    public static PreparedChange Prepare(
        DuckDbConnection connection, TableShape shape, EventSet events, TableState table, CancellationToken cancellationToken)
    {
        _ = EventSql.Describe(connection, shape, events, cancellationToken);
        var count = connection.Scalar<long>($"select count(*) from {events.Relation}", cancellationToken);
        var known = table.Snapshots.Select(mark => (mark.SourceId, mark.BatchId)).ToHashSet();
        return new PreparedChange(
            count == 0 ? null : $"select {Sql.List(ColumnsOf(shape))} from {events.Relation}", null,
            new MaterialiseCounts(count) { Inserted = count },
            [.. events.Snapshots.Where(mark => !known.Contains((mark.SourceId, mark.BatchId)))]);
    }
}
