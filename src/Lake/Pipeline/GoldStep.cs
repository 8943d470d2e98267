using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Carelake.Core;
using Carelake.Delta.Scans;
using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;
using Carelake.Lake.Quality;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// Brings one gold table up to date: not at all when neither its inputs nor its definition changed; by the rows that a change touches when
/// the model says how to find them; else as a whole.
/// </summary>
internal sealed class GoldStep(RunContext run, ModelSpec model)
{
    private const string Definition = "definition/";

    private readonly IReadOnlyList<string> _inputs = run.Project.Graph.InputsOf(model.Table);

    /// <summary>Runs the step.</summary>
    /// <param name="ct">Interrupts; nothing is written then.</param>
    public StepOutcome Run(CancellationToken ct)
    {
        using var session = run.OpenSession();
        var target = session.Snapshot(model.Table);
        var inputs = _inputs.Select(name => (Name: name, Snapshot: session.Snapshot(name))).ToList();
        var read = inputs.Where(input => input.Snapshot is not null)
            .Select(input => InputVersion.Of(input.Name, input.Snapshot!)).ToList(); // Filtered above.
        var versions = read.Append(DefinitionVersion(target)).ToList();
        if (target is not null && versions.All(version => target.Transactions.GetValueOrDefault(version.AppId, -1) == version.Version))
            return StepOutcome.Skipped;

        var change = ByParts(session, target, versions, ct) ?? FromInputs(session, target, ct);
        var rules = new List<RuleOutcome>();
        var options = Options(target, versions, change.ContentHash) with { Inspect = rows => rules.AddRange(Refuse(session, target, change.Change, rows)) };
        var commit = run.Lake.Table(model.Table).Write(session.Connection, change.Change, options, ct);
        run.Reached("gold-written");
        if (commit.Wrote)
        {
            TableUpkeep.AfterWrite(run, session.Connection, model.Table, ct);
            KeyIndexes.AfterWrite(run, model, session.Connection, ct);
        }

        if (commit.Wrote && model.Rules.Any(rule => rule.Severity == RuleSeverity.Warn) && session.Bind(model.Table) is not null)
            rules.AddRange(Check(session, RuleSeverity.Warn, TableName.Quote(model.Table)));
        return Outcome(target, versions, commit, rules);
    }

    private Planned? ByParts(LakeSession session, DeltaSnapshot? target, IReadOnlyList<TransactionVersion> versions, CancellationToken ct)
    {
        if (target is null || !GoldIncrement.IsPossible(run, model, session, target, versions)) return null;
        return new GoldIncrement(run, model, session, target).Prepare(ct) is { } prepared ? new Planned(prepared.ToDelta(ModelTables.Definition(model))) : null;
    }

    private Planned FromInputs(LakeSession session, DeltaSnapshot? target, CancellationToken ct)
    {
        foreach (var input in _inputs) ModelTables.Bind(session, input, run.Project.Models.GetValueOrDefault(input));
        return model.Materialisation == Materialisation.Full ? Full(session, target, ct) : Whole(target);
    }

    private sealed record Planned(DeltaChange Change, string? ContentHash = null);

    private CommitOptions Options(DeltaSnapshot? target, IReadOnlyList<TransactionVersion> versions, string? contentHash)
    {
        var options = run.Commit(versions) with { ReadVersion = target?.Version, EvolveSchema = true };
        return contentHash is null
            ? options
            : options with { OperationParameters = new Dictionary<string, string> { [FullMaterialisation.ContentHashParameter] = contentHash } };
    }

    // Facts stream from their inputs into their files; nothing holds them whole.
    private Planned Whole(DeltaSnapshot? target) => new(Rewrite(SelectSql(model), target));

    // Figures are small: computed aside first, so that one that comes out as it was is not written again.
    private Planned Full(LakeSession session, DeltaSnapshot? target, CancellationToken ct)
    {
        var staged = FullMaterialisation.Stage(session.Connection, SelectSql(model), ct);
        var isSame = target is not null && FullMaterialisation.WrittenContent(run.Lake.PathOf(model.Table), target.Version) == staged.ContentHash;
        return new(isSame ? new DeltaChange() : Rewrite(staged.RowsSql, target), staged.ContentHash);
    }

    private DeltaChange Rewrite(string rowsSql, DeltaSnapshot? target) => new()
    {
        RowsSql = rowsSql,
        Overwrite = target is null ? null : DeltaOverwrite.Everything,
        CreateAs = ModelTables.Definition(model),
    };

