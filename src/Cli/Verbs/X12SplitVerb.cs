using System.CommandLine;
using Carelake.Core;
using Carelake.X12.Splitting;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake x12 split</c>: a file of any size as many small interchanges.</summary>
internal static class X12SplitVerb
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "An X12 file, or - for standard input." };
        var by = new Option<X12SplitBy>("--by") { Description = "What each part holds. By claim, only 837 is cut; others stay whole.", DefaultValueFactory = _ => X12SplitBy.Transaction };
        var output = new Option<string>("--output", "-o") { Description = "Folder for the parts; made if need be.", HelpName = "DIR", Required = true };
        var control = new Option<int?>("--control-number") { Description = "ISA13 of the first part, the next ones counting on; by default each part keeps the file's.", HelpName = "N" };
        var command = new Command("split", "Cuts a file into interchanges of one transaction set or one claim each.") { file, by, output, control };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(control) is <= 0 or > 900_000_000)
                throw new CarelakeException("CLI-0030", "The control number is not 1 to 900000000.", "--control-number", "Give a number that was never sent to the receiver.");
            using var inputs = FormatInputs.Of([parsed.GetRequiredValue(file)], terminal, FormatKind.X12, isQuiet: false);
            if (inputs.Count > 1)
                throw new CarelakeException("CLI-0031", "Only one file is split at a time.", parsed.GetRequiredValue(file), "Name a file, not a folder.");
            var exit = ExitCode.Done;
            foreach (var input in inputs)
                exit = await SplitAsync(terminal, input, new(parsed.GetValue(by), parsed.GetValue(control)), parsed.GetRequiredValue(output), cancellationToken);
            return exit;
        });
        return command;
    }

    private static async Task<int> SplitAsync(Terminal terminal, FormatInput input, X12Splitter splitter, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var stem = input.Name == "-" ? "part" : Path.GetFileNameWithoutExtension(input.Name);
        await using var stream = input.Open();
        var (number, file) = (0, (FileStream?)null);
        try
        {
            foreach (var chunk in splitter.Split(stream))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (chunk.PartNumber != number)
                {
                    if (file is not null) await file.DisposeAsync();
                    number = chunk.PartNumber;
                    file = File.Create(Path.Combine(folder, $"{stem}-{number:000000}.x12"));
                }
                await file!.WriteAsync(chunk.Bytes, cancellationToken);
            }
        }
        finally
        {
            if (file is not null) await file.DisposeAsync();
        }
        terminal.Say($"{number:N0} {(number == 1 ? "part" : "parts")} in {folder}");
        return X12Issues.Say(terminal, input.Name, splitter.Issues);
    }
}
