using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>
/// All versions of every key. The history of a key is a function of the set of its events, in whatever order and batches they come:
/// of events about one moment the one with the highest sequence (batch, position) holds, and neighbours that say the same are one
/// version. See <c>docs/decisions/0005-history-as-a-function-of-events.md</c>.
/// </summary>
/// <remarks>
/// The result lives in temporary tables of the connection until the next call on it. A write reads the versions of the keys it has events
/// of; one that takes in a full extract reads key, hash and times of the last version of every key.
/// </remarks>
public static class Scd2Materialisation
{
    private const string LookedUp = "_scd_looked_up";
    private const string Known = "_scd_known";

    // So many events are looked up in the table; more are joined with all of it.
    private const long MostLookedUp = 500_000;

    /// <summary>The columns of the table, in order.</summary>
    public static IReadOnlyList<string> ColumnsOf(TableShape shape) =>
    [
        .. shape.Columns, SystemColumns.ValidFrom, SystemColumns.ValidTo, SystemColumns.IsCurrent, SystemColumns.IsDeleted,
        SystemColumns.ChangeHash, SystemColumns.ObservedAt, .. SystemColumns.Provenance,
    ];

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

        // A new snapshot speaks of every key of its source, by holding it or not.
        if (table.Matching is { } matching && marks.New.IsEmpty && marks.EventCount <= MostLookedUp)
        {
            connection.Execute($"create or replace temp table {LookedUp} as select distinct {Sql.List(shape.Keys)} from {events.KeyRelation}", cancellationToken);
            connection.Execute($"create or replace temp table {Known} as {matching(LookedUp, shape.Keys)}", cancellationToken);
            table = table with { ScanSql = $"select * from {Known}", LocatedSql = $"select * from {Known}" };
        }

        var intake = table.ScanSql is null
            ? Scd2Intake.IntoEmpty(connection, sql, marks, cancellationToken)
            : Scd2Intake.IntoTable(connection, sql, marks, table.ScanSql, table.LocatedSql!, cancellationToken); // Beside ScanSql.
        var history = intake.HasHistory
            ? Scd2History.Compute(connection, sql, marks, table.LocatedSql, cancellationToken)
            : Scd2History.None;

        return new PreparedChange(
            Join(intake.RowsSql, history.RowsSql), Join(intake.RemovedRowsSql, history.RemovedRowsSql),
            Total(marks.EventCount, intake.Counts, history.Counts), marks.New)
        {
            RowsAreAtHand = table.ScanSql is not null,
            RemovedContentSql = Join(intake.RemovedContentSql, history.RemovedContentSql),
        };
    }

    private static string? Join(string? first, string? second) =>
        first is null ? second : second is null ? first : $"{first} union all {second}";

    private static MaterialiseCounts Total(long read, MaterialiseCounts plain, MaterialiseCounts history) => new(read)
    {
        Inserted = plain.Inserted + history.Inserted,
        Updated = plain.Updated + history.Updated,
        Late = history.Late,
        Deleted = plain.Deleted + history.Deleted,
        // Events that were dropped on the way in said what the table says, and so did those that history folded into a version.
        Duplicates = read - plain.Read - history.Read + history.Duplicates,
        Vanished = plain.Vanished + history.Vanished,
    };
}
