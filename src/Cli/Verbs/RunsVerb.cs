using System.CommandLine;
using System.Globalization;
using Carelake.Core;
using Carelake.Lake.Operations;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake runs</c>: what ran, and what each run did to each table.</summary>
internal static class RunsVerb
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string?>("run") { Description = "Show one run, table by table: its id or the beginning of it; `last` for the newest.", Arity = ArgumentArity.ZeroOrOne };
        var limit = CommonOptions.Limit(20);
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("runs", "Lists the runs, newest first, or shows one of them.") { run, limit, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var operations = await ProjectContext.Open(parsed, config, lake).OperationsAsync(cancellationToken);
            var runs = await operations.RunsAsync(parsed.GetValue(run) is null ? parsed.GetValue(limit) : int.MaxValue, cancellationToken);
            if (parsed.GetValue(run) is { } wanted)
                await ShowAsync(terminal, operations, Find(runs, wanted), parsed.GetValue(json), cancellationToken);
            else if (parsed.GetValue(json))
                terminal.WriteJson(runs);
            else
                List(terminal, runs);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The steps of a run as a table.</summary>
    public static void WriteSteps(Terminal terminal, IEnumerable<AuditRecord> steps)
    {
        var table = new TextTable(terminal, "layer", "table", "state", ">read", ">loaded", ">updated", ">quarantined", ">duplicate", ">dismissed", ">version", ">took");
        foreach (var step in steps)
            table.Add(step.Layer, step.Table, Word(step.Status), step.RowsRead, step.RowsLoaded, step.RowsUpdated, step.RowsQuarantined, step.RowsDuplicate, step.RowsDismissed,
                step.VersionWritten?.ToString(CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(step.DurationMs));
        table.Write(terminal);
    }

    internal static string Word(StepStatus status) => status switch
    {
        StepStatus.Running => "running",
        StepStatus.Succeeded => "done",
        StepStatus.Skipped => "unchanged",
        StepStatus.Failed => "failed",
        _ => "stopped",
    };

    private static void List(Terminal terminal, IReadOnlyList<RunRecord> runs)
    {
        if (runs.Count == 0)
        {
            terminal.Say("Nothing has run yet. Start with: carelake run");
            return;
        }
        var table = new TextTable(terminal, "run", "started (UTC)", ">took", "state", "error");
        foreach (var run in runs)
            table.Add(run.RunId, run.StartedAt, run.FinishedAt - run.StartedAt, Word(run.Status), run.Error);
        table.Write(terminal);
    }

    private static RunRecord Find(IReadOnlyList<RunRecord> runs, string wanted) =>
        (wanted == "last" ? (runs.Count > 0 ? runs[0] : null) : runs.FirstOrDefault(run => run.RunId.ToString().StartsWith(wanted, StringComparison.OrdinalIgnoreCase)))
        ?? throw new CarelakeException("CLI-0008", "There is no such run.", wanted, "`carelake runs` lists them.");

    private static async Task ShowAsync(
        Terminal terminal, OperationsStore operations, RunRecord run, bool isJson, CancellationToken cancellationToken)
    {
        var steps = await operations.AuditOfRunAsync(run.RunId, cancellationToken);
        if (isJson)
        {
            terminal.WriteJson(new { Run = run, Steps = steps });
            return;
        }
        terminal.Say($"Run {run.RunId}, started {run.StartedAt:yyyy-MM-dd HH:mm:ss} UTC: {Word(run.Status)}{(run.Error is { } error ? $", {error}" : "")}");
        WriteSteps(terminal, steps);
    }
}
