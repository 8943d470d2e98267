using System.Collections.Immutable;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Materialise;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;
using Carelake.Lake.Subjects;

namespace Carelake.Lake.Retention;

/// <summary>
/// Removes what has been kept for as long as <c>retention:</c> of carelake.yaml says: rows with their history, bytes of landed files. What no rule names stays for ever.
/// </summary>
/// <param name="services">The edges that a run works through.</param>
/// <param name="project">Has the rules.</param>
public sealed class RetentionRun(PipelineServices services, Project project)
{
    /// <summary>Follows the rules.</summary>
    /// <param name="isDryRun">Only counts.</param>
    /// <param name="cancellationToken">Stops between tables.</param>
    /// <returns>What each rule found, in the order of the rules; tables and objects without anything are left out.</returns>
    /// <exception cref="CarelakeException">
    /// <c>LAKE-0905</c> a rule names what is not there; <c>LAKE-0601</c> a run is going on; <c>LAKE-0903</c> rows have not been taken to silver yet.
    /// </exception>
    public async Task<ImmutableArray<RetentionFinding>> RunAsync(bool isDryRun, CancellationToken cancellationToken)
    {
        foreach (var rule in project.Config.Retention) Check(rule);
        using var held = RunLock.Take(services.Lake.LockFile);
        using var session = LakeSession.Open(services.Lake, services.Engine);
        var rows = new RowErasure(services, project, session);
        if (!isDryRun && project.Config.Retention.Any(rule => rule.Layer == RetentionLayer.Bronze)) rows.CheckCaughtUp();
        var found = ImmutableArray.CreateBuilder<RetentionFinding>();
        foreach (var (number, rule) in project.Config.Retention.Index())
        {
            var before = services.Time.GetUtcNow().AddDays(-rule.Days);
            if (rule.Layer == RetentionLayer.Landing) await LandedAsync(number + 1, rule, before, isDryRun, found, cancellationToken);
            else await Task.Run(() => Tables(number + 1, rule, before, isDryRun, session, rows, found, cancellationToken), cancellationToken);
        }

        return found.ToImmutable();
    }

    private async Task LandedAsync(int number, RetentionRule rule, DateTimeOffset before, bool isDryRun, ImmutableArray<RetentionFinding>.Builder found, CancellationToken ct)
    {
        var batches = (await services.Operations.BatchesAsync(ct)).Where(batch => batch.Status != BatchStatus.Landed && (rule.Source is null || batch.SourceId == rule.Source)).ToList();
        // The same bytes may have come again since: they are as old as the last time.
        foreach (var item in batches.GroupBy(batch => batch.LandedSha256).Where(group => group.Max(batch => batch.LandedAt) < before))
        {
            if (!services.Landing.Contains(item.Key) || await services.Landing.SizeBytesAsync(item.Key, ct) == 0) continue;
            if (!isDryRun) await services.Landing.EmptyAsync(item.Key, ct);
            found.Add(new(number, rule, LandingZone.RelativePath(item.Key), 1));
        }
    }

    private void Tables(
        int number, RetentionRule rule, DateTimeOffset before, bool isDryRun, LakeSession session, RowErasure rows, ImmutableArray<RetentionFinding>.Builder found, CancellationToken ct)
    {
        var layer = rule.Layer.ToString().ToLowerInvariant();
        foreach (var table in services.Lake.Tables().Where(table => table.StartsWith($"{layer}.", StringComparison.Ordinal) && (rule.Table is null || table == rule.Table)).ToList())
        {
            ct.ThrowIfCancellationRequested();
            if (Where(rule, table, before, session) is not { } where) continue;
            session.Bind(table);
            var count = isDryRun ? session.Connection.Scalar<long>($"select count(*) from {TableName.Quote(table)} where {where}", ct) : rows.Remove(table, where, ct)?.Rows ?? 0;
            if (count > 0) found.Add(new(number, rule, table, count));
        }
    }

    private static string? Where(RetentionRule rule, string table, DateTimeOffset before, LakeSession session)
    {
        var schema = session.Snapshot(table)!.Schema; // It is one of the lake's.
        var moment = DuckDbSql.Literal(before.UtcDateTime);
        var age = rule.Layer switch
        {
            RetentionLayer.Bronze => $"cast(uuid_extract_timestamp(cast(_batch_id as uuid)) as timestamp) < {moment}",
            RetentionLayer.Quarantine => $"quarantined_at < {moment}",
            _ when rule.Column is { } column => schema.Find(column) is null ? throw Wrong($"{table}.{column}") : $"cast({DuckDbSql.Identifier(column)} as timestamp) < {moment}",
            _ => schema.Find(SystemColumns.ValidTo) is null ? null : $"{SystemColumns.ValidTo} < {moment}",
        };
        return age is null || rule.Source is null ? age : $"{age} and {SystemColumns.SourceId} = {DuckDbSql.Literal(rule.Source)}";
    }

    private void Check(RetentionRule rule)
    {
        if (rule.Days < 1) throw Wrong("days");
        if (rule.Source is { } source && project.FindSource(source) is null) throw Wrong(source);
        if (rule.Table is { } table && !table.StartsWith($"{rule.Layer.ToString().ToLowerInvariant()}.", StringComparison.Ordinal)) throw Wrong(table);
        if (rule.Column is not null && (rule.Layer != RetentionLayer.Silver || rule.Table is null)) throw Wrong(rule.Column);
    }

    private static CarelakeException Wrong(string what) => new(
        "LAKE-0905", "A retention rule names what is not there, or keeps something for less than a day.", $"retention: {what}", "Name a source, a table of the layer and a column of that table as the lake has them; docs/guides/privacy-requests.md has examples.");
}

/// <summary>What a rule found.</summary>
/// <param name="Number">Number of the rule in carelake.yaml, from 1.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Where">Table, or landed file.</param>
/// <param name="Count">Rows, or 1 for a landed file.</param>
public sealed record RetentionFinding(int Number, RetentionRule Rule, string Where, long Count);
