namespace Carelake.Cli.Verbs;

/// <summary>An input's stream, and how far it has been read, told to a person when it is large.</summary>
internal sealed class X12Progress(Terminal terminal, FormatInput input) : IAsyncDisposable
{
    private const long EveryBytes = 256L << 20;
    private long _next = EveryBytes;

    public Stream Stream { get; } = input.Open();

    /// <summary>Says where reading is, every 256 MB, on a terminal.</summary>
    public void Tell()
    {
        if (!terminal.IsInteractive || !Stream.CanSeek || Stream.Position < _next) return;
        _next = Stream.Position + EveryBytes;
        terminal.Say($"{input.Name}: {Stream.Position >> 20:N0} of {Stream.Length >> 20:N0} MB");
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
