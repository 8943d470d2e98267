namespace Carelake.Lake.Operations;

public sealed partial class OperationsStore
{
    private const string RunColumns =
        "run_id as RunId, project as Project, started_at as StartedAt, finished_at as FinishedAt, status as Status, " +
        "options as Options, error as Error";

    /// <summary>Begins a run, and marks those found unfinished as interrupted: the caller holds the lake's lock.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="options">The run's options as JSON.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The run's id.</returns>
    public async Task<Guid> BeginRunAsync(string project, string options, CancellationToken ct)
    {
        var id = NewId();
        await ExecuteAsync(
            "update carelake_run set status = 'interrupted', finished_at = @now where status = 'running'", new { now = Now() }, ct);
        await ExecuteAsync(
            "insert into carelake_run (run_id, project, started_at, status, options) values (@id, @project, @now, 'running', @options)",
            new { id = Text(id), project, now = Now(), options }, ct);
        return id;
    }

    /// <summary>Ends a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="error">Code and message; null when none.</param>
    /// <param name="ct">Cancels.</param>
    public Task EndRunAsync(Guid runId, StepStatus status, string? error, CancellationToken ct) => ExecuteAsync(
        "update carelake_run set status = @status, finished_at = @now, error = @error where run_id = @id",
        new { id = Text(runId), status = Text(status), now = Now(), error }, ct);

    /// <summary>The latest runs, newest first.</summary>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<RunRecord>> RunsAsync(int limit, CancellationToken ct) =>
        [.. (await QueryAsync<RunRow>($"select {RunColumns} from carelake_run order by run_id desc limit @limit", new { limit }, ct))
            .Select(row => row.ToRecord())];

    private sealed record RunRow
    {
        public string RunId { get; init; } = "";

        public string Project { get; init; } = "";

        public string StartedAt { get; init; } = "";

        public string? FinishedAt { get; init; }

        public string Status { get; init; } = "";

        public string Options { get; init; } = "";

        public string? Error { get; init; }

        public RunRecord ToRecord() => new(
            Guid.Parse(RunId), Project, Moment(StartedAt), FinishedAt is null ? null : Moment(FinishedAt),
            Enum.Parse<StepStatus>(Status, ignoreCase: true), Options, Error);
    }
}
