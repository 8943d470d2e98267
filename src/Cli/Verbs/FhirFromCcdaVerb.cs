using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Carelake.Core;
using Carelake.Fhir.FromCcda;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake fhir from-ccda</c>: C-CDA documents as FHIR transactions.</summary>
internal static class FhirFromCcdaVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(Terminal terminal)
    {
        var inputs = FormatInput.Argument("C-CDA documents in XML");
        var coverage = new Option<bool>("--coverage") { Description = "Shows what became of each entry instead of the bundle." };
        var json = CommonOptions.Json();
        var command = new Command("from-ccda", "Turns C-CDA documents into FHIR transactions, one a document. Ids are made from the document's identifiers: the same document twice gives the same resources.")
        {
            inputs, coverage, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var refused = 0;
            var table = parsed.GetValue(coverage) ? new TextTable(terminal, "file", "section", "statement", "resources", "remark") : null;
            using var files = FormatInputs.Of(parsed.GetValue(inputs)!, terminal, FormatKind.Ccda, parsed.GetValue(json));
            foreach (var input in files)
                refused += Show(terminal, input.Name, CcdaConverter.Convert(await input.ReadAsync(cancellationToken)), table, parsed.GetValue(json)) ? 0 : 1;
            table?.Write(terminal);
            return refused > 0 ? ExitCode.DoneWithQuarantine : ExitCode.Done;
        });
        return command;
    }

    private static bool Show(Terminal terminal, string name, Parsed<CcdaConversion?> parsed, TextTable? table, bool asJson)
    {
        if (parsed.Value is not { } conversion)
        {
            foreach (var issue in parsed.Issues) terminal.Say($"{name}: {issue.Code} {issue.Location} {issue.Message}");
            return false;
        }
        if (table is null)
            terminal.Out.WriteLine(asJson ? conversion.Bundle.ToJsonString() : conversion.Bundle.ToJsonString(Indented));
        else if (asJson)
            terminal.Out.WriteLine(new JsonObject { ["file"] = name, ["coverage"] = JsonSerializer.SerializeToNode(conversion.Coverage, JsonSerializerOptions.Web) }.ToJsonString());
        else
            foreach (var row in conversion.Coverage) table.Add(name, row.Section, row.Statement, string.Join(", ", row.Resources), row.Remark);
        return true;
    }
}
