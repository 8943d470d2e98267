using System.CommandLine;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake run</c>: one pipeline run, or with <c>--watch</c> each that the schedules ask for.</summary>
internal static class RunVerb
{
    public static Command Create(Terminal terminal)
    {
        var only = new Option<string[]>("--only") { Description = "Pull only these sources; models are brought up to date whatever was pulled.", HelpName = "SOURCE", AllowMultipleArgumentsPerToken = true };
        var full = new Option<bool>("--full") { Description = "Pull everything again and compute every gold table anew." };
        var asOf = new Option<DateOnly?>("--as-of") { Description = "The reporting date, as 2024-12-31; by default the project's, or today.", HelpName = "DATE" };
        var watch = new Option<bool>("--watch") { Description = "Run each source when its `schedule:` says so, until Ctrl-C; one run at a time." };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("run", "Runs the pipeline once: pulls what is new, and brings bronze, silver and gold up to date.") { only, full, asOf, watch, json, config, lake };
        command.Validators.Add(result =>
        {
            if (result.GetValue(watch) && result.GetValue(full)) result.AddError("--full would pull everything anew at every scheduled time; give --watch without it.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            var options = new RunOptions { Only = parsed.GetValue(only) ?? [], Full = parsed.GetValue(full), AsOf = parsed.GetValue(asOf) };
            if (parsed.GetValue(watch))
                return await new WatchedRuns(terminal, context, options, parsed.GetValue(json), TimeProvider.System).WatchAsync(cancellationToken);
            var result = await RunAsync(terminal, context, options, cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(result);
            return Code(result);
        });
        return command;
    }

    /// <summary>Runs the pipeline with its progress shown, and says how it ended.</summary>
    public static async Task<RunResult> RunAsync(Terminal terminal, ProjectContext context, RunOptions options, CancellationToken cancellationToken)
    {
        var display = new RunDisplay(terminal);
        var pipeline = await Composition.PipelineAsync(context, cancellationToken);
        var result = await display.WatchAsync(pipeline.RunAsync(context.Project, options, display, cancellationToken));
        Say(terminal, result);
        return result;
    }

    /// <summary>What the shell is told of a run.</summary>
    public static int Code(RunResult result) => result switch
    {
        { Status: StepStatus.Failed } => ExitCode.Failed,
        { RowsQuarantined: > 0 } => ExitCode.DoneWithQuarantine,
        _ => ExitCode.Done,
    };

    private static void Say(Terminal terminal, RunResult result)
    {
        foreach (var failure in result.Failures)
            terminal.Say($"{failure.Code}: {failure.Message.TrimEnd('.')} ({failure.Table}{(failure.Place.Length > 0 ? $", {failure.Place}" : "")}). {failure.Remedy}");
        if (result.Audit.Length == 0 && result.Failures.Length == 0)
        {
            terminal.Say($"Nothing new; nothing was written ({ElapsedText.Of(result.Elapsed)}).");
            return;
        }
        var bronze = result.Audit.Where(step => step.Layer == "bronze").ToList();
        terminal.Say(
            $"{(result.Status == StepStatus.Failed ? "Finished with failures" : "Done")} in {ElapsedText.Of(result.Elapsed)}: "
            + $"{bronze.Sum(step => step.RowsRead):N0} rows read, {result.TablesWritten} tables written, {result.RowsQuarantined:N0} rows in quarantine.");
        if (result.RowsQuarantined > 0)
            terminal.Say("See why with: carelake quarantine list");
    }
}
