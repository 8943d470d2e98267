using Carelake.Delta.Scans;
using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;
using Carelake.Lake.Sql;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// What a change of its inputs makes of a gold table that says how to find the rows to compute again. Of the inputs only those columns are
/// looked at that the model reads, and only current rows where it reads no others: a patient's new address touches no fact.
/// </summary>
internal sealed class GoldIncrement(RunContext run, ModelSpec model, LakeSession session, DeltaSnapshot target)
{
    private const string ChangeType = "_change_type";

    private readonly IncrementalSpec _incremental = model.Incremental!; // Asked for one.
    private readonly QueryLineage _lineage = run.Project.Graph.LineageOf(model.Table);

    /// <summary>The table's model can be brought up to date by parts: nothing changed but the inputs that it says how to follow.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="session">Finds the driver.</param>
    /// <param name="target">The table as it is.</param>
    /// <param name="versions">What it is to be made of.</param>
    public static bool IsPossible(
        RunContext run, ModelSpec model, LakeSession session, DeltaSnapshot target, IReadOnlyList<TransactionVersion> versions) =>
        model.Materialisation == Materialisation.Upsert && model.Incremental is { } incremental && !run.Options.Full
        && session.Snapshot(incremental.Driver) is not null
        && versions.All(version => target.Transactions.ContainsKey(version.AppId))
        && versions.Where(version => target.Transactions[version.AppId] != version.Version)
            .Select(version => InputVersion.TableOf(version.AppId))
            .All(table => table == incremental.Driver || incremental.ReactsTo.ContainsKey(table));

    /// <summary>Computes the change.</summary>
    /// <param name="ct">Interrupts.</param>
    public DeltaChange Prepare(CancellationToken ct)
    {
        var driver = session.Snapshot(_incremental.Driver)!; // IsPossible saw it.
        var driverColumns = DriverColumns(driver);
        var changed = Changes(_incremental.Driver) ?? $"select * from ({driver.ScanSql()}) limit 0";
        var inputs = new IncrementalModel(
            (relation, columns) => driver.ScanSql(new ScanOptions { Columns = driverColumns, Match = new RowMatch(relation, columns) }), changed, SelectOver)
        {
            Reactions =
            [
                .. _incremental.ReactsTo.Select(input => (Changes: NetChanges(input.Key, input.Value), input.Value))
                    .Where(input => input.Changes is not null).Select(input => new InputReaction(input.Changes!, [.. input.Value])), // Filtered above.
            ],
        };
        var prepared = IncrementalUpsert.Prepare(
            session.Connection, ModelTables.Shape(model), inputs,
            (relation, columns) => target.ScanSql(new ScanOptions { IncludeRowLocation = true, Match = new RowMatch(relation, columns) }), ct);
        return new DeltaChange { RowsSql = prepared.RowsSql, RemovedRowsSql = prepared.RemovedRowsSql };
    }

    // An input that the model reacts to meets the driver's rows by the columns given, so only its rows with their values are read.
    private string SelectOver(string relation)
    {
        session.Bind(_incremental.Driver, $"select * from {relation}");
        foreach (var (index, (input, columns)) in _incremental.ReactsTo.Index())
        {
            if (session.Snapshot(input) is not { } snapshot) continue;
            var (values, rows) = ($"_inc_values{index}", $"_inc_input{index}");
            var names = string.Join(", ", columns.Select(DuckDbSql.Identifier));
            session.Connection.Execute($"create or replace temp table {values} as select distinct {names} from {relation}");
            var read = _lineage.ColumnsRead(input)?.Union(columns, StringComparer.OrdinalIgnoreCase).ToList();
            var scan = snapshot.ScanSql(new ScanOptions { Columns = read, Match = new RowMatch(values, columns) });
            session.Connection.ExecuteAsWritten($"create or replace temp table {rows} as {scan}", CancellationToken.None);
            session.Bind(input, $"select * from {rows}");
        }

        return GoldStep.SelectSql(model);
    }

    private List<string>? DriverColumns(DeltaSnapshot driver)
    {
        if (_lineage.ColumnsRead(_incremental.Driver) is not { } read) return null;
        var wanted = read.Concat(model.Keys).Concat(_incremental.ReactsTo.Values.SelectMany(columns => columns))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. driver.Schema.Fields.Select(field => field.Name).Where(wanted.Contains)];
    }

    // A row that went and came with the same values in all that the model reads changes nothing.
    private string? NetChanges(string input, IReadOnlyList<string> on)
    {
        if (Changes(input) is not { } changes) return null;
        if (_lineage.ColumnsRead(input) is not { } read) return changes;
        var columns = string.Join(", ", on.Union(read, StringComparer.OrdinalIgnoreCase).Select(DuckDbSql.Identifier));
        var current = _lineage.CurrentOnly.Contains(input) ? $" where {SystemColumns.IsCurrent}" : "";
        return $"""
            select {columns} from ({changes}){current} group by all
            having count(*) filter (where {ChangeType} = 'insert') <> count(*) filter (where {ChangeType} <> 'insert')
            """;
    }

    private string? Changes(string input)
    {
        if (session.Snapshot(input) is not { } snapshot) return null;
        var from = InputVersion.ReadBy(target, input, snapshot);
        return snapshot.Version > from ? session.ChangesSql(input, from, snapshot) : null;
    }
}
