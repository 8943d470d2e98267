using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>
/// Works out the history of the few keys that need it: stored versions become events again, new events join them, and versions are
/// cut from the whole. Rows that come out as they were stay where they are.
/// </summary>
/// <param name="RowsSql">Rows to add; null when there are none.</param>
/// <param name="RemovedRowsSql">Locations of rows to take out; null when there are none.</param>
/// <param name="Counts">What became of the events of these keys.</param>
internal sealed record Scd2History(string? RowsSql, string? RemovedRowsSql, MaterialiseCounts Counts)
{
    /// <summary>The whole rows that go; null when there are none.</summary>
    public string? RemovedContentSql { get; private init; }

    private const string Stored = "_scd_stored";
    private const string Added = "_scd_added";
    private const string Removed = "_scd_removed";

    public static Scd2History None { get; } = new(null, null, new MaterialiseCounts(0));

    public static Scd2History Compute(
        DuckDbConnection connection, EventSql sql, MarkSet marks, string? locatedSql, CancellationToken cancellationToken)
    {
        if (marks.Any) marks.Store(connection, sql, cancellationToken);
        connection.Execute(Scd2HistorySql.Stored(sql, locatedSql), cancellationToken);
        foreach (var statement in Scd2HistorySql.Statements(sql, marks, locatedSql)) connection.Execute(statement, cancellationToken);

        var counts = connection.Counts(Scd2HistorySql.Counts(sql, marks), cancellationToken);
        var columns = Sql.List(Scd2Materialisation.ColumnsOf(sql.Shape));
        return new Scd2History(
            counts[7] == 0 ? null : $"select {columns} from {Added}", counts[8] == 0 ? null : $"select _file, _file_row from {Removed}",
            new MaterialiseCounts(counts[0])
            {
                Inserted = counts[1], Updated = counts[2], Late = counts[3], Deleted = counts[4], Duplicates = counts[5],
                Vanished = counts[6],
            })
        {
            RemovedContentSql = counts[8] == 0 ? null : $"select {columns} from {Removed}",
        };
    }
}
