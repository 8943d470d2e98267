using System.CommandLine;
using Carelake.Core;
using Carelake.Lake.Pipeline;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake quarantine</c>: what waits and why, and trying it again.</summary>
internal static class QuarantineVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("quarantine", "Shows the rows and batches that wait because they broke a rule or could not be read, replays them after a fix, or gives a batch up.");
        command.Subcommands.Add(CreateList(terminal));
        command.Subcommands.Add(CreateShow(terminal));
        command.Subcommands.Add(CreateReplay(terminal));
        command.Subcommands.Add(QuarantineBatches.CreateList(terminal));
        command.Subcommands.Add(QuarantineBatches.CreateDismiss(terminal));
        return command;
    }

    private static Command CreateList(Terminal terminal)
    {
        var table = new Argument<string?>("table") { Description = "Only this table, such as silver.patient.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Also rows that were replayed since." };
        var limit = CommonOptions.Limit(100);
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("list", "Lists what waits, oldest first, without the rows' values.") { table, all, limit, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var quarantine = await OpenAsync(ProjectContext.Open(parsed, config, lake), cancellationToken);
            var rows = quarantine.List(parsed.GetValue(table), !parsed.GetValue(all), parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(rows.Select(row => row with { Payload = null }));
            else WriteList(terminal, rows);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var id = new Argument<string>("id") { Description = "The row's id, or the beginning of it." };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("show", "Shows one row: its reason, where it came from, and what the source sent.") { id, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var quarantine = await OpenAsync(ProjectContext.Open(parsed, config, lake), cancellationToken);
            var row = Find(quarantine, parsed.GetRequiredValue(id), cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(row);
                return ExitCode.Done;
            }
            foreach (var (word, text) in new[]
            {
                ("table", row.Table), ("status", row.Status), ("rule", row.Rule), ("reason", $"{row.Reason} ({row.Code})"), ("source", row.SourceId),
                ("since", $"{row.QuarantinedAt:yyyy-MM-dd HH:mm:ss} UTC"), ("file", $"{row.LandingFile}, record {row.Position:N0}"), ("batch", row.BatchId),
                ("id", row.Id), ("sent", row.Payload ?? ""),
            })
                terminal.Out.WriteLine($"{word,-8} {text}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateReplay(Terminal terminal)
    {
        var table = new Argument<string>("table") { Description = "The table whose waiting rows are tried, such as silver.patient." };
        var id = new Option<string[]>("--id") { Description = "Only these rows.", AllowMultipleArgumentsPerToken = true, HelpName = "ID" };
        var payload = new Option<string?>("--payload") { Description = "JSON of the source's columns in place of what was sent, for one --id; - reads it from standard input.", HelpName = "JSON" };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("replay", "Tries waiting rows again with the mapping and rules as they are now, or with a mended payload; they enter history at their own time.")
        {
            table, id, payload, json, config, lake,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            var quarantine = await OpenAsync(context, cancellationToken);
            var ids = (parsed.GetValue(id) ?? []).Select(start => Find(quarantine, start, cancellationToken).Id).ToList();
            var mended = parsed.GetValue(payload) == "-" ? await terminal.In.ReadToEndAsync(cancellationToken) : parsed.GetValue(payload);
            var result = await quarantine.ReplayAsync(context.Project, parsed.GetRequiredValue(table), ids, mended, cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(result);
            else terminal.Say($"{result.Tried:N0} tried, {result.Loaded:N0} loaded, {result.StillBroken:N0} still waiting.{(result.Loaded > 0 ? " `carelake run` brings gold up to date." : "")}");
            return result.StillBroken > 0 ? ExitCode.DoneWithQuarantine : ExitCode.Done;
        });
        return command;
    }

    private static async Task<Quarantine> OpenAsync(ProjectContext context, CancellationToken cancellationToken) =>
        new(await Composition.ServicesAsync(context, cancellationToken));

    private static QuarantinedRow Find(Quarantine quarantine, string start, CancellationToken cancellationToken) =>
        quarantine.List(null, waitingOnly: false, int.MaxValue, cancellationToken).FirstOrDefault(row => row.Id.StartsWith(start, StringComparison.OrdinalIgnoreCase))
        ?? throw new CarelakeException("CLI-0010", "There is no such row in quarantine.", start, "`carelake quarantine list --all` lists them.");

    private static void WriteList(Terminal terminal, IReadOnlyList<QuarantinedRow> rows)
    {
        if (rows.Count == 0)
        {
            terminal.Say("Nothing waits in quarantine.");
            return;
        }
        var table = new TextTable(terminal, "id", "table", "rule", "reason", "source", ">record", "since (UTC)", "status");
        foreach (var row in rows)
            table.Add(row.Id[..8], row.Table, row.Rule, row.Reason, row.SourceId, row.Position, $"{row.QuarantinedAt:yyyy-MM-dd HH:mm:ss}", row.Status);
        table.Write(terminal);
        terminal.Say($"{rows.Count:N0} {(rows.Count == 1 ? "row" : "rows")}; carelake quarantine show ID shows one.");
    }
}
