using System.Security.Cryptography;
using System.Text;
using Carelake.Core;
using Carelake.Delta.Scans;
using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Bronze;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;
using Carelake.Lake.Quality;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// What waits in quarantine, and its way back: a row is mapped again by the mapping and rules of today, from bronze or from a mended
/// payload, and enters silver with the effective time and sequence it always had.
/// </summary>
public sealed class Quarantine(PipelineServices services)
{
    private const string Chosen = "_chosen";

    /// <summary>Rows in quarantine, oldest first.</summary>
    /// <param name="table">A silver, bronze or quarantine table; null for all.</param>
    /// <param name="waitingOnly">Without those replayed.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Interrupts.</param>
    public IReadOnlyList<QuarantinedRow> List(string? table, bool waitingOnly, int limit, CancellationToken ct)
    {
        using var session = LakeSession.Open(services.Lake, services.Engine);
        var tables = services.Lake.Tables().Where(name => name.StartsWith("quarantine.", StringComparison.Ordinal)
            && (table is null || name == QuarantineTable.NameOf(table))).ToList();
        var rows = new List<QuarantinedRow>();
        foreach (var name in tables)
        {
            ct.ThrowIfCancellationRequested();
            session.Bind(name);
            var where = waitingOnly ? "where status = 'waiting'" : "";
            rows.AddRange(session.Connection.Rows(
                $"select quarantine_id, rule, reason, code, bronze_table, _source_id, _batch_id, _landing_file, _position, status, quarantined_at, payload " +
                $"from {TableName.Quote(name)} {where} order by quarantined_at, _batch_id, _position limit {limit}",
                row => new QuarantinedRow(
                    row.GetString(0), name, row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
                    row.GetString(7), row.GetInt64(8), row.GetString(9), row.GetDateTime(10), row.IsDBNull(11) ? null : row.GetString(11)), ct));
        }

        return [.. rows.OrderBy(row => row.QuarantinedAt).Take(limit)];
    }

