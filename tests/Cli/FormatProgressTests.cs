using Carelake.Cli;
using Carelake.Cli.Verbs;

namespace Carelake.Tests.Cli;

/// <summary>How far a verb of the formats is, as a person sees it.</summary>
public sealed class FormatProgressTests
{
    [Fact]
    public void A_bar_says_how_much_how_fast_and_how_long()
    {
        var (screen, clock) = (new StringWriter(), new SteppedClock());
        using var progress = Progress(new Terminal(TextWriter.Null, screen, isInteractive: true, status: new StatusLine(screen, isLive: true)), clock, isQuiet: false, out var input);

        progress.Begin(input);
        clock.Seconds = 1;
        progress.Advance(250_000_000);

        screen.ToString().ShouldEndWith("██████░░░░░░░░░░░░░░░░░░  25%  250 MB of 1.0 GB, 250 MB/s, 3 s left");
    }

    [Fact]
    public void What_takes_a_moment_shows_nothing()
    {
        var (screen, clock) = (new StringWriter(), new SteppedClock());
        var progress = Progress(new Terminal(TextWriter.Null, screen, isInteractive: true, status: new StatusLine(screen, isLive: true)), clock, isQuiet: false, out var input);

        progress.Begin(input);
        clock.Seconds = 0.2;
        progress.Advance(1_000_000_000);
        progress.End(input);
        progress.Dispose();

        screen.ToString().ShouldBe("");
    }

    [Fact]
    public void Results_take_the_place_of_the_bar()
    {
        var screen = new StringWriter();
        var status = new StatusLine(screen, isLive: true);

        status.Show("half");
        status.Above(screen).WriteLine("a result");
        status.Show("more");
        status.Hide();

        screen.ToString().ShouldBe($"\r\e[Khalf\r\e[Ka result{Environment.NewLine}\r\e[Kmore\r\e[K");
    }

    [Fact]
    public void Where_nobody_watches_a_line_comes_every_ten_seconds()
    {
        var (messages, clock) = (new StringWriter(), new SteppedClock());
        var progress = Progress(new Terminal(TextWriter.Null, messages, isInteractive: false), clock, isQuiet: false, out var input);

        progress.Begin(input);
        foreach (var second in new[] { 9, 10, 11, 19 })
        {
            clock.Seconds = second;
            progress.Advance(10_000_000);
        }

        messages.ToString().Trim().ShouldBe("20 MB of 1.0 GB, 2.0 MB/s, 8 min 10 s left");
    }

    [Fact]
    public void Programs_that_read_the_output_are_told_nothing()
    {
        var (messages, clock) = (new StringWriter(), new SteppedClock());
        var progress = Progress(new Terminal(TextWriter.Null, messages, isInteractive: false), clock, isQuiet: true, out _);

        clock.Seconds = 100;
        progress.Advance(1);

        messages.ToString().ShouldBe("");
    }

    private static FormatProgress Progress(Terminal terminal, TimeProvider clock, bool isQuiet, out FormatInput input)
    {
        var progress = new FormatProgress(terminal, clock, isQuiet);
        input = new FormatInput("claims.x12", 1_000_000_000, () => Stream.Null, progress);
        progress.Expect([input]);
        return progress;
    }

    private sealed class SteppedClock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => (long)(Seconds * TimeSpan.TicksPerSecond);
    }
}
