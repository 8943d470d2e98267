using System.CommandLine;
using Carelake.Core;
using Carelake.Lake.Configuration;
using Carelake.X12;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake x12</c>: X12 files shown, checked and answered. Files of any size are streamed.</summary>
internal static class X12Verb
{
    private const int DefaultLimit = 200;

    public static Command Create(Terminal terminal) => new("x12", "Shows, checks and answers X12 files: claims, remittances, eligibility and the other HIPAA transactions.")
    {
        Parse(terminal),
        Validate(terminal),
        Acknowledge(terminal),
        X12SplitVerb.Create(terminal),
        X12JsonVerb.Create(terminal),
        X12FlattenVerb.Create(terminal),
    };

    private static Command Parse(Terminal terminal)
    {
        var files = FormatInput.Argument("X12 files");
        var json = new Option<bool>("--json") { Description = "A JSON line for each segment instead of text." };
        var command = new Command("parse", "Shows every segment in its loop, with the names of segments and elements.") { files, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var hasErrors = false;
            using var inputs = FormatInputs.Of(parsed.GetValue(files) ?? [], terminal, FormatKind.X12, parsed.GetValue(json));
            foreach (var input in inputs)
            {
                X12Printer printer = parsed.GetValue(json) ? new X12JsonPrinter(terminal.Out, input.Name) : new X12TextPrinter(terminal.Out, input.Name);
                await X12Feed.RunAsync(input, printer, X12ParserOptions.StructureOnly, cancellationToken);
                hasErrors |= printer.HasErrors;
            }
            return hasErrors ? ExitCode.DoneWithQuarantine : ExitCode.Done;
        });
        return command;
    }

    private static Command Validate(Terminal terminal)
    {
        var files = FormatInput.Argument("X12 files");
        var json = new Option<bool>("--json") { Description = "A JSON line for each finding, and one for each file, instead of tables." };
        var snip = Snip();
        var rules = Rules();
        var codes = Codes();
        var config = CommonOptions.Config();
        var limit = CommonOptions.Limit(DefaultLimit);
        limit.Description = "At most so many findings of a file in its table; all are counted.";
        var command = new Command("validate", "Checks files by the SNIP levels: syntax, guide, balancing, situations, codes, products, trading partner.") { files, snip, rules, codes, config, limit, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = await OptionsAsync(parsed.GetValue(snip), parsed.GetValue(rules), CodesOf(parsed.GetValue(codes) ?? [], parsed.GetValue(config)), cancellationToken);
            var notChecked = new HashSet<string>(StringComparer.Ordinal);
            var hasErrors = false;
            using var inputs = FormatInputs.Of(parsed.GetValue(files) ?? [], terminal, FormatKind.X12, parsed.GetValue(json));
            foreach (var input in inputs)
            {
                var report = new X12Report(terminal, input.Name, parsed.GetValue(json), parsed.GetValue(limit));
                await X12Feed.RunAsync(input, report, options, cancellationToken);
                report.Close();
                notChecked.UnionWith(report.NotChecked);
                hasErrors |= report.ErrorCount > 0;
            }
            if (!parsed.GetValue(json)) X12Report.WriteNotChecked(terminal, notChecked);
            return hasErrors ? ExitCode.DoneWithQuarantine : ExitCode.Done;
        });
        return command;
    }

    private static Command Acknowledge(Terminal terminal)
    {
        var files = FormatInput.Argument("X12 files");
        var snip = Snip();
        var rules = Rules();
        var codes = Codes();
        var config = CommonOptions.Config();
        var control = new Option<int>("--control-number") { Description = "Control number of the first answer.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var noClaims = new Option<bool>("--no-277ca") { Description = "Only TA1 and 999; claims are not answered one by one." };
        var command = new Command("ack", "Writes the answers: TA1, a 999 for each group and a 277CA for claims.") { files, snip, rules, codes, config, control, noClaims };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = await OptionsAsync(parsed.GetValue(snip), parsed.GetValue(rules), CodesOf(parsed.GetValue(codes) ?? [], parsed.GetValue(config)), cancellationToken);
            var number = parsed.GetValue(control);
            var hasErrors = false;
            using var inputs = FormatInputs.Of(parsed.GetValue(files) ?? [], terminal, FormatKind.X12, isQuiet: false);
            foreach (var input in inputs)
            {
                var errors = new X12ErrorCounter();
                var answers = new X12AcknowledgementOptions(TimeProvider.System.GetUtcNow(), number) { AnswersClaims = !parsed.GetValue(noClaims) };
                var acknowledger = new X12Acknowledger(answers, answer => { terminal.Out.WriteLine(answer); number++; }, errors);
                await X12Feed.RunAsync(input, acknowledger, options, cancellationToken);
                hasErrors |= errors.HasErrors;
            }
            return hasErrors ? ExitCode.DoneWithQuarantine : ExitCode.Done;
        });
        return command;
    }

    private static Option<int> Snip()
    {
        var snip = new Option<int>("--snip") { Description = "The highest SNIP level to check, 1 to 7.", DefaultValueFactory = _ => 7, HelpName = "N" };
        snip.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 7) result.AddError("--snip is a number from 1 to 7.");
        });
        return snip;
    }

    private static Option<string?> Rules() => new("--rules") { Description = "A table of rules of your own beside those of the product; see docs/guides/x12-rules.md.", HelpName = "FILE" };

    private static Option<string[]> Codes() => new("--codes")
    {
        Description = "Tables of codes for SNIP level 5: a file, or a folder of files, each named for its set (icd10cm.csv) with a code a line; see docs/guides/checking-claims.md. By default what `codes:` of the project names.",
        HelpName = "PATH",
    };

    /// <summary>What was given, else the folder that the project names; no project is needed.</summary>
    private static string[] CodesOf(string[] given, string? config)
    {
        if (given.Length > 0) return given;
        var here = Directory.GetCurrentDirectory();
        if ((config is null ? ProjectFile.Nearest(here) : ProjectFile.Find(config, here)) is not { } file) return [];
        return ProjectLoader.ReadSettings(file).Codes is { } folder ? [Path.Combine(Path.GetDirectoryName(file)!, folder)] : [];
    }

    private static async Task<X12ParserOptions> OptionsAsync(int snip, string? rules, string[] codes, CancellationToken cancellationToken)
    {
        var options = new X12ParserOptions { HighestLevel = (SnipLevel)snip };
        if (codes.Length > 0) options = options with { CodeLookup = (await X12CodeTables.ReadAsync(codes, cancellationToken)).Contains };
        if (rules is null) return options;
        if (!File.Exists(rules)) throw new CarelakeException("CLI-0012", "There is no such file or folder.", rules, "Check the path.");
        var table = X12RuleTable.Parse(await File.ReadAllTextAsync(rules, cancellationToken));
        if (table.Issues is [var wrong, ..])
            throw new CarelakeException("CLI-0021", $"A rule cannot be read. {wrong.Message}", $"{rules}, {wrong.Location}", "docs/guides/x12-rules.md shows the form of a rule.");
        return options with { Rules = [.. X12RuleTable.BuiltIn, .. table.Value] };
    }

    private sealed class X12ErrorCounter : X12Handler
    {
        public bool HasErrors { get; private set; }

        public override void OnFinding(X12Finding finding) => HasErrors |= finding.IsError;
    }
}
