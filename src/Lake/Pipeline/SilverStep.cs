using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Bronze;
using Carelake.Lake.Catalog;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;
using Carelake.Lake.Quality;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// Brings one silver table up to date with its bronze tables: maps the rows it has not seen, sends those that break an error rule to
/// quarantine, merges the rest. Both commits say how far they have read, so a kill between them repeats neither.
/// </summary>
internal sealed class SilverStep(RunContext run, ModelSpec model)
{
    private readonly ImmutableArray<MappingSpec> _mappings = [.. Subjects.Corrections.With(run.Project.MappingsTo(model.Table), model)];
    private readonly string _quarantine = QuarantineTable.NameOf(model.Table);

    /// <summary>Runs the step.</summary>
    /// <param name="ct">Interrupts; what was not committed is done by the next run.</param>
    public StepOutcome Run(CancellationToken ct)
    {
        var outcome = new WaitingChildren(run, model).Replay(ct);
        // More than one round only after a kill between the two commits: first up to where quarantine is, then the rest.
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            using var session = run.OpenSession();
            var inputs = Inputs(session);
            if (inputs.Count == 0) return outcome;
            var round = Take(session, inputs, ct);
            outcome = outcome.Status == StepStatus.Skipped ? round : outcome.Then(round);
        }
    }

    private sealed record Input(MappingSpec Mapping, DeltaSnapshot Bronze, long From, long To)
    {
        public TransactionVersion Taken => InputVersion.Of(Mapping.BronzeTable, Bronze) with { Version = To };
    }

    private List<Input> Inputs(LakeSession session)
    {
        var table = session.Snapshot(model.Table);
        var quarantine = session.Snapshot(_quarantine);
        var inputs = new List<(Input Input, bool IsBehind)>();
        foreach (var mapping in _mappings)
        {
            if (session.Snapshot(mapping.BronzeTable) is not { } bronze) continue;
            var from = InputVersion.ReadBy(table, mapping.BronzeTable, bronze);
            var ahead = InputVersion.ReadBy(quarantine, mapping.BronzeTable, bronze);
            // Where the history between is gone, as after a purge, the whole table is read again: states are the same however often they are told.
            if (from >= 0 && !run.Lake.Table(mapping.BronzeTable).HasCommits(from, bronze.Version)) (from, ahead) = (-1, -1);
            if (Math.Max(ahead, bronze.Version) > from) inputs.Add((new(mapping, bronze, from, ahead > from ? ahead : bronze.Version), ahead > from));
        }

        var behind = inputs.Where(input => input.IsBehind).ToList();
        return [.. (behind.Count > 0 ? behind : inputs).Select(input => input.Input)];
    }

    private StepOutcome Take(LakeSession session, IReadOnlyList<Input> inputs, CancellationToken ct)
    {
        foreach (var input in inputs)
        {
            var end = input.To == input.Bronze.Version ? input.Bronze : run.Lake.Table(input.Mapping.BronzeTable).Snapshot(session.Connection, input.To);
            var changes = session.ChangesSql(input.Mapping.BronzeTable, input.From, end);
            var added = $"select * exclude (_change_type) from ({changes}) where _change_type = 'insert'";
            // Read from the beginning, the new rows are all there are.
            session.Bind(input.Mapping.BronzeTable, input.Mapping.Ties.IsEmpty || input.From < 0 ? added : TiedRows.Sql(session, input.Mapping, end.ScanSql(), added, ct));
        }

        MappedRows.Define(session, model, [.. inputs.Select(input => input.Mapping)]);
        var existing = BindExisting(session);
        var errors = QualityPlan.For(model, RuleSeverity.Error);
        var rows = CheckedRows.Judge(session, model, existing, run.Engine.KeptRows, ct);
        var transactions = inputs.Select(input => input.Taken).ToList();
        if (rows.BadCount > 0) Quarantine(session, errors, transactions, inputs, ct);
        var merge = new SilverMerge(run, model);
        var events = new EventSet(CheckedRows.Marked)
        {
            KeyRelation = CheckedRows.Good,
            Count = rows.GoodCount,
            RepeatedKeys = rows.RepeatedKeys,
            MayLackKeys = !model.Keys.All(key => errors.Rules.Any(rule => rule.Type == RuleType.NotNull && rule.Columns.Contains(key))),
            Snapshots = Marks(inputs),
            HeldBack = rows.BadCount > 0 ? CheckedRows.Bad : null,
        };
        var (counts, commit) = merge.Write(session, events, [.. transactions, .. new WaitingChildren(run, model).Parents(session)], ct);
        var rules = RuleCounts.Measure(
            session.Connection, model, errors, CheckedRows.Bad, CheckedRows.Good, rows.IsKept ? CheckedRows.Marked : MarksOf(session, counts),
            run.StartedAt, History(), ct);
        run.Reached("silver-written");
        if (commit is { Wrote: true })
        {
            TableUpkeep.AfterWrite(run, session.Connection, model.Table, ct);
            KeyIndexes.AfterWrite(run, model, session.Connection, ct);
        }

        return Outcome(inputs, counts, commit, rows.BadCount, rules);
    }

    private string? BindExisting(LakeSession session)
    {
        foreach (var table in QualityPlan.For(model, RuleSeverity.Error).References
            .Concat(QualityPlan.For(model, RuleSeverity.Warn).References).Distinct(StringComparer.Ordinal))
            ModelTables.Bind(session, table, run.Project.Models.GetValueOrDefault(table));
        if (session.Bind(model.Table) is null) return null;
        return model.Materialisation switch
        {
            Materialisation.Scd2 => $"(select * from {TableName.Quote(model.Table)} where {SystemColumns.IsCurrent})",
            Materialisation.Upsert => $"(select * from {TableName.Quote(model.Table)} where not {SystemColumns.IsDeleted})",
            _ => TableName.Quote(model.Table),
        };
    }

    // Where every row went into a new table as it was, its warnings are read from there: marking the rows again costs far more.
    private string MarksOf(LakeSession session, MaterialiseCounts counts) =>
        counts.Inserted == counts.Read && session.Snapshot(model.Table) is { } written && written.RowCount == counts.Read
            ? $"({written.ScanSql()})"
            : CheckedRows.Marked;

    private void Quarantine(
        LakeSession session, QualityPlan errors, IReadOnlyList<TransactionVersion> transactions, IReadOnlyList<Input> inputs, CancellationToken ct)
    {
        var payloads = string.Join(" union all ", inputs.Select(input =>
            $"select _batch_id, _position, {DuckDbSql.Literal(input.Mapping.BronzeTable)} as bronze_table, " +
            $"{BronzeColumns.PayloadSql(input.Bronze.Schema)} as payload from {TableName.Quote(input.Mapping.BronzeTable)} " +
            $"where (_batch_id, _position) in (select _batch_id, _position from {CheckedRows.Bad})"));
        var values = new Dictionary<string, string>
        {
            ["quarantine_id"] = QuarantineTable.IdSql(_quarantine, "bad._batch_id", "bad._position"),
            ["rule"] = errors.NamesSql("bad._rule_flags"),
            ["reason"] = errors.MessagesSql("bad._rule_flags"),
            ["code"] = DuckDbSql.Literal(QuarantineTable.RuleCode),
            ["severity"] = "'error'",
            ["bronze_table"] = "payloads.bronze_table",
            ["_source_id"] = "bad._source_id",
            ["_batch_id"] = "bad._batch_id",
            ["_landing_file"] = "bad._landing_file",
            ["_position"] = "bad._position",
            ["effective_at"] = "bad._effective_at",
            ["payload"] = "payloads.payload",
            ["status"] = "'waiting'",
            ["run_id"] = DuckDbSql.Literal(run.RunId.ToString()),
            ["quarantined_at"] = DuckDbSql.Literal(run.Time.GetUtcNow().UtcDateTime),
        };
        var change = new DeltaChange
        {
            RowsSql = OnlyNew(session, inputs, $"select {QuarantineTable.SelectList(values)} from {CheckedRows.Bad} bad join ({payloads}) payloads " +
                "on payloads._batch_id = bad._batch_id and payloads._position = bad._position"),
            CreateAs = new DeltaTableDefinition { Name = _quarantine },
        };
        run.Lake.Table(_quarantine).Write(session.Connection, change, run.Commit(transactions), ct);
        run.Reached("quarantine-written");
    }

    // A mapping with ties maps old rows again, and may make several of one, and so does a table that is read anew: what waits already is not put there twice.
    private string OnlyNew(LakeSession session, IReadOnlyList<Input> inputs, string rows)
    {
        var there = session.Snapshot(_quarantine);
        if (inputs.All(input => input.Mapping.Ties.IsEmpty && (input.From >= 0 || there is null))) return rows;
        var waiting = there is not null ? $" where quarantine_id not in (select quarantine_id from ({there.ScanSql()}))" : "";
        return $"select * from ({rows}){waiting} qualify row_number() over (partition by quarantine_id order by effective_at) = 1";
    }

    // A snapshot with records that could not be read may have held any key: nothing is taken for deleted on its word.
    private ImmutableArray<SnapshotMark> Marks(IReadOnlyList<Input> inputs) =>
    [
        .. inputs.SelectMany(input => run.BatchesOf(input.Mapping)
            .Where(batch => batch.IsFullSnapshot && batch.RowsQuarantined == 0 && batch.BronzeVersion > input.From && batch.BronzeVersion <= input.To)
            .Select(batch => new SnapshotMark(batch.SourceId, batch.BatchId.ToString(), MappedRows.TakenAt(batch.BatchId)))),
    ];

    private IReadOnlyList<RuleResultRecord> History() => run.RuleHistory(model.Table);

    private StepOutcome Outcome(
        IReadOnlyList<Input> inputs, MaterialiseCounts counts, DeltaCommit? commit, long quarantined, IReadOnlyList<RuleOutcome> rules)
    {
        var outcome = new StepOutcome(StepStatus.Succeeded)
        {
            RowsRead = counts.Read + quarantined,
            RowsLoaded = counts.Inserted + counts.Updated + counts.Late + counts.Deleted,
            RowsUpdated = counts.Updated + counts.Late + counts.Deleted,
            RowsQuarantined = quarantined,
            RowsDuplicate = counts.Duplicates,
            WatermarkFrom = string.Join(", ", inputs.Select(input => $"{input.Mapping.BronzeTable}@{input.From}")),
            WatermarkTo = string.Join(", ", inputs.Select(input => $"{input.Mapping.BronzeTable}@{input.To}")),
            Version = commit is { Wrote: true } ? commit.Version : null,
            Rules = rules,
            Message = counts.Vanished > 0 ? $"{counts.Vanished} gone from the source" : null,
        };
        return counts.Reconciles
            ? outcome
            : throw new CarelakeException(
                "LAKE-0604", $"{model.Table} does not reconcile: {counts}.", model.Table,
                "This is a fault of the program; the audit has the counts. Report it.");
    }
}
