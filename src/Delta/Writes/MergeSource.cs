using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Writes;

/// <summary>The source rows of a merge, computed once, and the change they make to a version of the table.</summary>
internal sealed class MergeSource : IDisposable
{
    private const string Removed = "_removed";
    private readonly DuckDbConnection connection;
    private readonly DeltaMerge merge;
    private readonly RowsProjection columns;
    private readonly string rows;
    private readonly string matches;

    private MergeSource(DuckDbConnection connection, DeltaMerge merge, string name)
    {
        this.connection = connection;
        this.merge = merge;
        rows = DuckDbSql.Identifier($"_carelake_source_{name}");
        matches = DuckDbSql.Identifier($"_carelake_matches_{name}");
        connection.Execute($"CREATE TEMP TABLE {rows} AS\n{merge.SourceSql}");
        columns = RowsProjection.Describe(connection, $"SELECT * FROM {rows}");
    }

    /// <summary>Computes the source rows.</summary>
    /// <exception cref="Core.CarelakeException">DELTA-0120: a key is missing. DELTA-0125: several rows have one key.</exception>
    public static MergeSource Load(DuckDbConnection connection, DeltaMerge merge, string place)
    {
        var source = new MergeSource(connection, merge, $"{Guid.NewGuid():N}");
        try
        {
            if (merge.Keys.FirstOrDefault(key => source.columns.Schema.Find(key) is null) is { } missing)
                throw WriteErrors.Columns(place, $"the key {missing} is not in the source");
            var keys = string.Join(", ", merge.Keys.Select(DuckDbSql.Identifier));
            if (connection.Scalar<long>($"SELECT count(*) FROM (SELECT 1 FROM {source.rows} GROUP BY {keys} HAVING count(*) > 1)") > 0)
                throw WriteErrors.AmbiguousSource(place);
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>What the source rows do to a version of the table.</summary>
    public DeltaChange Change(DeltaSnapshot snapshot)
    {
        var source = merge.Keys.Select(key => $"source.{DuckDbSql.Identifier(key)} IS NOT DISTINCT FROM target.{DuckDbSql.Identifier(key)}");
        var on = string.Join(" AND ", source);
        var deletes = merge.DeleteWhen is { } delete ? $"coalesce(({delete}), false)" : "false";
        var updates = merge.UpdateWhen is { } update ? $"coalesce(({update}), false)" : "false";

        // Matched rows, whole: they tell which rows go, what they become, and which source rows found none.
        connection.Execute($"CREATE OR REPLACE TEMP TABLE {matches} AS SELECT {TargetStruct(snapshot)} AS target, source, target._file, "
            + $"target._file_row, {deletes} AS {Removed}, {updates} AS _changed FROM (\n{RowSelections.Located(snapshot)}\n) AS target "
            + $"JOIN {rows} AS source ON {on}");
        var updated = $"SELECT {UpdatedColumns(snapshot)} FROM {matches} WHERE _changed AND NOT {Removed}";
        var inserted = $"SELECT source.* FROM {rows} AS source WHERE {merge.InsertWhen ?? "false"} AND NOT EXISTS "
            + $"(SELECT 1 FROM (SELECT source AS matched FROM {matches}) AS m WHERE {MatchedKeys()})";
        const string Old = "unnest(target)";
        return new DeltaChange
        {
            RowsSql = $"{updated}\nUNION ALL BY NAME\n{inserted}",
            RemovedRowsSql = $"SELECT _file, _file_row FROM {matches} WHERE _changed OR {Removed}",
            ChangeRowsSql = $"SELECT {Old}, 'delete' AS _change_type FROM {matches} WHERE {Removed}\nUNION ALL BY NAME\n"
                + $"SELECT {Old}, 'update_preimage' AS _change_type FROM {matches} WHERE _changed AND NOT {Removed}\nUNION ALL BY NAME\n"
                + $"SELECT *, 'update_postimage' AS _change_type FROM ({updated})\nUNION ALL BY NAME\n"
                + $"SELECT *, 'insert' AS _change_type FROM ({inserted})",
        };
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Execute($"DROP TABLE IF EXISTS {matches}; DROP TABLE IF EXISTS {rows}");

    private static string TargetStruct(DeltaSnapshot snapshot) =>
        $"{{{string.Join(", ", snapshot.Schema.Fields.Select(f => $"{DuckDbSql.Literal(f.Name)}: target.{DuckDbSql.Identifier(f.Name)}"))}}}";

    private string MatchedKeys() => string.Join(" AND ", merge.Keys.Select(key =>
        $"m.matched.{DuckDbSql.Identifier(key)} IS NOT DISTINCT FROM source.{DuckDbSql.Identifier(key)}"));

    private string UpdatedColumns(DeltaSnapshot snapshot)
    {
        var assignments = merge.Assignments is { } given
            ? new Dictionary<string, string>(given, StringComparer.OrdinalIgnoreCase)
            : columns.Columns.ToDictionary(
                column => column.Name, column => $"source.{DuckDbSql.Identifier(column.Name)}", StringComparer.OrdinalIgnoreCase);
        var names = snapshot.Schema.Fields.Select(field => field.Name).Union(assignments.Keys, StringComparer.OrdinalIgnoreCase);
        return string.Join(", ", names.Select(name => assignments.TryGetValue(name, out var expression)
            ? $"({expression}) AS {DuckDbSql.Identifier(name)}"
            : $"target.{DuckDbSql.Identifier(name)} AS {DuckDbSql.Identifier(name)}"));
    }
}
