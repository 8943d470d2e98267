using Carelake.X12;

namespace Carelake.Cli.Verbs;

/// <summary>Streams an input through the X12 parser with one buffer.</summary>
internal static class X12Feed
{
    private const int BufferBytes = 1 << 20;

    public static Task RunAsync(FormatInput input, X12Handler handler, X12ParserOptions options, CancellationToken cancellationToken)
    {
        var parser = new X12Parser(handler, options);
        return RunAsync(input, bytes => parser.Feed(bytes.Span), parser.Complete, cancellationToken);
    }

    /// <summary>Gives an input to one that takes it in pieces of any length.</summary>
    public static async Task RunAsync(FormatInput input, Action<ReadOnlyMemory<byte>> feed, Action complete, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        await using var stream = input.Open();
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            feed(buffer.AsMemory(0, count));
            cancellationToken.ThrowIfCancellationRequested();
        }
        complete();
    }
}
