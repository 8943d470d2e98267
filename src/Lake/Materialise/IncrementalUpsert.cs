using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>
/// Computes again only those rows of a gold table that a change of its inputs touches. Rows that come out as they were stay; rows
/// whose driver row is gone go.
/// </summary>
/// <remarks>The result lives in temporary tables of the connection until the next call on it.</remarks>
public static class IncrementalUpsert
{
    private const string Keys = "_inc_key";
    private const string Reaction = "_inc_reaction";
    private const string Driver = "_inc_driver";
    private const string Rows = "_inc_rows";
    private const string Stored = "_inc_stored";
    private const string Added = "_inc_added";
    private const string Removed = "_inc_removed";

    /// <summary>Computes the change.</summary>
    /// <param name="connection">Its temporary tables hold the result; not used by others meanwhile.</param>
    /// <param name="shape">The declared columns; the keys are columns of the driver too.</param>
    /// <param name="model">The inputs and what changed in them.</param>
    /// <param name="located">The table as it stands, with <c>_file</c> and <c>_file_row</c>.</param>
    /// <param name="cancellationToken">Stops the statement that runs.</param>
    /// <returns>The counts speak of output rows: read are those computed again or gone.</returns>
    public static PreparedChange Prepare(
        DuckDbConnection connection, TableShape shape, IncrementalModel model, MatchingRows located, CancellationToken cancellationToken)
    {
        foreach (var statement in Touched(shape, model)) connection.ExecuteAsWritten(statement, cancellationToken);
        if (connection.Scalar<long>($"select count(*) from {Keys}", cancellationToken) == 0)
            return new PreparedChange(null, null, new MaterialiseCounts(0), []);

        connection.ExecuteAsWritten(DriverRows(shape, model), cancellationToken);
        connection.Execute(ComputedRows(shape, model), cancellationToken);
        foreach (var statement in Compare(shape, located)) connection.ExecuteAsWritten(statement, cancellationToken);
        var counts = connection.Counts(Counts(shape), cancellationToken);
        var (computed, added, removed, updated) = (counts[0], counts[1], counts[2], counts[3]);
        return new PreparedChange(
            added == 0 ? null : $"select {Sql.List(shape.Columns)} from {Added}", removed == 0 ? null : $"select _file, _file_row from {Removed}",
            new MaterialiseCounts(computed + removed - updated)
            {
                Inserted = added - updated, Updated = updated, Deleted = removed - updated, Duplicates = computed - added,
            },
            []);
    }

    private static IEnumerable<string> Touched(TableShape shape, IncrementalModel model)
    {
        var keys = Sql.List(shape.Keys);
        yield return $"create or replace temp table {Keys} as select distinct {keys} from ({model.ChangedDriverSql})";
        foreach (var reaction in model.Reactions)
        {
            yield return $"create or replace temp table {Reaction} as select distinct {Sql.List(reaction.Columns)} from ({reaction.ChangedSql})";
            yield return $"""
                insert into {Keys}
                select distinct {Sql.List(shape.Keys, "d")} from ({model.DriverRows(Reaction, reaction.Columns)}) d
                where not {Scd2Intake.InKeys(shape.Keys, "d", Keys)}
                """;
        }
    }

    private static string DriverRows(TableShape shape, IncrementalModel model) =>
        $"create or replace temp table {Driver} as select * from ({model.DriverRows(Keys, shape.Keys)})";

    private static string ComputedRows(TableShape shape, IncrementalModel model) =>
        $"create or replace temp table {Rows} as select {Sql.List(shape.Columns)} from ({model.ModelSqlOver(Driver)})";

    private static IEnumerable<string> Compare(TableShape shape, MatchingRows located)
    {
        // A row that no driver row gives, such as a dimension's unknown member, is given anew each time: it is compared like the others.
        yield return $"""
            insert into {Keys}
            select distinct {Sql.List(shape.Keys, "r")} from {Rows} r where not {Scd2Intake.InKeys(shape.Keys, "r", Keys)}
            """;
        yield return $"""
            create or replace temp table {Stored} as
            select {Sql.List(shape.Columns)}, _file, _file_row from ({located(Keys, shape.Keys)})
            """;
        yield return Difference(Added, Rows, Stored, shape);
        yield return Difference(Removed, Stored, Rows, shape);
    }

    private static string Difference(string name, string of, string without, TableShape shape) =>
        $"create or replace temp table {name} as select * from {of} a where not exists (select 1 from {without} b where {Sql.SameKey(shape.Columns, "a", "b")})";

    private static string Counts(TableShape shape) => $"""
        select (select count(*) from {Rows}), (select count(*) from {Added}), (select count(*) from {Removed}),
            (select count(*) from {Added} a where {Scd2Intake.InKeys(shape.Keys, "a", Removed)})
        """;
}
