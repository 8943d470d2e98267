using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>
/// The newest state of every key: the event with the highest effective time, then the highest sequence (batch, position), in whatever
/// order they come. A deleted key stays as a row with <c>is_deleted</c>, so that an older event that comes later cannot bring it back;
/// <see cref="LiveRowsSql"/> is what readers want.
/// </summary>
/// <remarks>The result lives in temporary tables of the connection until the next call on it.</remarks>
public static class UpsertMaterialisation
{
    /// <summary>The columns of the table, in order.</summary>
    public static IReadOnlyList<string> ColumnsOf(TableShape shape) =>
        [.. shape.Columns, SystemColumns.EffectiveAt, SystemColumns.IsDeleted, SystemColumns.ChangeHash, .. SystemColumns.Provenance];

    /// <summary>The keys that exist, as a SELECT over a scan of the table.</summary>
    public static string LiveRowsSql(string scanSql) => $"select * from ({scanSql}) where not is_deleted";

    /// <summary>Computes the change that takes in the events.</summary>
    /// <param name="connection">Its temporary tables hold the result; not used by others meanwhile.</param>
    /// <param name="shape">The declared columns.</param>
    /// <param name="events">What came in, in any order.</param>
    /// <param name="table">The table as it stands.</param>
    /// <param name="cancellationToken">Stops the statement that runs.</param>
    /// <exception cref="Core.CarelakeException">LAKE-0401: the events lack a column.</exception>
    public static PreparedChange Prepare(
        DuckDbConnection connection, TableShape shape, EventSet events, TableState table, CancellationToken cancellationToken)
    {
        var sql = EventSql.Describe(connection, shape, events, cancellationToken);
        var marks = MarkSet.Read(connection, sql, table.Snapshots, cancellationToken);
        if (marks.EventCount == 0 && marks.New.IsEmpty) return new PreparedChange(null, null, new MaterialiseCounts(0), []);

        var upsert = new UpsertSql(sql, marks);
        var streams = table.ScanSql is null && (!marks.Any || marks.IsSole);
        foreach (var statement in upsert.Statements(table.ScanSql, streams)) connection.Execute(statement, cancellationToken);
        var counts = connection.Counts(upsert.Counts(streams), cancellationToken);

        var (judged, inserted, updated, late, deleted, duplicates, vanished, added, known, streamedDeleted) =
            (counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], counts[7], counts[8], counts[9]);
        var streamed = streams ? marks.EventCount - judged : 0;
        var rows = added > 0 ? upsert.WinnerRows : null;
        if (streamed > 0) rows = rows is null ? upsert.StreamedRows : $"{upsert.StreamedRows} union all {rows}";
        return new PreparedChange(
            rows, known > 0 && table.LocatedSql is not null ? upsert.Removed(table.LocatedSql) : null,
            new MaterialiseCounts(marks.EventCount)
            {
                Inserted = inserted + streamed - streamedDeleted,
                Updated = updated,
                Late = late,
                Deleted = deleted + streamedDeleted,
                Duplicates = duplicates + (streams ? 0 : marks.EventCount - judged),
                Vanished = vanished,
            },
            marks.New);
    }
}
