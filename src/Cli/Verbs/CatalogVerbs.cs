using System.CommandLine;
using System.Globalization;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Spectre.Console;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake tables</c>, <c>describe</c> and <c>history</c>: what there is, what it means, how it came to be.</summary>
internal static class CatalogVerbs
{
    public static Command CreateTables(Terminal terminal)
    {
        var layer = new Argument<string?>("layer") { Description = "Only this layer: bronze, silver, gold, quarantine or audit.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("tables", "Lists the tables: rows, size, version, and when each last changed.") { layer, json, config, lake };
        command.SetAction(parsed =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            using var connection = DuckDbConnection.Connect();
            var tables = context.Catalog().Tables(connection)
                .Where(table => parsed.GetValue(layer) is not { } wanted || table.Table.StartsWith($"{wanted}.", StringComparison.Ordinal)).ToList();
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(tables);
                return ExitCode.Done;
            }
            var text = new TextTable(terminal, "table", ">rows", ">size", ">version", "changed (UTC)", "kept as", "grain");
            foreach (var table in tables)
                text.Add(table.Table, table.RowCount, SizeText(table.SizeBytes), table.Version?.ToString(CultureInfo.InvariantCulture), table.ChangedAt,
                    table.Materialisation?.ToString().ToLowerInvariant(), table.Grain);
            text.Write(terminal);
            return ExitCode.Done;
        });
        return command;
    }

    public static Command CreateDescribe(Terminal terminal)
    {
        var table = new Argument<string>("table") { Description = "Full name, such as silver.patient." };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("describe", "Shows a table: its columns with meaning, unit, sensitivity and source columns, its rules and its neighbours.") { table, json, config, lake };
        command.SetAction(parsed =>
        {
            using var connection = DuckDbConnection.Connect();
            var description = ProjectContext.Open(parsed, config, lake).Catalog().Describe(parsed.GetRequiredValue(table), connection);
            if (parsed.GetValue(json)) terminal.WriteJson(description);
            else Write(terminal, description);
            return ExitCode.Done;
        });
        return command;
    }

    public static Command CreateHistory(Terminal terminal)
    {
        var table = new Argument<string>("table") { Description = "Full name, such as silver.patient." };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("history", "Lists the versions of a table, newest first: when, what was done, and what it wrote.") { table, json, config, lake };
        command.SetAction(parsed =>
        {
            var versions = ProjectContext.Open(parsed, config, lake).Catalog().History(parsed.GetRequiredValue(table));
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(versions);
                return ExitCode.Done;
            }
            var text = new TextTable(terminal, ">version", "written (UTC)", "operation", ">files added", ">files removed", "metrics");
            foreach (var version in versions)
                text.Add(version.Version, version.At, version.Operation, version.FilesAdded, version.FilesRemoved,
                    string.Join(", ", version.Metrics.Select(metric => $"{metric.Key} {metric.Value}")));
            text.Write(terminal);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Terminal terminal, TableDescription description)
    {
        var summary = description.Summary;
        terminal.Results.WriteLine($"{summary.Table}: {summary.Description}");
        Say("grain", summary.Grain);
        Say("keys", string.Join(", ", description.Keys));
        Say("kept as", summary.Materialisation?.ToString().ToLowerInvariant());
        Say("owner", summary.Owner);
        Say("rows", summary.RowCount?.ToString("N0", CultureInfo.InvariantCulture));
        Say("version", summary.Version is { } version ? $"{version}, written {summary.ChangedAt:yyyy-MM-dd HH:mm:ss} UTC" : null);
        Say("made from", string.Join(", ", description.Inputs));
        Say("read by", string.Join(", ", description.Readers));
        Say("formula", description.Kpi?.Formula);
        Say("as of", description.Kpi?.AsOf);

        var columns = new TextTable(terminal, "column", "type", "unit", "sensitivity", "from", "meaning");
        foreach (var column in description.Columns)
            columns.Add(column.Name, column.Type, column.Unit, Words(column.Sensitivity.ToString()),
                string.Join(", ", column.Sources.Select(source => $"{source.Table}.{source.Column}")), column.Description);
        columns.Write(terminal);
        if (description.Rules.Count == 0) return;

        var rules = new TextTable(terminal, "rule", "kind", "severity", "columns", "says");
        foreach (var rule in description.Rules)
            rules.Add(rule.Name, Words(rule.Type.ToString()), rule.Severity.ToString().ToLowerInvariant(), string.Join(", ", rule.Columns), rule.Message ?? rule.Expression);
        rules.Write(terminal);

        void Say(string word, string? text)
        {
            if (!string.IsNullOrEmpty(text)) terminal.Results.WriteLine($"  {word,-10} {text}");
        }
    }

    // "DirectIdentifier" reads as "direct identifier".
    private static string Words(string name) => string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? (index == 0 ? "" : " ") + char.ToLowerInvariant(letter) : $"{letter}"));

    private static string? SizeText(long? bytes) => bytes switch
    {
        null => null,
        < 1 << 10 => $"{bytes} B",
        < 1 << 20 => $"{bytes / 1024.0:0.0} KiB",
        < 1 << 30 => $"{bytes / 1048576.0:0.0} MiB",
        _ => $"{bytes / 1073741824.0:0.0} GiB",
    };
}