    /// <summary>The model's SELECT with its columns in order and typed.</summary>
    public static string SelectSql(ModelSpec model)
    {
        var columns = model.Columns.Select(column =>
            $"cast({DuckDbSql.Identifier(column.Key)} as {ColumnTypes.ToDuckDb(column.Value.Type)}) as {DuckDbSql.Identifier(column.Key)}");
        return $"select {string.Join(", ", columns)} from ({MappedRows.Select(model.Sql ?? "")})";
    }

    // The definition in force is the one with the highest number; a rebuild, or a return to an old definition, takes the next.
    private TransactionVersion DefinitionVersion(DeltaSnapshot? target)
    {
        var name = Definition + Fingerprint();
        var known = target?.Transactions.Where(transaction => transaction.Key.StartsWith(Definition, StringComparison.Ordinal)).ToList() ?? [];
        var latest = known.Count == 0 ? default : known.MaxBy(transaction => transaction.Value);
        return latest.Key == name && !run.Options.Full ? new(name, latest.Value) : new(name, latest.Value + 1);
    }

    // Anything that changes what the table would hold: its SQL, its columns and types. Rules and descriptions do not.
    private string Fingerprint()
    {
        var text = JsonSerializer.Serialize(new { model.Sql, model.Keys, model.Materialisation, Columns = model.Columns.Select(column => new { column.Key, column.Value.Type }) });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private static StepOutcome Outcome(
        DeltaSnapshot? target, IReadOnlyList<TransactionVersion> versions, DeltaCommit commit, IReadOnlyList<RuleOutcome> rules)
    {
        var replaced = Math.Min(commit.RowsAdded, commit.RowsRemoved);
        return new StepOutcome(StepStatus.Succeeded)
        {
            RowsRead = commit.RowsAdded,
            RowsLoaded = commit.RowsAdded,
            RowsUpdated = replaced,
            WatermarkFrom = target is null ? null : Text(versions, version => target.Transactions.GetValueOrDefault(version.AppId, -1)),
            WatermarkTo = Text(versions, version => version.Version),
            Version = commit.Wrote ? commit.Version : null,
            Rules = rules,
        };
    }

    private static string Text(IEnumerable<TransactionVersion> versions, Func<TransactionVersion, long> version) =>
        string.Join(", ", versions.Where(one => !one.AppId.StartsWith(Definition, StringComparison.Ordinal)).Select(one => $"{InputVersion.TableOf(one.AppId)}@{version(one)}"));

    // Rows of gold are computed, so a broken error rule is a fault of the model and not of a row: nothing is published and the run says so.
    private List<RuleOutcome> Refuse(LakeSession session, DeltaSnapshot? target, DeltaChange change, string addedSql)
    {
        var outcomes = Check(session, RuleSeverity.Error, $"({WholeSql(target, change, addedSql)})");
        return outcomes.Find(outcome => outcome.Failed > 0) is { } broken
            ? throw new CarelakeException(
                "LAKE-0504", $"{model.Table} would break its rule {broken.Name} in {broken.Failed} of {broken.Checked} rows: {broken.Rule.Message ?? broken.Name}.",
                model.SqlFile ?? model.Table, "Mend the model or its inputs; the table stays as it was until a run comes out right.")
            : outcomes;
    }

    // Rows that stay kept every rule when they were written, and share no key with those that come: only a rule that compares rows by
    // something else than the key must see both.
    private string WholeSql(DeltaSnapshot? target, DeltaChange change, string addedSql)
    {
        var comparesOthers = model.Rules.Any(rule => rule.Severity == RuleSeverity.Error && rule.Type == RuleType.Unique
            && !model.Keys.All(key => rule.Columns.Contains(key)));
        if (change.Overwrite is not null || target is null || !comparesOthers) return addedSql;
        var kept = target.ScanSql(new ScanOptions { IncludeRowLocation = true });
        var removed = change.RemovedRowsSql is { } sql ? $" where (_file, _file_row) not in ({sql})" : "";
        return $"{addedSql} union all by name select * exclude (_file, _file_row) from ({kept}){removed}";
    }

    private List<RuleOutcome> Check(LakeSession session, RuleSeverity severity, string relation)
    {
        var plan = QualityPlan.For(model with { Materialisation = Materialisation.Full }, severity);
        if (plan.Rules.Count == 0) return [];
        foreach (var reference in plan.References) ModelTables.Bind(session, reference, run.Project.Models.GetValueOrDefault(reference));
        using var command = session.Connection.CreateCommand(
            $"select count(*){plan.CountsSql("_rule_flags")} from ({plan.FlaggedSql(relation, existing: null)})");
        using var reader = command.ExecuteReader();
        reader.Read();
        return [.. plan.Rules.Select((rule, bit) => new RuleOutcome(rule, rule.Name, "", reader.GetInt64(0), reader.GetInt64(1 + bit)))];
    }
}
