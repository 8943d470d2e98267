using System.Collections.Concurrent;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Carelake.Cli;

/// <summary>What a person sees of a run: a live table on a terminal, a line per finished step elsewhere.</summary>
internal sealed class RunDisplay(Terminal terminal) : IProgress<PipelineEvent>
{
    private const int LinesShown = 18;
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMilliseconds(120);

    private readonly ConcurrentDictionary<(PipelineStage Stage, string Table), PipelineEvent> _steps = new();

    /// <inheritdoc/>
    public void Report(PipelineEvent value)
    {
        _steps[(value.Stage, value.Table)] = value;
        if (!terminal.IsInteractive && value.State is not (StepStatus.Running or StepStatus.Skipped))
            terminal.Say(Line(value));
    }

    /// <summary>Shows the run until it ends.</summary>
    public async Task<T> WatchAsync<T>(Task<T> run)
    {
        if (!terminal.IsInteractive) return await run;
        await terminal.Error.Live(Render()).AutoClear(true).StartAsync(async live =>
        {
            while (!run.IsCompleted)
            {
                live.UpdateTarget(Render());
                await Task.WhenAny(run, Task.Delay(RefreshEvery));
            }
        });
        return await run;
    }

    /// <summary>Running and failed steps first, then those that ended last; a line per stage above them.</summary>
    internal IRenderable Render()
    {
        var steps = _steps.Values.ToList();
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "", "").Expand();
        table.Columns[2].RightAligned();
        table.Columns[3].RightAligned();
        foreach (var stage in steps.GroupBy(step => step.Stage).OrderBy(stage => stage.Key))
        {
            var ended = stage.Count(step => step.State != StepStatus.Running);
            table.AddRow(
                new Markup($"[bold]{stage.Key.ToString().ToLowerInvariant()}[/]"), new Markup($"[grey]{ended} of {stage.Count()} tables[/]"),
                new Markup($"[grey]{stage.Sum(step => step.Rows):N0} rows[/]"), new Markup(""));
        }
        foreach (var step in steps.Where(step => step.State is StepStatus.Running or StepStatus.Failed)
            .OrderBy(step => step.Stage).ThenBy(step => step.Table, StringComparer.Ordinal).Take(LinesShown))
            table.AddRow(new Markup($"  {Mark(step.State)}"), new Text(step.Table), new Text($"{step.Rows:N0} rows"), new Text(Rate(step)));
        return table;
    }

    private static string Mark(StepStatus state) => state switch
    {
        StepStatus.Running => "[yellow]running[/]",
        StepStatus.Succeeded => "[green]done[/]",
        StepStatus.Failed => "[red]failed[/]",
        StepStatus.Interrupted => "[red]stopped[/]",
        _ => "[grey]unchanged[/]",
    };

    private static string Line(PipelineEvent step) =>
        $"{step.Stage.ToString().ToLowerInvariant(),-8} {step.Table,-40} {Markup.Remove(Mark(step.State)),-9} {step.Rows,14:N0} rows {Rate(step),16}"
        + (step.Message is { } message ? $"  {message}" : "");

    private static string Rate(PipelineEvent step) => step.RowsPerSecond is { } rate ? $"{rate:N0} rows/s" : "";
}
