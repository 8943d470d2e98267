using System.CommandLine;
using Carelake.Access.Audit;
using Carelake.Access.Deidentification;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake deidentify</c>: an extract of the lake that names nobody, with a report of the risk that is left.</summary>
internal static class DeidentifyVerb
{
    public static Command Create(Terminal terminal)
    {
        var output = new Argument<string>("DIR") { Description = "New folder for the extract: a Parquet file a table, report.md and report.json." };
        var profile = new Option<string>("--profile") { Description = "How: safe-harbor, shifted-dates, or a YAML file of yours.", HelpName = "NAME", DefaultValueFactory = _ => "safe-harbor" };
        var purpose = new Option<string>("--for") { Description = "What the extract is for; kept in the audit log, and another answer gives other pseudonyms.", HelpName = "TEXT", Required = true };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("deidentify", "Makes an extract that names nobody: identifiers replaced or left out, dates and places made coarser, patients who would stand out left out.") { output, profile, purpose, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            var chosen = DeidentificationProfile.Read(parsed.GetRequiredValue(profile));
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            var reason = parsed.GetRequiredValue(purpose);
            await using var governed = await Composition.GovernedAsync(context, await context.OperationsAsync(cancellationToken), cancellationToken);
            await governed.Audit.WriteAsync([.. chosen.Tables.Select(table => Entry(table, chosen.Name, reason))], cancellationToken);
            var extract = new DeidentifiedExtract(context.Project, context.Lake, (await Composition.Keys(context).CurrentAsync(cancellationToken)).Derive($"extract for {reason}"), TimeProvider.System.GetUtcNow());
            var report = await Task.Run(() => extract.Write(chosen, folder, new ImmediateProgress<string>(table => terminal.Say($"{table} ...")), cancellationToken), cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "report.md"), report.ToMarkdown(), cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "report.json"), Terminal.ToJson(report), cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(report);
            else Show(terminal, report, folder);
            return ExitCode.Done;
        });
        return command;
    }

    private static AuditEntry Entry(string table, string profile, string reason) => new()
    {
        At = TimeProvider.System.GetUtcNow(), User = $"cli:{Environment.UserName}", Action = "export", Resource = table, Purpose = reason, Decision = "allow", Policies = [$"de-identification:{profile}"],
    };

    private static void Show(Terminal terminal, ExtractReport report, string folder)
    {
        var table = new TextTable(terminal, "table", ">rows", "kept or coarser", "left out");
        foreach (var one in report.Tables)
            table.Add(one.Table, one.Rows, one.Columns.Count(column => column.Treatment != ColumnTreatment.Drop), one.Columns.Count(column => column.Treatment == ColumnTreatment.Drop));
        table.Write(terminal);
        terminal.Say($"{report.Patients:N0} patients, {report.Suppressed:N0} left out; the smallest group has {report.After.SmallestGroup:N0} (asked: {report.K:N0}). The report is in {Path.Combine(folder, "report.md")}.");
    }
}
