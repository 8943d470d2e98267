using Carelake.Core;
using Carelake.Lake.Configuration;
using Carelake.Lake.Pipeline;

namespace Carelake.Tests.Lake.Pipeline;

public sealed class ScheduledRunsTests
{
    private readonly LeapingTime _time = new(new DateTimeOffset(2026, 11, 24, 1, 30, 0, TimeSpan.Zero));
    private readonly List<string> _runs = [];
    private readonly List<string> _failures = [];

    [Fact]
    public async Task Each_source_is_run_at_its_times_and_those_due_together_in_one_run()
    {
        await WatchAsync(Project(("a", "0 2 * * *"), ("b", "0 */6 * * *"), ("c", "0 2 * * *"), ("by_hand", null)), runs: 6);

        _runs.ShouldBe(["24 02:00 a,c", "24 06:00 b", "24 12:00 b", "24 18:00 b", "25 00:00 b", "25 02:00 a,c"]);
    }

    [Fact]
    public async Task What_falls_due_during_a_run_is_made_up_for_once()
    {
        await WatchAsync(Project(("a", "*/10 * * * *"), ("b", "0 2 * * *")), runs: 4, during: run =>
        {
            if (run == 1) _time.Now += TimeSpan.FromMinutes(45);
        });

        _runs.ShouldBe(["24 01:40 a", "24 02:25 a,b", "24 02:30 a", "24 02:40 a"], customMessage: string.Join("; ", _runs));
    }

    [Fact]
    public async Task A_run_that_fails_does_not_end_the_watch()
    {
        await WatchAsync(Project(("a", "0 * * * *")), runs: 3, during: run =>
        {
            if (run == 1) throw new IOException("disk");
            if (run == 2) throw new CarelakeException("LAKE-0602", "The database.", "x", "y");
        });

        _runs.ShouldBe(["24 02:00 a", "24 03:00 a", "24 04:00 a"]);
        _failures.ShouldBe(["disk", "The database."]);
    }

    [Fact]
    public async Task What_is_due_waits_for_a_run_that_was_begun_by_hand()
    {
        await WatchAsync(Project(("a", "0 2 * * *")), runs: 3, during: run =>
        {
            if (run < 3) throw new CarelakeException("LAKE-0601", "Another run is going on.", "x", "y");
        });

        _runs.ShouldBe(["24 02:00 a", "24 02:01 a", "24 02:02 a"]);
    }

    [Fact]
    public async Task A_machine_that_slept_past_a_time_runs_when_it_wakes()
    {
        _time.OnWait = () =>
        {
            if (_runs.Count == 0) _time.Now = new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
        };

        await WatchAsync(Project(("a", "0 2 * * *")), runs: 2);

        _runs[0].ShouldStartWith("26 09:0");
        _runs[1].ShouldBe("27 02:00 a");
    }

    [Fact]
    public async Task Stopping_in_the_middle_of_a_run_ends_the_watch()
    {
        await WatchAsync(Project(("a", "0 2 * * *")), runs: 1);

        _runs.Count.ShouldBe(1);
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_to_wait_for_is_said()
    {
        Should.Throw<CarelakeException>(() => new ScheduledRuns(Project(("a", null)), [], _time)).Code.ShouldBe("LAKE-0611");
        Should.Throw<CarelakeException>(() => new ScheduledRuns(Project(("a", null), ("b", "0 2 * * *")), ["a"], _time)).Code.ShouldBe("LAKE-0611");
        Should.Throw<CarelakeException>(() => new ScheduledRuns(Project(("a", "0 2 * * *")), ["z"], _time)).Code.ShouldBe("LAKE-0610");
    }

    // Stops within the last run, as Ctrl-C would.
    private async Task WatchAsync(Project project, int runs, Action<int>? during = null)
    {
        using var stop = new CancellationTokenSource();
        var watch = new ScheduledRuns(project, [], _time);
        await Should.ThrowAsync<OperationCanceledException>(() => watch.WatchAsync(
            (sources, ct) =>
            {
                _runs.Add($"{_time.Now:dd HH:mm} {string.Join(",", sources)}");
                during?.Invoke(_runs.Count);
                if (_runs.Count < runs) return Task.CompletedTask;
                stop.Cancel();
                ct.ThrowIfCancellationRequested();
                return Task.CompletedTask;
            },
            (_, _) => { }, failure => _failures.Add(failure.Message), stop.Token));
    }

    private static Project Project(params (string Id, string? Schedule)[] sources) => new()
    {
        Config = new ProjectConfig { Name = "test", Sources = new Dictionary<string, SourceConfig>() },
        Folder = "/nowhere",
        Sources = [.. sources.Select(source => new SourceConfig
        {
            Id = source.Id, Connector = "files", Schedule = source.Schedule, Tables = new Dictionary<string, TableConfig>(),
        })],
        Models = new OrderedDictionary<string, Carelake.Lake.Models.ModelSpec>(),
        Mappings = [],
    };
}
