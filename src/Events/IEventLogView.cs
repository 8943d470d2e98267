namespace Carelake.Events;

/// <summary>Looks into a log without taking it: also while a server has it open.</summary>
public interface IEventLogView : IDisposable
{
    /// <summary>How the log stands; what a server has queued is not seen from outside.</summary>
    Task<LogMetrics> MetricsAsync(CancellationToken cancellationToken);

    /// <summary>What was put aside, oldest first.</summary>
    /// <param name="group">The group; <see langword="null"/> for all.</param>
    /// <param name="maxCount">At most so many.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? group, int maxCount, CancellationToken cancellationToken);
}
