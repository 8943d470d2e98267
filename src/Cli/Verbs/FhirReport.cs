using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Validation;
using Spectre.Console;

namespace Carelake.Cli.Verbs;

/// <summary>What a validation found, for people or for programs.</summary>
internal sealed class FhirReport(Terminal terminal, bool isJson, bool showsNotes)
{
    private int _count;
    private bool _hasWritten;

    /// <summary>Resources and bundles with an error.</summary>
    public int InvalidCount { get; private set; }

    public void Add(string file, long? line, IReadOnlyList<FhirIssue> issues)
    {
        _count++;
        var isValid = !issues.Any(issue => issue.Severity == Severity.Error);
        if (!isValid) InvalidCount++;
        if (isJson) WriteJson(file, line, isValid, issues);
        else Write(file, line, issues);
    }

    public void Finish()
    {
        if (!isJson) terminal.Say($"{(_hasWritten ? "\n" : "")}{Count(_count, "document")}: {_count - InvalidCount:n0} valid, {InvalidCount:n0} not valid.");
    }

    // One object a line, so that a million documents can be read as they come.
    private void WriteJson(string file, long? line, bool isValid, IReadOnlyList<FhirIssue> issues)
    {
        using var outcome = JsonDocument.Parse(OperationOutcomes.ToUtf8([.. issues]));
        terminal.Out.WriteLine(JsonSerializer.Serialize(new { file, line, is_valid = isValid, outcome = outcome.RootElement }, Terminal.Compact));
    }

    private void Write(string file, long? line, IReadOnlyList<FhirIssue> issues)
    {
        var shown = issues.Where(issue => showsNotes || issue.Severity != Severity.Information).OrderBy(issue => issue.Position.Line).ThenBy(issue => issue.Position.Column).ToList();
        if (shown.Count == 0) return;
        if (_hasWritten) terminal.Out.WriteLine();
        _hasWritten = true;
        var errors = issues.Count(issue => issue.Severity == Severity.Error);
        var warnings = issues.Count(issue => issue.Severity == Severity.Warning);
        terminal.Results.MarkupLineInterpolated($"[bold]{file}{(line is { } number ? $", line {number}" : "")}[/]: {Count(errors, "error")}, {Count(warnings, "warning")}");
        foreach (var issue in shown) Write(issue, shown.Max(other => $"{other.Position}".Length));
    }

    private void Write(FhirIssue issue, int width)
    {
        var (word, colour) = issue.Severity switch
        {
            Severity.Error => ("error  ", "red"),
            Severity.Warning => ("warning", "yellow"),
            _ => ("note   ", "grey"),
        };
        terminal.Results.MarkupLine($"  {$"{issue.Position}".PadRight(width)}  [{colour}]{word}[/]  {Markup.Escape(issue.Expression.Length > 0 ? issue.Expression : "(text)")}");
        terminal.Results.MarkupLine($"  {new string(' ', width)}           {Markup.Escape(issue.Message)} [grey]{issue.Code}[/]");
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count:n0} {noun}s";
}