    /// <summary>Maps waiting rows again.</summary>
    /// <param name="project">The project as it is now.</param>
    /// <param name="table">A silver or quarantine table, or the bronze table of unreadable records.</param>
    /// <param name="ids">Which rows; empty for all that wait.</param>
    /// <param name="mendedPayload">JSON of the source's columns, in place of what came; only with one id.</param>
    /// <param name="ct">Interrupts; nothing is half-done.</param>
    /// <exception cref="CarelakeException">
    /// LAKE-0505: nothing of that name waits; LAKE-0506: the payload is not one JSON object; LAKE-0601: a run is going on.
    /// </exception>
    public async Task<ReplayResult> ReplayAsync(
        Project project, string table, IReadOnlyList<string> ids, string? mendedPayload, CancellationToken ct)
    {
        using var held = RunLock.Take(services.Lake.LockFile);
        using var engine = new LakeEngine(services.Lake, services.Engine);
        var runId = await services.Operations.BeginRunAsync(project.Name, $$"""{"replay":"{{table}}"}""", ct);
        var run = new RunContext(
            runId, project, new RunOptions(), services.Lake, services.Engine, engine, services.Time, services.Time.GetUtcNow(), services.Reached);
        try
        {
            var (result, outcome, silver) = await Task.Run(() => Replay(run, QuarantineTable.NameOf(table), ids, mendedPayload, ct), ct);
            var line = new AuditRecord(services.Operations.NewId(), runId, "silver", silver, run.StartedAt, 0, StepStatus.Succeeded)
            {
                RowsRead = result.Tried,
                RowsLoaded = outcome.Counts.Read - outcome.Counts.Duplicates,
                RowsDuplicate = outcome.Counts.Duplicates,
                RowsQuarantined = result.StillBroken,
                VersionWritten = outcome.Commit is { Wrote: true } commit ? commit.Version : null,
            };
            await services.Operations.AddAuditAsync(line, [], ct);
            await services.Operations.EndRunAsync(runId, StepStatus.Succeeded, null, CancellationToken.None);
            return result;
        }
        catch (Exception exception) when (exception is not SimulatedKill)
        {
            await services.Operations.EndRunAsync(runId, StepStatus.Failed, (exception as CarelakeException)?.Code, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Within a run: rows that keep every rule now enter silver, the others wait on; nothing is written when none does.</summary>
    internal static StepOutcome ReplayThoseThatPass(RunContext run, string quarantine, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var (result, outcome, _) = Replay(run, quarantine, ids, null, ct, onlyIfAnyPass: true);
        return result.Loaded == 0 ? StepOutcome.Skipped : new StepOutcome(StepStatus.Succeeded)
        {
            RowsRead = outcome.Counts.Read,
            RowsLoaded = outcome.Counts.Read - outcome.Counts.Duplicates,
            RowsDuplicate = outcome.Counts.Duplicates,
            Version = outcome.Commit is { Wrote: true } commit ? commit.Version : null,
            Message = $"{result.Loaded} back from quarantine: what they refer to has come",
        };
    }

    private static (ReplayResult Result, (MaterialiseCounts Counts, DeltaCommit? Commit) Outcome, string Silver) Replay(
        RunContext run, string quarantine, IReadOnlyList<string> ids, string? mended, CancellationToken ct, bool onlyIfAnyPass = false)
    {
        using var session = run.OpenSession();
        var snapshot = session.Snapshot(quarantine) ?? throw NothingWaits(quarantine);
        Choose(session, snapshot, ids, mended, ct);
        var mappings = Mappings(run.Project, quarantine, session, ct);
        if (mappings.Count == 0) throw NothingWaits(quarantine);
        var model = run.Project.Models[mappings[0].SilverTable];
        foreach (var mapping in mappings) BindChosen(session, mapping, ct);
        // A mapping with ties maps old rows beside the chosen ones: these alone are asked for.
        MappedRows.Define(session, model, mappings, mappings.All(mapping => mapping.Ties.IsEmpty) ? null : $"(_batch_id, _position) in (select _batch_id, _position from {Chosen})");
        var plan = QualityPlan.For(model, RuleSeverity.Error);
        foreach (var reference in plan.References.Union(QualityPlan.For(model, RuleSeverity.Warn).References)) ModelTables.Bind(session, reference, run.Project.Models.GetValueOrDefault(reference));
        session.Connection.Execute($"create or replace temp table _checked as {plan.FlaggedSql(MappedRows.View, existing: null)}", ct);
        session.Connection.Execute("create or replace temp view _good as select * exclude (_rule_flags) from _checked where _rule_flags = 0", ct);

        var tried = session.Connection.Scalar<long>("select count(*) from _checked", ct);
        var broken = session.Connection.Scalar<long>("select count(*) from _checked where _rule_flags <> 0", ct);
        var result = new ReplayResult(tried, tried - broken, broken);
        if (onlyIfAnyPass && tried == broken) return (result, (new MaterialiseCounts(0), null), model.Table);
        var warnings = QualityPlan.For(model, RuleSeverity.Warn);
        session.Connection.Execute($"create or replace temp view _marked as {warnings.MarkedSql("_good", existing: null, SystemColumns.Warnings)}", ct);

        var outcome = new SilverMerge(run, model).Write(session, new EventSet("_marked") { KeyRelation = "_good" }, [Transaction(session, quarantine, snapshot, ct)], ct);
        run.Reached("replay-merged");
        Resolve(run, session, quarantine, snapshot, mended, ct);
        return (result, outcome, model.Table);
    }

    private static void Choose(LakeSession session, DeltaSnapshot snapshot, IReadOnlyList<string> ids, string? mended, CancellationToken ct)
    {
        if (mended is not null && (ids.Count != 1 || !session.Connection.Scalar<bool>(
            $"select coalesce(json_valid({DuckDbSql.Literal(mended)}) and json_type({DuckDbSql.Literal(mended)}) = 'OBJECT', false)", ct)))
        {
            throw new CarelakeException(
                "LAKE-0506", "A mended payload is one JSON object for one row.", "quarantine replay", "Give the id of one row and an object of the source's columns.");
        }

        var chosen = ids.Count == 0 ? "true" : $"quarantine_id in ({string.Join(", ", ids.Select(id => DuckDbSql.Literal(id)))})";
        // A record that is no row has nothing in bronze: it needs a mended payload.
        var possible = mended is null ? $"code = {DuckDbSql.Literal(QuarantineTable.RuleCode)}" : "true";
        session.Connection.Execute(
            $"create or replace temp table {Chosen} as select *, {(mended is null ? "mended_payload" : DuckDbSql.Literal(mended))} as _mended " +
            $"from ({snapshot.ScanSql(new ScanOptions { IncludeRowLocation = true })}) where status = 'waiting' and {chosen} and {possible}", ct);
    }

    // A bronze table may feed several silver tables; each has its own quarantine. Records that could not be read wait in that of bronze, for the one it feeds.
    private static List<MappingSpec> Mappings(Project project, string quarantine, LakeSession session, CancellationToken ct)
    {
        var bronze = session.Connection.Rows($"select distinct bronze_table from {Chosen}", row => row.GetString(0), ct).ToHashSet();
        var mappings = project.Mappings.Where(mapping => bronze.Contains(mapping.BronzeTable)).ToList();
        return mappings.Any(mapping => QuarantineTable.NameOf(mapping.SilverTable) == quarantine)
            ? [.. mappings.Where(mapping => QuarantineTable.NameOf(mapping.SilverTable) == quarantine)]
            : mappings;
    }

    private static void BindChosen(LakeSession session, MappingSpec mapping, CancellationToken ct)
    {
        var bronzeTable = mapping.BronzeTable;
        var bronze = session.Snapshot(bronzeTable)!; // Its rows are in quarantine, so it was written.
        var mine = $"select * from {Chosen} where bronze_table = {DuckDbSql.Literal(bronzeTable)}";
        var kept = $"select b.* from ({bronze.ScanSql()}) b where (b._batch_id, b._position) in (select _batch_id, _position from ({mine}) where _mended is null)";
        var mended = $"select {BronzeColumns.FromPayloadSql(bronze.Schema, "_mended")}, _source_id, _batch_id, _landing_file, _position from ({mine}) where _mended is not null";
        var chosen = $"{kept} union all by name {mended}";
        session.Bind(bronzeTable, mapping.Ties.IsEmpty ? chosen : TiedRows.Sql(session, mapping, $"select * from ({bronze.ScanSql()}) b where (b._batch_id, b._position) not in (select _batch_id, _position from ({mine}) where _mended is not null) union all by name {mended}", chosen, ct));
    }

    // The same rows replayed from the same state of quarantine are one replay, however often it is tried after a kill.
    private static TransactionVersion Transaction(LakeSession session, string quarantine, DeltaSnapshot snapshot, CancellationToken ct)
    {
        var ids = session.Connection.Scalar<string>($"select string_agg(quarantine_id || coalesce(_mended, ''), ',' order by quarantine_id) from {Chosen}", ct);
        return new($"replay/{quarantine}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ids)))[..16]}", snapshot.Version + 1);
    }

    private static void Resolve(RunContext run, LakeSession session, string quarantine, DeltaSnapshot snapshot, string? mended, CancellationToken ct)
    {
        var resolved = $"select c.* from {Chosen} c where (c._batch_id, c._position) in (select _batch_id, _position from _checked where _rule_flags = 0)";
        if (session.Connection.Scalar<long>($"select count(*) from ({resolved})", ct) == 0) return;
        var now = DuckDbSql.Literal(run.Time.GetUtcNow().UtcDateTime);
        var change = new DeltaChange
        {
            RowsSql = $"select * exclude (_file, _file_row, _mended) replace ('replayed' as status, cast({now} as timestamp) as resolved_at, " +
                $"{(mended is null ? "mended_payload" : "_mended")} as mended_payload) from ({resolved})",
            RemovedRowsSql = $"select _file, _file_row from ({resolved})",
        };
        run.Lake.Table(quarantine).Write(session.Connection, change, run.Commit([]) with { ReadVersion = snapshot.Version, Operation = "UPDATE" }, ct);
    }

    private static CarelakeException NothingWaits(string quarantine) => new(
        "LAKE-0505", "Nothing there waits in quarantine that could be replayed.", quarantine,
        "See `carelake quarantine list`. A record that could not be read needs a mended payload.");
}
