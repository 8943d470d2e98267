namespace Carelake.Lake.Operations;

/// <summary>How a run, a batch's step or a table's step ended.</summary>
public enum StepStatus
{
    /// <summary>Going on, or was when its process was killed.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Nothing new to do; nothing was written.</summary>
    Skipped,

    /// <summary>Stopped by an error; what it had to do is still to be done by the next run.</summary>
    Failed,

    /// <summary>Stopped by a person, or found unfinished by the next run.</summary>
    Interrupted,
}

/// <summary>One run of the pipeline.</summary>
/// <param name="RunId">UUIDv7: sorts by start.</param>
/// <param name="Project">The project's name.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="FinishedAt">UTC; null while running.</param>
/// <param name="Status">How it stands or ended.</param>
/// <param name="Options">The run's options as JSON.</param>
/// <param name="Error">Code and message of what stopped it; null when nothing did. Holds no patient data.</param>
public sealed record RunRecord(
    Guid RunId, string Project, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, StepStatus Status, string Options, string? Error);
