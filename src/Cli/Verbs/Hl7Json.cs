using Carelake.Hl7v2;

namespace Carelake.Cli.Verbs;

/// <summary>Messages for other programs.</summary>
internal static class Hl7Json
{
    public static object Of(string name, Hl7File file, string[]? only) => new
    {
        File = name,
        Findings = file.Findings.Select(Finding).ToList(),
        Messages = file.Messages.Select(message => Message(message.Value, only)).ToList(),
    };

    public static object Finding(Finding finding) => new { finding.Code, Severity = Hl7MessageTable.Word(finding.Severity), finding.Path, finding.Offset, finding.Message };

    private static object Message(Hl7Message message, string[]? only) => new
    {
        Type = $"{message.MessageCode}^{message.TriggerEvent}",
        message.Version,
        message.ControlId,
        Findings = message.Findings.Select(Finding).ToList(),
        Segments = message.Segments.Where(segment => only is null || only.Contains(segment.Id, StringComparer.OrdinalIgnoreCase)).Select(Segment).ToList(),
    };

    private static object Segment(Segment segment) => new
    {
        segment.Id,
        segment.Path,
        Hl7Definitions.Segment(segment.Id)?.Name,
        Values = Hl7ValueRow.Of(segment).Select(value => new { value.Path, value.Name, value.Value, IsNull = value.Value is null, value.Meaning }).ToList(),
    };
}
