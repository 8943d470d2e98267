using System.CommandLine;

namespace Carelake.Cli.Verbs;

/// <summary>One file that a verb of the formats reads, or standard input.</summary>
/// <param name="Name">The file's path, or <c>-</c> for standard input.</param>
/// <param name="SizeBytes">Null when it is not known.</param>
/// <param name="open">Opens the bytes for one reading from the start.</param>
/// <param name="progress">Is told how far reading is.</param>
internal sealed class FormatInput(string Name, long? SizeBytes, Func<Stream> open, FormatProgress progress)
{
    /// <summary>The file's path, or <c>-</c> for standard input.</summary>
    public string Name { get; } = Name;

    /// <summary>Null when it is not known.</summary>
    public long? SizeBytes { get; } = SizeBytes;

    /// <summary>The argument that names the inputs.</summary>
    public static Argument<string[]> Argument(string what) => new("FILE")
    {
        Description = $"{what}: files, folders (every such file below them), or - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Opens the bytes for one reading from the start; what is read counts as done.</summary>
    public Stream Open() => new CountedStream(open(), progress);

    /// <summary>All the bytes, for formats that are read whole; they count as done when the next input begins, or by <see cref="Advance"/>.</summary>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        await using var stream = open();
        using var buffer = new MemoryStream((int)Math.Clamp(SizeBytes ?? 0, 0, int.MaxValue >> 1));
        await stream.CopyToAsync(buffer, cancellationToken);
        return buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray();
    }

    /// <summary>More bytes of what was read whole are done.</summary>
    public void Advance(long bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress.Advance(bytes);
    }
}
