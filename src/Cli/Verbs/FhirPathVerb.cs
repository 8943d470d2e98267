using System.CommandLine;
using Carelake.Core;
using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake fhir path</c>: a FHIRPath expression over resources.</summary>
internal static class FhirPathVerb
{
    public static Command Create(Terminal terminal)
    {
        var expression = new Argument<string>("EXPRESSION") { Description = "The FHIRPath expression, such as \"name.where(use = 'official').family\"." };
        var inputs = FormatInput.Argument("Resources or bundles in JSON");
        var strict = new Option<bool>("--strict") { Description = "Names that R4 does not know are errors." };
        var json = CommonOptions.Json();
        var command = new Command("path", "Evaluates a FHIRPath expression on resources and shows each item it gives.") { expression, inputs, strict, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = FhirPathExpression.Parse(parsed.GetValue(expression)!);
            if (path.Value is null) throw Refusal(path.Issues[0]);
            var environment = FhirPathEnvironment.Empty with { IsStrict = parsed.GetValue(strict), Now = TimeProvider.System.GetUtcNow() };
            var rows = new List<Row>();
            using var files = FormatInputs.Of(parsed.GetValue(inputs)!, terminal, FormatKind.Fhir, parsed.GetValue(json));
            foreach (var input in files)
                rows.AddRange(Rows(input.Name, path.Value, await input.ReadAsync(cancellationToken), environment));
            Show(terminal, rows, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private sealed record Row(string File, string Type, string Path, string? Value);

    private static List<Row> Rows(string name, FhirPathExpression path, byte[] bytes, FhirPathEnvironment environment)
    {
        var parsed = FhirDocument.Parse(bytes);
        using var document = parsed.Value;
        if (document is null) throw Refusal(parsed.Issues[0] with { Location = $"{name}: {parsed.Issues[0].Location}" });
        var result = path.Evaluate(document.Root, environment);
        if (result.Error is { } error) throw Refusal(error with { Location = name });
        return [.. result.Items.Select(item => new Row(name, item.TypeName, item.IsElement ? item.Element.Path : "", Value(item)))];
    }

    private static string? Value(FhirPathValue item) =>
        item.IsElement && !item.Element.IsPrimitive ? System.Text.Encoding.UTF8.GetString(item.Element.RawJson) : item.Text;

    private static CarelakeException Refusal(Issue issue) => new(issue.Code, issue.Message, issue.Location, "Correct the expression or the file.");

    private static void Show(Terminal terminal, List<Row> rows, bool asJson)
    {
        if (asJson)
        {
            terminal.WriteJson(rows);
            return;
        }
        var table = new TextTable(terminal, "file", "type", "path", "value");
        foreach (var row in rows) table.Add(row.File, row.Type, row.Path, row.Value);
        table.Write(terminal);
    }
}
