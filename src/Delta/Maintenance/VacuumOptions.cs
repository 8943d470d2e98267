namespace Carelake.Delta.Maintenance;

/// <summary>Which files a vacuum deletes.</summary>
public sealed record VacuumOptions
{
    /// <summary>Usual settings.</summary>
    public static VacuumOptions Default { get; } = new();

    /// <summary>
    /// Files that no version younger than this needs are deleted; <see langword="null"/> takes the table's
    /// <c>delta.deletedFileRetentionDuration</c>, or 7 days.
    /// </summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>Allows a shorter retention than the table's own: only where no reader or writer can be at work.</summary>
    public bool IsForced { get; init; }

    /// <summary>Only tells what would be deleted.</summary>
    public bool IsDryRun { get; init; }
}
