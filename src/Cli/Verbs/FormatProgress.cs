namespace Carelake.Cli.Verbs;

/// <summary>
/// How far a verb of the formats is in its inputs: a bar on a terminal once it takes longer than a moment, elsewhere a line every ten seconds.
/// What is written to the terminal meanwhile takes the bar's place.
/// </summary>
/// <param name="terminal">Where to tell it.</param>
/// <param name="clock">Measures the rate.</param>
/// <param name="isQuiet">Nothing is told, as where programs read the output.</param>
internal sealed class FormatProgress(Terminal terminal, TimeProvider clock, bool isQuiet) : IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _next = terminal.Status.IsLive ? Moment : LineEvery;
    private long? _total;
    private int _count;
    private int _number;
    private long _ended;
    private long _current;

    /// <summary>What is to be read.</summary>
    public void Expect(IReadOnlyCollection<FormatInput> inputs)
    {
        _count = inputs.Count;
        _total = inputs.Any(input => input.SizeBytes is null) ? null : inputs.Sum(input => input.SizeBytes);
    }

    /// <summary>An input is begun.</summary>
    public void Begin(FormatInput input)
    {
        _number++;
        _current = 0;
        Tell();
    }

    /// <summary>An input is done, all of it.</summary>
    public void End(FormatInput input)
    {
        _ended += input.SizeBytes ?? _current;
        _current = 0;
        Tell();
    }

    /// <summary>More bytes of the input are done.</summary>
    public void Advance(long bytes)
    {
        _current += bytes;
        Tell();
    }

    /// <inheritdoc/>
    public void Dispose() => terminal.Status.Hide();

    private void Tell()
    {
        if (isQuiet) return;
        var elapsed = clock.GetElapsedTime(_start);
        if (elapsed < _next) return;
        if (terminal.Status.IsLive)
        {
            _next = elapsed + RedrawEvery;
            var width = Math.Max(20, terminal.Error.Profile.Width - 1);
            var bar = Bar(elapsed);
            terminal.Status.Show(bar.Length > width ? bar[..width] : bar);
            return;
        }
        _next = elapsed + LineEvery;
        terminal.Say(Words(elapsed));
    }

    private string Bar(TimeSpan elapsed)
    {
        if (Share is not { } share) return Words(elapsed);
        var full = (int)(share * BarWidth);
        return $"{new string('█', full)}{new string('░', BarWidth - full)} {share,4:0%}  {Words(elapsed)}";
    }

    private string Words(TimeSpan elapsed)
    {
        var done = Done;
        var parts = new List<string> { _total is { } total ? $"{SizeText.Of(done)} of {SizeText.Of(total)}" : $"{SizeText.Of(done)} read" };
        if (_count > 1) parts.Add($"file {_number:N0} of {_count:N0}");
        parts.Add($"{SizeText.Of((long)(done / elapsed.TotalSeconds))}/s");
        if (_total is { } all && done > 0) parts.Add($"{ElapsedText.Rough(elapsed * ((double)(all - done) / done))} left");
        return string.Join(", ", parts);
    }

    // A file that grew while it was read does not make more than all.
    private long Done => _total is { } total ? Math.Min(total, _ended + _current) : _ended + _current;

    private double? Share => _total is { } total and > 0 ? (double)Done / total : null;
}
