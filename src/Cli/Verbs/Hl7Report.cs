using Carelake.Core;
using Carelake.Hl7v2;

namespace Carelake.Cli.Verbs;

/// <summary>What validation found over all files.</summary>
internal sealed class Hl7Report
{
    private readonly List<(string File, int Message, string Type, Finding Finding)> _found = [];
    private int _messages;
    private int _good;

    /// <summary>Something must not be processed.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Checks the messages of a file.</summary>
    /// <param name="name">The file.</param>
    /// <param name="file">What it holds.</param>
    /// <param name="validator">Checks each message.</param>
    /// <param name="onDone">Is given each message when it is checked.</param>
    public void Add(string name, Hl7File file, MessageValidator validator, Action<Hl7Message> onDone)
    {
        foreach (var finding in file.Findings) Add(name, 0, "", finding);
        var number = 0;
        foreach (var message in file.Messages)
        {
            number++;
            _messages++;
            var findings = validator.Validate(message.Value);
            if (findings.All(finding => finding.Severity != Severity.Error)) _good++;
            foreach (var finding in findings) Add(name, number, $"{message.Value.MessageCode}^{message.Value.TriggerEvent}", finding);
            onDone(message.Value);
        }
    }

    public void Write(Terminal terminal, bool isJson)
    {
        if (isJson)
        {
            terminal.WriteJson(new
            {
                Messages = _messages,
                Accepted = _good,
                Findings = _found.Select(found => new { found.File, found.Message, found.Type, Finding = Hl7Json.Finding(found.Finding) }).ToList(),
            });
            return;
        }
        if (_found.Count > 0)
        {
            var table = new TextTable(terminal, "file", ">message", "type", "severity", "code", "place", ">byte", "finding");
            foreach (var (file, message, type, finding) in _found)
                table.Add(file, message > 0 ? message : "", type, Hl7MessageTable.Word(finding.Severity), finding.Code, finding.Path, finding.Offset >= 0 ? finding.Offset : "", finding.Message);
            table.Write(terminal);
        }
        terminal.Say($"{_messages} {(_messages == 1 ? "message" : "messages")}: {_good} without errors, {_messages - _good} with; {_found.Count} {(_found.Count == 1 ? "finding" : "findings")}.");
    }

    private void Add(string name, int message, string type, Finding finding)
    {
        HasErrors |= finding.Severity == Severity.Error;
        _found.Add((name, message, type, finding));
    }
}
