using System.Collections.Immutable;
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
            .Select(version => (Table: InputVersion.TableOf(version.AppId), Read: target.Transactions[version.AppId], Now: version.Version))
            .All(input => (input.Table == incremental.Driver || incremental.ReactsTo.ContainsKey(input.Table)
                // A purge, for one, ends the history that changes are read from.
                ? run.Lake.Table(input.Table).HasCommits(input.Read, input.Now)
                : !run.Lake.Table(input.Table).HasDataChanges(input.Read, input.Now)));

    /// <summary>Computes the change.</summary>
    /// <param name="ct">Interrupts.</param>
    /// <returns>Null when the table must be computed whole after all.</returns>
    public PreparedChange? Prepare(CancellationToken ct)
    {
        var driver = session.Snapshot(_incremental.Driver)!; // IsPossible saw it.
        foreach (var input in run.Project.Graph.InputsOf(model.Table).Where(input => input != _incremental.Driver))
        {
            if (!_incremental.ReactsTo.ContainsKey(input) || session.Snapshot(input) is null)
                ModelTables.Bind(session, input, run.Project.Models.GetValueOrDefault(input));
        }

        var columns = DriverColumns(driver);
        if (columns is null && _incremental.Sums is not null) return null;
        ImmutableArray<string> keys = [.. model.Keys.Where(key => driver.Schema.Find(key) is not null)];
        var none = $"select {(columns is null ? "*" : Names(columns))}, 0 as {IncrementalModel.Net} from ({driver.ScanSql()}) limit 0";
        var inputs = new IncrementalModel(
            (relation, on) => MatchingSql(_incremental.Driver, driver, relation, on, columns), NetChanges(_incremental.Driver, columns) ?? none, SelectOver)
        {
            Keys = keys,
            BindInputs = BindInputs,
            Places = (relation, on) =>
                target.MatchingSql(session.Connection, new ScanOptions { Columns = on, IncludeRowLocation = true, Match = new RowMatch(relation, on) }),
            HasWholeRows = columns is not null && HasRowPerKey(keys),
            Sums = _incremental.Sums is { } sums ? new SumColumns(sums.Rows, [.. sums.Least], [.. sums.Greatest], [.. sums.Same]) : null,
            Reactions =
            [
                .. _incremental.ReactsTo.Select(input => (Changes: NetChanges(input.Key, ColumnsRead(input.Key, input.Value)), input.Value))
                    .Where(input => input.Changes is not null).Select(input => new InputReaction(input.Changes!, [.. input.Value])), // Filtered above.
            ],
        };
        return IncrementalUpsert.Prepare(
            session.Connection, ModelTables.Shape(model), inputs,
            (relation, on) => target.MatchingSql(session.Connection, new ScanOptions { IncludeRowLocation = true, Match = new RowMatch(relation, on) }), ct);
    }

    // History keeps one current row a key, and gold one row.
    private bool HasRowPerKey(IEnumerable<string> keys) =>
        run.Project.Models.GetValueOrDefault(_incremental.Driver) is { } driver
        && (driver.IsSilver ? driver.Materialisation == Materialisation.Scd2 && _lineage.CurrentOnly.Contains(_incremental.Driver)
            : driver.Materialisation == Materialisation.Upsert)
        && driver.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(keys);

    private string MatchingSql(string input, DeltaSnapshot snapshot, string relation, IReadOnlyList<string> on, List<string>? columns) =>
        snapshot.MatchingSql(session.Connection, new ScanOptions
        {
            Columns = columns,
            Match = new RowMatch(relation, on),
            Where = _lineage.CurrentOnly.Contains(input) ? [new ColumnCondition(SystemColumns.IsCurrent, Comparison.Equal, true)] : [],
        });

    // An input that the model reacts to meets the driver's rows by the columns given, so only its rows with their values are read.
    private void BindInputs(string relation)
    {
        foreach (var (index, (input, columns)) in _incremental.ReactsTo.Index())
        {
            if (session.Snapshot(input) is not { } snapshot) continue;
            var (values, rows) = ($"_inc_values{index}", $"_inc_input{index}");
            var names = Names(columns);
            session.Connection.Execute($"create or replace temp table {values} as select distinct {names} from {relation}");
            var scan = MatchingSql(input, snapshot, values, columns, ColumnsRead(input, columns));
            session.Connection.Execute($"create or replace temp table {rows} as {scan}", CancellationToken.None);
            session.Bind(input, $"select * from {rows}");
        }
    }

    private string SelectOver(string relation)
    {
        session.Bind(_incremental.Driver, $"select * from {relation}");
        return GoldStep.SelectSql(model);
    }

    private List<string>? DriverColumns(DeltaSnapshot driver)
    {
        if (_lineage.ColumnsRead(_incremental.Driver) is not { } read) return null;
        var wanted = read.Concat(model.Keys).Concat(_incremental.ReactsTo.Values.SelectMany(columns => columns))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. driver.Schema.Fields.Select(field => field.Name).Where(wanted.Contains)];
    }

    private List<string>? ColumnsRead(string input, IReadOnlyList<string> on) =>
        _lineage.ColumnsRead(input)?.Union(on, StringComparer.OrdinalIgnoreCase).ToList();

    // A row that went and came with the same values in all that the model reads changes nothing.
    private string? NetChanges(string input, List<string>? read)
    {
        var changes = Changes(input);
        if (changes is null || read is null) return changes;
        var current = _lineage.CurrentOnly.Contains(input) ? $" where {SystemColumns.IsCurrent}" : "";
        return $"""
            select {Names(read)}, count(*) filter (where {ChangeType} = 'insert') - count(*) filter (where {ChangeType} <> 'insert') as {IncrementalModel.Net}
            from ({changes}){current} group by all having {IncrementalModel.Net} <> 0
            """;
    }

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(DuckDbSql.Identifier));

    private string? Changes(string input)
    {
        if (session.Snapshot(input) is not { } snapshot) return null;
        var from = InputVersion.ReadBy(target, input, snapshot);
        return snapshot.Version > from ? session.ChangesSql(input, from, snapshot) : null;
    }
}
