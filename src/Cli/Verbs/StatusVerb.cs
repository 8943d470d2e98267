using System.CommandLine;
using Carelake.Lake.Configuration;
using Carelake.Lake.Operations;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake status</c>: where each source's tables stand.</summary>
internal static class StatusVerb
{
    private sealed record TableStatus(
        string Source, string Table, string Load, bool IsActive, DateTimeOffset? LastLandedAt, long Batches, long PendingBatches, long RowsLoaded, long RowsQuarantined);

    public static Command Create(Terminal terminal)
    {
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("status", "Shows where things stand: the last run, and for each source table what was landed, loaded and quarantined.") { json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            var operations = await context.OperationsAsync(cancellationToken);
            var last = await operations.RunsAsync(1, cancellationToken) is [var newest, ..] ? newest : null;
            var batches = await operations.BatchesAsync(cancellationToken);
            var tables = Tables(context.Project, batches).ToList();
            if (parsed.GetValue(json))
                terminal.WriteJson(new { context.Project.Name, Lake = context.Lake.Root, LastRun = last, Sources = tables });
            else
                Write(terminal, context, last, tables);
            return ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<TableStatus> Tables(Project project, IReadOnlyList<BatchRecord> batches) =>
        from source in project.Sources
        from table in source.Tables.Values
        let own = batches.Where(batch => batch.SourceId == source.Id && batch.Table == table.Name).ToList()
        select new TableStatus(
            source.Id, table.Name, table.Load.ToString().ToLowerInvariant(), source.IsActive && table.IsActive,
            own.Count == 0 ? null : own.Max(batch => batch.LandedAt), own.Count, own.Count(batch => batch.Status == BatchStatus.Landed),
            own.Sum(batch => batch.RowsLoaded ?? 0), own.Sum(batch => batch.RowsQuarantined ?? 0));

    private static void Write(Terminal terminal, ProjectContext context, RunRecord? last, List<TableStatus> tables)
    {
        terminal.Say($"Project {context.Project.Name}, lake {context.Lake.Root}");
        terminal.Say(last is null
            ? "Nothing has run yet. Start with: carelake run"
            : $"Last run {last.RunId}, started {last.StartedAt:yyyy-MM-dd HH:mm:ss} UTC: {RunsVerb.Word(last.Status)}{(last.Error is { } error ? $", {error}" : "")}");

        var table = new TextTable(terminal, "source", "table", "load", "active", "last landed (UTC)", ">batches", ">pending", ">rows", ">unreadable");
        foreach (var row in tables)
            table.Add(row.Source, row.Table, row.Load, row.IsActive ? "yes" : "no", row.LastLandedAt, row.Batches, row.PendingBatches, row.RowsLoaded, row.RowsQuarantined);
        table.Write(terminal);
    }
}
