using Carelake.X12;

namespace Carelake.Cli.Verbs;

/// <summary>Streams an input through the X12 parser with one buffer, and tells a person how far a large one is.</summary>
internal static class X12Feed
{
    private const int BufferBytes = 1 << 20;
    private const long ProgressEveryBytes = 256L << 20;

    public static async Task RunAsync(Terminal terminal, FormatInput input, X12Handler handler, X12ParserOptions options, CancellationToken cancellationToken)
    {
        var parser = new X12Parser(handler, options);
        var buffer = new byte[BufferBytes];
        await using var stream = input.Open();
        var length = stream.CanSeek ? stream.Length : 0;
        var next = ProgressEveryBytes;
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            parser.Feed(buffer.AsSpan(0, count));
            if (parser.ByteOffset < next) continue;
            next += ProgressEveryBytes;
            if (terminal.IsInteractive)
                terminal.Say(length > 0 ? $"{input.Name}: {parser.ByteOffset >> 20:N0} of {length >> 20:N0} MB" : $"{input.Name}: {parser.ByteOffset >> 20:N0} MB");
        }
        parser.Complete();
    }
}
