using Carelake.Lake.Pipeline;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake run --watch</c>: a run whenever a source's schedule asks for one, until Ctrl-C.</summary>
/// <param name="terminal">Where to speak.</param>
/// <param name="context">The project and its lake.</param>
/// <param name="options">What each run is asked for; its sources are those that are due.</param>
/// <param name="isJson">One JSON document a run, on standard output.</param>
/// <param name="time">The clock.</param>
internal sealed class WatchedRuns(Terminal terminal, ProjectContext context, RunOptions options, bool isJson, TimeProvider time)
{
    private const string EndedUnexpectedly = "CLI-0040";

    private bool _isRunning;

    /// <summary>Watches until cancelled.</summary>
    /// <returns>Done when it was stopped while it waited.</returns>
    /// <exception cref="OperationCanceledException">It was stopped in the middle of a run.</exception>
    public async Task<int> WatchAsync(CancellationToken cancellationToken)
    {
        var runs = new ScheduledRuns(context.Project, options.Only, time);
        try
        {
            await runs.WatchAsync(RunAsync, Waiting, Failed, cancellationToken);
        }
        catch (OperationCanceledException) when (!_isRunning && cancellationToken.IsCancellationRequested)
        {
            terminal.Say("No longer watching.");
        }

        return ExitCode.Done;
    }

    private async Task RunAsync(IReadOnlyList<string> sources, CancellationToken cancellationToken)
    {
        _isRunning = true;
        terminal.Say($"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC: due are {string.Join(", ", sources)}");
        var result = await RunVerb.RunAsync(terminal, context, options with { Only = sources }, cancellationToken);
        if (isJson) terminal.WriteJson(result);
        _isRunning = false;
    }

    private void Waiting(DateTimeOffset moment, IReadOnlyList<string> sources) =>
        terminal.Say($"Next run {moment:yyyy-MM-dd HH:mm} UTC: {string.Join(", ", sources)}. Ctrl-C ends the watch.");

    // A defect is told by its type alone: its message could quote a patient.
    private void Failed(Exception exception)
    {
        _isRunning = false;
        terminal.Say(ErrorLine.Of(exception)?.Text ?? $"{EndedUnexpectedly}: The run ended unexpectedly ({exception.GetType().Name}). Run `carelake run` by hand to see it whole.");
    }
}
