using System.Collections.Immutable;
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
    private const string Changed = "_inc_changed";
    private const string Reaction = "_inc_reaction";
    private const string Reached = "_inc_reached";
    private const string Driver = "_inc_driver";
    private const string Rows = "_inc_rows";
    private const string Came = "_inc_came";
    private const string Went = "_inc_went";
    private const string Told = "_inc_told";
    private const string Doubtful = "_inc_doubtful";
    private const string Anew = "_inc_anew";
    private const string Stored = "_inc_stored";
    private const string Doubted = "_inc_doubted";
    private const string Gone = "_inc_gone";
    private const string Recalled = "_inc_recalled";
    private const string Places = "_inc_place";
    private const string Added = "_inc_added";
    private const string Removed = "_inc_removed";

    /// <summary>Computes the change.</summary>
    /// <param name="connection">Its temporary tables hold the result; not used by others meanwhile.</param>
    /// <param name="shape">The declared columns.</param>
    /// <param name="model">The inputs and what changed in them.</param>
    /// <param name="located">The table as it stands, with <c>_file</c> and <c>_file_row</c>.</param>
    /// <param name="cancellationToken">Stops the statement that runs.</param>
    /// <returns>
    /// The counts speak of output rows: read are those computed again or gone. Null when sums cannot be told from what came and went: the
    /// table must be computed whole.
    /// </returns>
    public static PreparedChange? Prepare(
        DuckDbConnection connection, TableShape shape, IncrementalModel model, MatchingRows located, CancellationToken cancellationToken)
    {
        connection.Execute($"create or replace temp table {Changed} as {model.ChangedDriverSql}", cancellationToken);
        if (model.Sums is { } sums)
        {
            if (!AddUp(connection, shape, model, sums, located, cancellationToken)) return null;
        }
        else
        {
            FindDriverRows(connection, model, cancellationToken);
            if (connection.Scalar<long>($"select count(*) from {Keys}", cancellationToken) == 0)
                return new PreparedChange(null, null, new MaterialiseCounts(0), []);
            if (model.HasWholeRows) return Recall(connection, shape, model, located, cancellationToken);
            model.BindInputs(Driver);
            Compute(connection, shape, model, Rows);
            Store(connection, shape, model, located, cancellationToken);
        }

        return Compare(connection, shape, $"select _file, _file_row from {Removed}", cancellationToken);
    }

    // What went of a driver with one row a key says, by the model itself, what the table holds of it: only the place of such a row is looked
    // up, and none of its columns. Rows that another input's change touches are read, since the model would see that input as it is now.
    private static PreparedChange Recall(
        DuckDbConnection connection, TableShape shape, IncrementalModel model, MatchingRows located, CancellationToken cancellationToken)
    {
        connection.Execute(
            $"""
            create or replace temp table {Gone} as select * exclude ({IncrementalModel.Net}) from {Changed} c
            where {IncrementalModel.Net} < 0 and not {Scd2Intake.InKeys(model.Keys, "c", Doubted)}
            """,
            cancellationToken);
        connection.Execute($"create or replace temp view {Recalled} as select * from {Driver} union all by name select * from {Gone}", cancellationToken);
        model.BindInputs(Recalled);
        Compute(connection, shape, model, Rows);
        Compute(connection, shape, model, Stored, Gone, ", cast(null as varchar) as _file, cast(null as bigint) as _file_row");
        if (connection.Scalar<long>($"select count(*) from {Doubted}", cancellationToken) > 0)
        {
            connection.Execute(
                $"insert into {Stored} select {Sql.List(shape.Columns)}, _file, _file_row from ({located(Doubted, model.Keys)})", cancellationToken);
        }

        var change = Compare(connection, shape, $"select _file, _file_row from {Removed} where _file is not null union all select * from {Places}", cancellationToken);
        connection.Execute($"create or replace temp table {Doubted} as select {Sql.List(model.Keys)} from {Removed} where _file is null", cancellationToken);
        var wanted = connection.Scalar<long>($"select count(*) from {Doubted}", cancellationToken);
        var found = wanted == 0 ? $"{Removed} limit 0" : $"({(model.Places ?? located)(Doubted, model.Keys)})";
        connection.Execute($"create or replace temp table {Places} as select _file, _file_row from {found}", cancellationToken);
        if (connection.Scalar<long>($"select count(*) from {Places}", cancellationToken) == wanted) return change;

        // The table holds something else than its inputs say: it is read after all.
        Store(connection, shape, model, located, cancellationToken);
        return Compare(connection, shape, $"select _file, _file_row from {Removed}", cancellationToken);
    }

    private static PreparedChange Compare(DuckDbConnection connection, TableShape shape, string removedPlaces, CancellationToken cancellationToken)
    {
        connection.Execute(Difference(Added, Rows, Stored, shape), cancellationToken);
        connection.Execute(Difference(Removed, Stored, Rows, shape), cancellationToken);
        var counts = connection.Counts(Counts(shape), cancellationToken);
        var (computed, added, removed, updated) = (counts[0], counts[1], counts[2], counts[3]);
        return new PreparedChange(
            added == 0 ? null : $"select {Sql.List(shape.Columns)} from {Added}", removed == 0 ? null : removedPlaces,
            new MaterialiseCounts(computed + removed - updated)
            {
                Inserted = added - updated, Updated = updated, Deleted = removed - updated, Duplicates = computed - added,
            },
            [])
        {
            RowsAreAtHand = true,
            RemovedContentSql = removed == 0 ? null : $"select {Sql.List(shape.Columns)} from {Removed}",
        };
    }

    // The rows that come of what came and went; false when that does not tell them all.
    private static bool AddUp(
        DuckDbConnection connection, TableShape shape, IncrementalModel model, SumColumns sums, MatchingRows located, CancellationToken cancellationToken)
    {
        Sum(Came, "> 0");
        Sum(Went, "< 0");
        connection.Execute(
            $"create or replace temp table {Keys} as select {Sql.List(shape.Keys)} from {Came} union select {Sql.List(shape.Keys)} from {Went}", cancellationToken);
        ReadStored(connection, shape, located, shape.Keys, cancellationToken);
        connection.Execute(
            $"create or replace temp table {Told} as {new IncrementalSums(shape, sums, Came, Went, Stored).Select(Keys)}", cancellationToken);
        // Into a table of the model's own types, which sums would outgrow.
        connection.Execute($"create or replace temp table {Rows} as select * from {Came} limit 0", cancellationToken);
        connection.Execute(
            $"insert into {Rows} select {Sql.List(shape.Columns)} from {Told} where {IncrementalSums.IsSure} and {Sql.Column(sums.Rows)} > 0", cancellationToken);
        connection.Execute(
            $"create or replace temp table {Doubtful} as select {Sql.List(shape.Keys)} from {Told} where not {IncrementalSums.IsSure}", cancellationToken);
        if (connection.Scalar<long>($"select count(*) from {Doubtful}", cancellationToken) == 0) return true;
        if (model.Keys.Length < shape.Keys.Length) return false;
        connection.Execute($"create or replace temp table {Driver} as {model.DriverRows(Doubtful, shape.Keys)}", cancellationToken);
        model.BindInputs(Driver);
        Compute(connection, shape, model, Anew);
        connection.Execute($"insert into {Rows} select * from {Anew}", cancellationToken);
        return true;

        void Sum(string name, string which)
        {
            connection.Execute(
                $"""
                create or replace temp table {Driver} as select * exclude ({IncrementalModel.Net}, _copy) from (
                    select *, unnest(range(abs({IncrementalModel.Net}))) as _copy from {Changed} where {IncrementalModel.Net} {which})
                """,
                cancellationToken);
            model.BindInputs(Driver);
            Compute(connection, shape, model, name);
        }
    }

    private static void Compute(
        DuckDbConnection connection, TableShape shape, IncrementalModel model, string name, string driver = Driver, string more = "") => connection.Execute(
        $"create or replace temp table {name} as select {Sql.List(shape.Columns)}{more} from ({model.ModelSqlOver(driver)})");

    // The table's rows of the touched keys. A row that no driver row gives, such as a dimension's unknown member, is given anew each time: it is
    // compared like the others.
    private static void Store(
        DuckDbConnection connection, TableShape shape, IncrementalModel model, MatchingRows located, CancellationToken cancellationToken)
    {
        connection.Execute(
            $"insert into {Keys} select distinct {Sql.List(model.Keys, "r")} from {Rows} r where not {Scd2Intake.InKeys(model.Keys, "r", Keys)}",
            cancellationToken);
        ReadStored(connection, shape, located, model.Keys, cancellationToken);
    }

    private static void ReadStored(
        DuckDbConnection connection, TableShape shape, MatchingRows located, ImmutableArray<string> keys, CancellationToken cancellationToken) =>
        connection.Execute(
            $"create or replace temp table {Stored} as select {Sql.List(shape.Columns)}, _file, _file_row from ({located(Keys, keys)})", cancellationToken);

    // Fills Keys with the keys that the changes touch, and Driver with the driver's rows that have them.
    private static void FindDriverRows(DuckDbConnection connection, IncrementalModel model, CancellationToken cancellationToken)
    {
        connection.Execute($"create or replace temp table {Keys} as select distinct {Sql.List(model.Keys)} from {Changed}", cancellationToken);
        if (model.HasWholeRows)
        {
            connection.Execute(
                $"create or replace temp table {Driver} as select * exclude ({IncrementalModel.Net}) from {Changed} where {IncrementalModel.Net} > 0",
                cancellationToken);
            connection.Execute($"create or replace temp table {Doubted} as select {Sql.List(model.Keys)} from {Changed} limit 0", cancellationToken);
        }

        foreach (var reaction in model.Reactions)
        {
            connection.Execute(
                $"create or replace temp table {Reaction} as select distinct {Sql.List(reaction.Columns)} from ({reaction.ChangedSql})", cancellationToken);
            if (connection.Scalar<long>($"select count(*) from {Reaction}", cancellationToken) == 0) continue;
            connection.Execute(
                $"""
                create or replace temp table {Reached} as
                select * from ({model.DriverRows(Reaction, reaction.Columns)}) d where not {Scd2Intake.InKeys(model.Keys, "d", Keys)}
                """,
                cancellationToken);
            connection.Execute($"insert into {Keys} select distinct {Sql.List(model.Keys)} from {Reached}", cancellationToken);
            if (!model.HasWholeRows) continue;
            connection.Execute($"insert into {Driver} by name select * from {Reached}", cancellationToken);
            connection.Execute(
                $"""
                insert into {Doubted} select {Sql.List(model.Keys)} from {Reached} union
                select {Sql.List(model.Keys)} from {Changed} c where {IncrementalModel.Net} < 0 and {Scd2Intake.InKeys(reaction.Columns, "c", Reaction)}
                """,
                cancellationToken);
        }

        if (!model.HasWholeRows)
            connection.Execute($"create or replace temp table {Driver} as select * from ({model.DriverRows(Keys, model.Keys)})", cancellationToken);
    }

    private static string Difference(string name, string of, string without, TableShape shape) =>
        $"create or replace temp table {name} as select * from {of} a where not exists (select 1 from {without} b where {Sql.SameKey(shape.Columns, "a", "b")})";

    private static string Counts(TableShape shape) => $"""
        select (select count(*) from {Rows}), (select count(*) from {Added}), (select count(*) from {Removed}),
            (select count(*) from {Added} a where {Scd2Intake.InKeys(shape.Keys, "a", Removed)})
        """;
}
