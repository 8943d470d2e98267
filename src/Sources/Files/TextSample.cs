using System.Text;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Sources.Files;

/// <summary>What a look at a text file tells: its encoding and how it starts.</summary>
/// <param name="Encoding">IANA name.</param>
/// <param name="IsGzip">The text is inside gzip.</param>
/// <param name="Text">The first part of the text, without a byte-order mark.</param>
/// <param name="IsWhole">The part is all of it.</param>
internal sealed record TextSample(string Encoding, bool IsGzip, string Text, bool IsWhole)
{
    private const int SampleBytes = 1 << 18;

    /// <summary>
    /// Looks at a file. Without a byte-order mark, zero bytes tell UTF-16 and the first byte sequence that is not UTF-8, anywhere in the
    /// file, tells Windows-1252.
    /// </summary>
    /// <exception cref="InvalidDataException">Broken gzip.</exception>
    /// <exception cref="CarelakeException"><c>SRC-0025</c>: it is said to be UTF-8 and is not.</exception>
    public static async Task<TextSample> ReadAsync(string path, string? encoding, CancellationToken cancellationToken)
    {
        var isGzip = await IsGzipAsync(path, cancellationToken);
        await using var file = File.OpenRead(path);
        await using Stream plain = isGzip ? new BoundedGzipStream(file) : file;
        var head = new byte[SampleBytes];
        var count = await plain.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var isWhole = count < head.Length;
        if (encoding == "utf-8" && !await IsUtf8Async(head.AsMemory(0, count), plain, cancellationToken))
        {
            throw new CarelakeException(
                "SRC-0025", "The file is not in the encoding that its settings say.", path,
                "Correct `encoding` of the source, or leave it out to have it found; the file comes with the next run.");
        }

        encoding ??= ByMark(head.AsSpan(0, count)) ?? ByZeros(head.AsSpan(0, count))
            ?? (await IsUtf8Async(head.AsMemory(0, count), plain, cancellationToken) ? "utf-8" : "windows-1252");
        var text = TextEncodings.Get(encoding).GetString(head, 0, count).TrimStart('\uFEFF');
        return new TextSample(encoding, isGzip, text, isWhole);
    }

    public static async Task<bool> IsGzipAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var magic = new byte[2];
        var count = await file.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, cancellationToken);
        return count == 2 && magic is [0x1F, 0x8B];
    }

    private static string? ByMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => "utf-8",
        [0xFF, 0xFE, ..] => "utf-16",
        [0xFE, 0xFF, ..] => "utf-16BE",
        _ => null,
    };

    // ASCII in UTF-16 has a zero in every other byte; text in any other encoding has none.
    private static string? ByZeros(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var index = 0; index < head.Length; index++)
        {
            if (head[index] == 0)
                _ = index % 2 == 0 ? even++ : odd++;
        }

        if (odd > head.Length / 4 && even == 0)
            return "utf-16";
        return even > head.Length / 4 && odd == 0 ? "utf-16BE" : null;
    }

    private static async Task<bool> IsUtf8Async(ReadOnlyMemory<byte> head, Stream rest, CancellationToken cancellationToken)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var characters = new char[SampleBytes + 4];
        var buffer = new byte[SampleBytes];
        try
        {
            for (var bytes = head; ; bytes = buffer.AsMemory(0, await rest.ReadAsync(buffer, cancellationToken)))
            {
                decoder.GetChars(bytes.Span, characters, flush: bytes.Length == 0);
                if (bytes.Length == 0)
                    return true;
            }
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
