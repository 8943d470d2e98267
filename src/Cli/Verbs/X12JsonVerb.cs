using System.Buffers;
using System.CommandLine;
using System.Text;
using Carelake.X12.Json;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake x12 to-json</c>: X12 as JSON, and JSON as the same X12 again.</summary>
internal static class X12JsonVerb
{
    public static Command Create(Terminal terminal)
    {
        var files = FormatInput.Argument("X12 files");
        var back = new Option<bool>("--back") { Description = "Reads such JSON and writes the X12 that it was made of, byte for byte." };
        var output = new Option<string?>("--output", "-o") { Description = "Folder for a file each instead of standard output; needed for --back with several files.", HelpName = "DIR" };
        var command = new Command("to-json", "Writes each file as JSON: segments in the loops of their guide, elements by name, nothing lost.") { files, back, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var exit = ExitCode.Done;
            foreach (var input in FormatInput.Of(parsed.GetValue(files) ?? [], terminal))
            {
                var bytes = await input.ReadAsync(cancellationToken);
                var result = new ArrayBufferWriter<byte>();
                if (parsed.GetValue(back))
                {
                    var read = X12JsonReader.Read(bytes);
                    if (X12Issues.Say(terminal, input.Name, read.Issues) != ExitCode.Done)
                    {
                        exit = ExitCode.DoneWithQuarantine;
                        continue;
                    }
                    result.Write(read.Value);
                }
                else
                {
                    X12Json.Write(bytes, result);
                }
                await PutAsync(terminal, input, parsed.GetValue(output), parsed.GetValue(back) ? ".x12" : ".json", result.WrittenMemory, cancellationToken);
            }
            return exit;
        });
        return command;
    }

    private static async Task PutAsync(
        Terminal terminal, FormatInput input, string? folder, string ending, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (folder is null)
        {
            await terminal.Out.WriteLineAsync(Encoding.UTF8.GetString(bytes.Span).AsMemory(), cancellationToken);
            return;
        }
        Directory.CreateDirectory(folder);
        var stem = input.Name == "-" ? "input" : Path.GetFileNameWithoutExtension(input.Name);
        await File.WriteAllBytesAsync(Path.Combine(folder, stem + ending), bytes, cancellationToken);
    }
}
