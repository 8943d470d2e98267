using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Lake.Configuration;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// Runs the sources of a project when their schedules say so, one run at a time, until it is told to stop. What falls due while a run goes
/// on, or while the machine sleeps, is made up for by one run as soon as that ends. What a run cannot do stops no later one, and where another
/// run holds the lake it is tried again a minute later.
/// </summary>
public sealed class ScheduledRuns
{
    // Timers count the time that the machine is awake, schedules the time on the wall: so the clock is looked at now and then.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly ImmutableArray<Entry> _entries;

    /// <summary>Prepares the watch.</summary>
    /// <param name="project">The project.</param>
    /// <param name="only">Watch only these sources; empty for all.</param>
    /// <param name="time">The clock, which also wakes.</param>
    /// <exception cref="CarelakeException">LAKE-0610: there is no such source; LAKE-0611: none of the active ones has a schedule.</exception>
    public ScheduledRuns(Project project, IReadOnlyList<string> only, TimeProvider time)
    {
        foreach (var name in only.Where(name => project.FindSource(name) is null))
        {
            throw new CarelakeException(
                "LAKE-0610", $"There is no source '{name}'.", "--only", $"Name one of: {string.Join(", ", project.Sources.Select(source => source.Id))}.");
        }

        _time = time;
        _entries = [.. project.Sources.Where(source => source.IsActive && (only.Count == 0 || only.Contains(source.Id)))
            .Select(source => (source.Id, Schedule: ScheduleOf(source)))
            .Where(pair => pair.Schedule is not null)
            .Select(pair => new Entry(pair.Id, pair.Schedule!))]; // Those without were left out above.
        if (_entries.IsEmpty)
        {
            throw new CarelakeException(
                "LAKE-0611", "No active source has a schedule, so there is nothing to wait for.", "sources",
                "Give a source a `schedule:` in carelake.yaml, such as \"0 2 * * *\", or run once without --watch.");
        }
    }

    /// <summary>Watches until cancelled.</summary>
    /// <param name="run">Runs the sources of these ids; told of nothing but cancellation, it may throw what it likes.</param>
    /// <param name="waiting">Told before each wait: when the next run begins, UTC, and of which sources.</param>
    /// <param name="failed">Told what a run threw; the watch goes on.</param>
    /// <param name="ct">Ends the watch; a run that goes on is told so too.</param>
    /// <exception cref="OperationCanceledException">Always in the end.</exception>
    public async Task WatchAsync(
        Func<IReadOnlyList<string>, CancellationToken, Task> run, Action<DateTimeOffset, IReadOnlyList<string>> waiting, Action<Exception> failed,
        CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        foreach (var entry in _entries) entry.MoveOn(now);
        while (true)
        {
            var next = _entries.Min(entry => entry.Next);
            waiting(next, IdsDueAt(next));
            await WaitUntilAsync(next, ct);
            now = _time.GetUtcNow();
            var due = IdsDueAt(now);
            foreach (var entry in _entries) if (entry.Next <= now) entry.MoveOn(now);
            try
            {
                await run(due, ct);
            }
            catch (Exception exception) when (!ct.IsCancellationRequested)
            {
                failed(exception);
                // A run begun by hand holds the lake: what is due stays due.
                if (exception is CarelakeException { Code: "LAKE-0601" })
                    foreach (var entry in _entries.Where(entry => due.Contains(entry.SourceId))) entry.TryAgainAt(now + LongestWait);
            }
        }
    }

    private IReadOnlyList<string> IdsDueAt(DateTimeOffset moment) => [.. _entries.Where(entry => entry.Next <= moment).Select(entry => entry.SourceId)];

    private async Task WaitUntilAsync(DateTimeOffset moment, CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var left = moment - _time.GetUtcNow();
            if (left <= TimeSpan.Zero) return;
            await Task.Delay(left < LongestWait ? left : LongestWait, _time, ct);
        }
    }

    private static CronSchedule? ScheduleOf(SourceConfig source) =>
        source.Schedule is { } text && CronSchedule.TryParse(text, out var schedule, out _) ? schedule : null;

    private sealed class Entry(string sourceId, CronSchedule schedule)
    {
        public string SourceId { get; } = sourceId;

        public DateTimeOffset Next { get; private set; }

        public void TryAgainAt(DateTimeOffset moment) => Next = moment < Next ? moment : Next;

        public void MoveOn(DateTimeOffset now) => Next = schedule.NextAfter(now) ?? DateTimeOffset.MaxValue;
    }
}
