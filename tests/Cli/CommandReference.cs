using System.CommandLine;
using System.Text;

namespace Carelake.Tests.Cli;

/// <summary>The command line as a page of documentation, made from the commands themselves.</summary>
internal static class CommandReference
{
    public static string Of(RootCommand root)
    {
        var page = new StringBuilder()
            .AppendLine("# Command line").AppendLine()
            .AppendLine("Made from the program by `./test --golden CommandReference`; do not edit.").AppendLine()
            .AppendLine("Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed, 2 wrong use, 3 done but with")
            .AppendLine("quarantined input, 130 stopped by Ctrl-C (the next run goes on). An error is one line: code, what, where, and what to do;")
            .AppendLine("[codes.md](codes.md) lists them.").AppendLine();
        foreach (var command in root.Subcommands) Append(page, command, $"carelake {command.Name}");
        return page.ToString().TrimEnd() + "\n";
    }

    private static void Append(StringBuilder page, Command command, string path)
    {
        var arguments = string.Concat(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" <{argument.Name}>"));
        page.AppendLine($"## `{path}{arguments}`").AppendLine().AppendLine(command.Description).AppendLine();
        if (command.Arguments.Count + command.Options.Count > 0)
        {
            page.AppendLine("| word | meaning |").AppendLine("| --- | --- |");
            foreach (var argument in command.Arguments) page.AppendLine($"| `{argument.Name}` | {argument.Description} |");
            foreach (var option in command.Options) page.AppendLine($"| `{string.Join("`, `", option.Aliases.Prepend(option.Name))}` | {option.Description} |");
            page.AppendLine();
        }
        foreach (var sub in command.Subcommands) Append(page, sub, $"{path} {sub.Name}");
    }
}
