using Carelake.Core;
using Carelake.Hl7v2;
using Spectre.Console;

namespace Carelake.Cli.Verbs;

/// <summary>Messages for people: a line about each, its values with their names, and what is wrong with it.</summary>
internal static class Hl7MessageTable
{
    private const int LongestValue = 200;

    public static void Write(Terminal terminal, string name, Hl7File file, string[]? only)
    {
        foreach (var finding in file.Findings) terminal.Say(Line(name, finding));
        var number = 0;
        foreach (var message in file.Messages) Write(terminal, name, ++number, message.Value, only);
    }

    private static void Write(Terminal terminal, string name, int number, Hl7Message message, string[]? only)
    {
        var table = new TextTable(terminal, "place", "name", "value", "meaning");
        foreach (var segment in message.Segments)
        {
            if (only is not null && !only.Contains(segment.Id, StringComparer.OrdinalIgnoreCase)) continue;
            table.Add(segment.Path, (Hl7Definitions.Segment(segment.Id)?.Name ?? "local segment").ToUpperInvariant(), "", "");
            foreach (var value in Hl7ValueRow.Of(segment))
                table.Add($"  {value.Path}", value.Name, Shown(value.Value), value.Meaning);
        }
        terminal.Results.WriteLine(Title(name, number, message));
        table.Write(terminal);
        foreach (var finding in message.Findings) terminal.Say(Line($"{name}, message {number}", finding));
    }

    private static string Title(string name, int number, Hl7Message message) =>
        $"{name}, message {number}: {message.MessageCode}^{message.TriggerEvent}, version {message.Version}, control id {message.ControlId}, {message.Segments.Count} segments, {message.Encoding.WebName}";

    private static string Shown(string? value) =>
        value is null ? "\"\" (delete)"
        : value.Length > LongestValue ? $"{value[..LongestValue]}… ({value.Length} characters)"
        : value;

    /// <summary>One finding on one line.</summary>
    public static string Line(string place, Finding finding)
    {
        var where = string.Join(", ", new[] { finding.Path, finding.Offset >= 0 ? $"byte {finding.Offset}" : "" }.Where(part => part.Length > 0));
        return $"{place}: {Word(finding.Severity)} {finding.Code}{(where.Length > 0 ? $" at {where}" : "")}: {finding.Message}";
    }

    public static string Word(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "information" };
}
