using System.Buffers;
using System.CommandLine;
using Carelake.Core;
using Carelake.X12.Json;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake x12 to-json</c>: X12 as JSON, and JSON as the same X12 again.</summary>
internal static class X12JsonVerb
{
    private const byte LineEnd = (byte)'\n';

    public static Command Create(Terminal terminal)
    {
        var files = FormatInput.Argument("X12 files");
        var back = new Option<bool>("--back") { Description = "Reads such JSON and writes the X12 that it was made of, byte for byte." };
        var ndjson = new Option<bool>("--ndjson") { Description = "A line for each claim or claim payment with its loops, and for each segment around them, instead of one document; of any size, also --back." };
        var output = new Option<string?>("--output", "-o") { Description = "Folder for a file each instead of standard output; needed for --back with several files.", HelpName = "DIR" };
        var command = new Command("to-json", "Writes each file as JSON: segments in the loops of their guide, elements by name, nothing lost.") { files, back, ndjson, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var isBack = parsed.GetValue(back);
            var layout = parsed.GetValue(ndjson) ? X12JsonLayout.Lines : X12JsonLayout.Document;
            var exit = ExitCode.Done;
            var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            using var inputs = FormatInputs.Of(parsed.GetValue(files) ?? [], terminal, isBack ? FormatKind.X12Json : FormatKind.X12, isQuiet: false);
            foreach (var input in inputs)
            {
                await using var sink = new Sink(terminal, parsed.GetValue(output) is { } folder ? NewFile(folder, input, taken, isBack ? ".x12" : layout == X12JsonLayout.Lines ? ".ndjson" : ".json") : null);
                if (!isBack) await WriteAsync(input, layout, sink, cancellationToken);
                else if (await BackAsync(input, sink, cancellationToken) is { } wrong)
                {
                    sink.Discard();
                    exit = X12Issues.Say(terminal, input.Name, [wrong]);
                }
            }
            return exit;
        });
        return command;
    }

    // Files of one name in several folders are told apart by a number.
    private static FileStream NewFile(string folder, FormatInput input, HashSet<string> taken, string ending)
    {
        Directory.CreateDirectory(folder);
        var stem = input.Name == "-" ? "input" : Path.GetFileNameWithoutExtension(input.Name);
        var name = stem;
        for (var number = 2; !taken.Add(name); number++) name = $"{stem}-{number}";
        return File.Create(Path.Combine(folder, name + ending));
    }

    private static async Task WriteAsync(FormatInput input, X12JsonLayout layout, Sink sink, CancellationToken cancellationToken)
    {
        using var writer = new X12JsonWriter(sink.Buffer, layout);
        await X12Feed.RunAsync(input, bytes => { writer.Feed(bytes.Span); sink.Flush(); }, writer.Complete, cancellationToken);
        if (layout == X12JsonLayout.Document) sink.Buffer.Write([LineEnd]);
        sink.Flush();
    }

    private static async Task<Issue?> BackAsync(FormatInput input, Sink sink, CancellationToken cancellationToken)
    {
        await using var stream = input.Open();
        var lines = new LineStream(stream);
        var first = await lines.NextAsync(cancellationToken) ?? ReadOnlyMemory<byte>.Empty;
        if (X12JsonLineReader.IsFirstLine(first))
        {
            var reader = new X12JsonLineReader(sink.Buffer);
            for (ReadOnlyMemory<byte>? line = first; line is { } one; line = await lines.NextAsync(cancellationToken))
            {
                if (!one.IsEmpty && reader.Read(one) is { } wrong) return wrong;
                sink.Flush();
            }
            return null;
        }
        var whole = new ArrayBufferWriter<byte>();
        for (ReadOnlyMemory<byte>? line = first; line is { } one; line = await lines.NextAsync(cancellationToken))
        {
            whole.Write(one.Span);
            whole.Write([LineEnd]);
        }
        var read = X12JsonReader.Read(whole.WrittenMemory);
        sink.Buffer.Write(read.Value);
        sink.Flush();
        return read.Issues.FirstOrDefault();
    }

    /// <summary>The lines of a stream, in the memory of the longest.</summary>
    private sealed class LineStream(Stream stream)
    {
        private byte[] _buffer = new byte[1 << 16];
        private int _start;
        private int _end;
        private bool _isFinal;

        /// <summary>The next line without its end, valid until the one after it is asked for; null after the last.</summary>
        public async Task<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
        {
            var searched = _start;
            while (true)
            {
                var at = _buffer.AsSpan(searched, _end - searched).IndexOf(LineEnd);
                if (at >= 0 || (_isFinal && _end > _start))
                {
                    var line = _buffer.AsMemory(_start, (at >= 0 ? searched + at : _end) - _start);
                    _start = at >= 0 ? searched + at + 1 : _end;
                    return line;
                }
                if (_isFinal) return null;
                Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
                (_start, _end) = (0, _end - _start);
                searched = _end;
                if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
                var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
                _isFinal = count == 0;
                _end += count;
            }
        }
    }

    /// <summary>Where the bytes of one input go: a file, or standard output.</summary>
    private sealed class Sink(Terminal terminal, FileStream? file) : IAsyncDisposable
    {
        public ArrayBufferWriter<byte> Buffer { get; } = new();

        /// <summary>Passes on what the buffer holds.</summary>
        public void Flush()
        {
            if (file is not null) file.Write(Buffer.WrittenSpan);
            else terminal.WriteBytes(Buffer.WrittenSpan);
            Buffer.ResetWrittenCount();
        }

        /// <summary>Removes the file: what it holds is not whole.</summary>
        public void Discard()
        {
            if (file is null) return;
            file.Dispose();
            File.Delete(file.Name);
        }

        public ValueTask DisposeAsync() => file?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
