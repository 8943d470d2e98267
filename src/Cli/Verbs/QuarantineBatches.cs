using System.CommandLine;
using Carelake.Core;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake quarantine batches</c> and <c>dismiss</c>: whole batches that bronze refuses, and giving one up.</summary>
internal static class QuarantineBatches
{
    public static Command CreateList(Terminal terminal)
    {
        var all = new Option<bool>("--all") { Description = "Also batches that were dismissed, or rejected because their bytes are damaged." };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("batches", "Lists whole batches that wait in landing, oldest first: those that bronze refused, as when a column changed its type.") { all, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var batches = await (await OpenAsync(ProjectContext.Open(parsed, config, lake), cancellationToken)).ListAsync(!parsed.GetValue(all), cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(batches);
            else Write(terminal, batches);
            return ExitCode.Done;
        });
        return command;
    }

    public static Command CreateDismiss(Terminal terminal)
    {
        var batch = new Argument<string>("batch") { Description = "The batch's id, or a beginning that no other has." };
        var reason = new Option<string>("--reason") { Description = "Why it is given up, for those who read the audit; no patient data.", Required = true, HelpName = "TEXT" };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("dismiss", "Gives up a batch that bronze refuses: it is not tried again, its bytes stay in landing, and the audit counts its rows as dismissed.")
        {
            batch, reason, json, config, lake,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            var why = parsed.GetRequiredValue(reason).Trim();
            if (why.Length == 0) throw new CarelakeException("CLI-0041", "A dismissal needs a reason.", "--reason", "Say why in a few words.");
            var dismissed = await (await OpenAsync(context, cancellationToken)).DismissAsync(context.Project, parsed.GetRequiredValue(batch), why, cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(dismissed);
            else terminal.Say(
                $"Dismissed: {dismissed.SourceId}.{dismissed.Table}, {dismissed.RowsDismissed:N0} rows. Its bytes stay in landing; " +
                $"`carelake run --full --only {dismissed.SourceId}` pulls everything of the source again.");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<PendingBatches> OpenAsync(ProjectContext context, CancellationToken cancellationToken) =>
        new(await Composition.ServicesAsync(context, cancellationToken));

    private static void Write(Terminal terminal, IReadOnlyList<BatchRecord> batches)
    {
        if (batches.Count == 0)
        {
            terminal.Say("No batch waits in landing.");
            return;
        }

        var table = new TextTable(terminal, "batch", "source", "table", "landed (UTC)", "status", ">rows", "reason");
        foreach (var batch in batches)
            table.Add(
                batch.BatchId.ToString(), batch.SourceId, batch.Table, batch.LandedAt, batch.Status == BatchStatus.Landed ? "waiting" : batch.Status.ToString().ToLowerInvariant(),
                batch.RowsRead, batch.DismissedReason);
        table.Write(terminal);
        terminal.Say("`carelake run` tries those that wait; `carelake quarantine dismiss BATCH --reason TEXT` gives one up.");
    }
}
