using Carelake.Cli;
using Carelake.Cli.Verbs;
using Carelake.Lake.Pipeline;

namespace Carelake.Tests.EndToEnd;

/// <summary><c>carelake run --watch</c> over days that pass at once.</summary>
public sealed class WatchTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 24, 20, 0, 0, TimeSpan.Zero);

    private readonly StringWriter _error = new();

    [Fact]
    public async Task A_source_that_fails_one_night_is_caught_up_with_the_next()
    {
        using var project = new SmallProject("connector: files\npath: in/*.csv\nschedule: \"0 2 * * *\"\ntables:\n  people: {load: append}");

        // Ctrl-C on the third evening, while it waits. The file comes after the first night.
        var code = await WatchAsync(project, now =>
        {
            if (now >= Evening.AddHours(7) && !File.Exists(project.PathOf("in/a.csv"))) project.Write("in/a.csv", "id,name,weight\n1,Ash,70\n");
            return now < Evening.AddDays(2);
        });

        code.ShouldBe(ExitCode.Done, _error.ToString());
        var lines = _error.ToString();
        lines.ShouldContain("Next run 2026-11-25 02:00 UTC: emr.");
        lines.ShouldContain("SRC-0020");
        lines.ShouldContain("Next run 2026-11-26 02:00 UTC: emr.");
        lines.ShouldContain("No longer watching.");
        // The other source has no schedule, so nobody pulled it.
        (await project.PeopleAsync()).ShouldBe(["Ash"]);
    }

    [Fact]
    public async Task Nothing_to_watch_and_a_full_watch_are_refused()
    {
        using var project = new SmallProject("connector: files\npath: in/*.csv\ntables:\n  people: {load: append}");

        (await project.RunAsync("--watch")).ShouldBe(ExitCode.Failed);
        project.Error.ShouldStartWith("LAKE-0611");
        (await project.RunAsync("--watch", "--full")).ShouldBe(ExitCode.WrongUse);
    }

    private async Task<int> WatchAsync(SmallProject project, Func<DateTimeOffset, bool> goOn)
    {
        using var stop = new CancellationTokenSource();
        var time = new LeapingTime(Evening);
        time.OnWait = () =>
        {
            if (!goOn(time.Now)) stop.Cancel();
        };
        var context = ProjectContext.Open(project.PathOf("carelake.yaml"), project.LakeFolder);
        return await new WatchedRuns(new Terminal(TextWriter.Null, _error, isInteractive: false), context, new RunOptions(), isJson: false, time).WatchAsync(stop.Token);
    }
}
