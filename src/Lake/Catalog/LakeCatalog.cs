using Carelake.Core;
using Carelake.Delta.Log;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;
using Carelake.Lake.Configuration;
using Carelake.Lake.Models;
using Carelake.Lake.Sql;

namespace Carelake.Lake.Catalog;

/// <summary>What tables there are, what they mean and how they came to be: models and mappings, joined with the tables' logs.</summary>
/// <param name="project">The project.</param>
/// <param name="lake">The lake; its folder need not exist yet.</param>
public sealed class LakeCatalog(Project project, LakeFolder lake)
{
    private const string RunParameters = "silver.run_parameters";
    private const string Facilities = "silver.facility";

    // Columns that the lake adds tell nothing about a person.
    private static readonly HashSet<string> Technical =
        [.. MappingSpec.OriginColumns, "_effective_at", "_warnings", "valid_from", "valid_to", "is_current", "is_deleted", "change_hash", "observed_at"];

    /// <summary>How closely a column is guarded: as its model says, the strictest class when nobody said.</summary>
    /// <param name="model">The table's model; null when it has none.</param>
    /// <param name="table">Full name of the table.</param>
    /// <param name="column">Name of the column.</param>
    public static SensitivityClass SensitivityOf(ModelSpec? model, string table, string column) =>
        model?.Columns.GetValueOrDefault(column)?.Sensitivity ?? (IsRaw(model, table, column) ? SensitivityClass.DirectIdentifier : SensitivityClass.Open);

    /// <summary>A column that no model declares holds what a source sent, which may be anything; the lake's own columns do not.</summary>
    /// <param name="model">The table's model; null when it has none.</param>
    /// <param name="table">Full name of the table.</param>
    /// <param name="column">Name of the column.</param>
    public static bool IsRaw(ModelSpec? model, string table, string column) =>
        model?.Columns.ContainsKey(column) != true && !Technical.Contains(column) && LayerOf(table) switch
        {
            // Counts, scores and dates that the pipeline writes itself.
            "audit" => false,
            "quarantine" => column.EndsWith("payload", StringComparison.Ordinal),
            _ => table is not (RunParameters or Facilities),
        };

    /// <summary>Every table that the project declares or the lake holds, by layer and name.</summary>
    /// <param name="connection">Reads the logs of tables.</param>
    public IReadOnlyList<TableSummary> Tables(DuckDbConnection connection) =>
    [
        .. project.Models.Keys.Concat(BronzeTables()).Concat(lake.Tables()).Distinct()
            .OrderBy(table => LakeFolder.Layers.IndexOf(LayerOf(table))).ThenBy(table => table, StringComparer.Ordinal)
            .Select(table => Summary(table, Snapshot(table, connection))),
    ];

    /// <summary>One table with its columns.</summary>
    /// <exception cref="CarelakeException">LAKE-0701: there is no such table.</exception>
    public TableDescription Describe(string table, DuckDbConnection connection)
    {
        RequireKnown(table);
        var model = project.Models.GetValueOrDefault(table);
        var snapshot = Snapshot(table, connection);
        return new(
            Summary(table, snapshot),
            model?.Keys ?? [],
            [.. ColumnNames(model, snapshot).Select(name => Column(table, name, model, snapshot))],
            model?.Rules ?? [],
            model is null ? [] : project.Graph.InputsOf(table),
            [.. project.Graph.ReadersOf(table).Select(reader => reader.Table)],
            model?.Kpi);
    }

    /// <summary>The versions of a table whose log entries are still there, newest first.</summary>
    /// <exception cref="CarelakeException">LAKE-0701: there is no such table.</exception>
    public IReadOnlyList<TableVersion> History(string table)
    {
        RequireKnown(table);
        var log = new LogStore(lake.PathOf(table));
        return
        [
            .. log.ListFrom(0).Where(file => file.Kind == LogFileKind.Commit)
                .OrderByDescending(file => file.Version)
                .Select(file => Version(file, log)),
        ];
    }

    private static TableVersion Version(LogFile file, LogStore log)
    {
        var actions = log.ReadCommit(file.Version) ?? [];
        var info = actions.OfType<CommitInfo>().FirstOrDefault();
        var at = info?.InCommitTimestamp ?? info?.Timestamp;
        return new(
            file.Version,
            at is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : log.ModifiedAt(file.Version),
            info?.Operation,
            info?.OperationMetrics?.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()) ?? [],
            actions.OfType<AddFile>().Count(),
            actions.OfType<RemoveFile>().Count());
    }

    private TableSummary Summary(string table, DeltaSnapshot? snapshot)
    {
        var model = project.Models.GetValueOrDefault(table);
        return new(
            table,
            model?.Description ?? snapshot?.Metadata.Description,
            model?.Grain,
            model?.Owner,
            model?.Materialisation,
            snapshot?.Version,
            snapshot?.Timestamp,
            snapshot?.RowCount,
            snapshot?.SizeBytes);
    }

    private static IEnumerable<string> ColumnNames(ModelSpec? model, DeltaSnapshot? snapshot) =>
        snapshot is null
            ? model is null ? [] : TableColumns.Of(model)
            : snapshot.Schema.Fields.Select(field => field.Name);

    private ColumnDescription Column(string table, string name, ModelSpec? model, DeltaSnapshot? snapshot)
    {
        var declared = model?.Columns.GetValueOrDefault(name);
        StructField? stored = snapshot?.Schema.Fields.FirstOrDefault(field => field.Name == name);
        var sources = model is null ? null : project.Graph.LineageOf(model.Table).Columns.FirstOrDefault(column => column.Name == name);
        return new(
            name,
            declared?.Type ?? stored?.Type.SparkName ?? "",
            declared?.Unit,
            SensitivityOf(model, table, name),
            declared?.Description ?? stored?.Comment,
            [.. (sources?.Dependencies ?? new HashSet<ColumnDependency>()).Where(one => one.IsDirect)
                .OrderBy(one => one.Table, StringComparer.Ordinal).ThenBy(one => one.Column, StringComparer.Ordinal)]);
    }

    private void RequireKnown(string table)
    {
        var known = project.Models.Keys.Concat(BronzeTables()).Concat(lake.Tables()).Distinct().ToList();
        if (!known.Contains(table))
            throw new CarelakeException("LAKE-0701", "There is no such table.", table, Suggestion.For(table, known));
    }

    private IEnumerable<string> BronzeTables() =>
        project.Sources.SelectMany(source => source.Tables.Values.Select(table => Project.BronzeTableOf(source, table)));

    private DeltaSnapshot? Snapshot(string table, DuckDbConnection connection)
    {
        var delta = lake.Table(table);
        return delta.Exists() ? delta.Snapshot(connection) : null;
    }

    private static string LayerOf(string table) => table[..table.IndexOf('.', StringComparison.Ordinal)];
}
