using System.CommandLine;
using Carelake.Core;
using Carelake.Lake.Catalog;
using Spectre.Console;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake why</c>: from a figure down to the line of the file that made it.</summary>
internal static class WhyVerb
{
    private const int CellsShown = 12;
    private const int TextShown = 240;

    public static Command Create(Terminal terminal)
    {
        var table = new Argument<string>("table") { Description = "Full name of the table that holds the figure, such as gold.kpi_ar_ageing." };
        var keys = new Argument<string[]>("column=value") { Description = "The row: COLUMN=VALUE for as many columns as it takes; an empty value is NULL.", Arity = ArgumentArity.ZeroOrMore };
        var limit = CommonOptions.Limit(3);
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("why", "Opens a figure down to the rows it is made of, theirs, and so on to the file and the line.") { table, keys, limit, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            var services = await Composition.ServicesAsync(context, cancellationToken);
            var query = new WhyQuery(context.Lake, services.Engine, services.Landing, services.Operations);
            var answer = await query.RunAsync(
                context.Project, parsed.GetRequiredValue(table), Parse(parsed.GetValue(keys) ?? []), parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(answer);
            else Write(terminal, answer, 0);
            return ExitCode.Done;
        });
        return command;
    }

    private static Dictionary<string, string> Parse(string[] keys) =>
        keys.Select(key => key.Split('=', 2)).ToDictionary(
            parts => parts[0],
            parts => parts.Length == 2 ? parts[1] : throw new CarelakeException("CLI-0009", "A row is named as COLUMN=VALUE.", parts[0], "Write it so."));

    private static void Write(Terminal terminal, WhyNode node, int depth)
    {
        var indent = new string(' ', depth * 2);
        terminal.Results.WriteLine($"{indent}{(depth == 0 ? "" : "└ ")}{node.Table}: {node.RowCount:N0} {(node.RowCount == 1 ? "row" : "rows")}{(node.Relation.Length > 0 ? $", {node.Relation}" : "")}");
        foreach (var row in node.Rows)
            terminal.Results.WriteLine($"{indent}    {RowText(node, row)}");
        if (node.Rows.Length < node.RowCount)
            terminal.Results.WriteLine($"{indent}    … {node.RowCount - node.Rows.Length:N0} more; --limit shows more of them");
        foreach (var record in node.Records)
        {
            terminal.Results.WriteLine($"{indent}  └ {record.Name}, {(record.Line is { } line ? $"line {line:N0}" : $"record {record.Position:N0}")} ({record.LandingFile})");
            terminal.Results.WriteLine($"{indent}      {(record.Text.Length > TextShown ? record.Text[..TextShown] + " …" : record.Text)}");
        }
        foreach (var under in node.Under)
            Write(terminal, under, depth + 1);
    }

    private static string RowText(WhyNode node, IReadOnlyList<string?> row)
    {
        var cells = node.Columns.Zip(row).Where(cell => cell.Second is not null && !cell.First.StartsWith('_')).Select(cell => $"{cell.First}={cell.Second}").ToList();
        return string.Join("  ", cells.Take(CellsShown)) + (cells.Count > CellsShown ? "  …" : "");
    }
}
