using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>
/// Checks a message in layers: its text, its header, its structure, the types and tables of its fields, and what a profile asks for. Nothing stops at the first finding.
/// </summary>
public sealed class MessageValidator(ValidationProfile profile)
{
    private const int MostFindings = 500;

    /// <summary>Everything found, those of the text first, then by place.</summary>
    public ImmutableArray<Finding> Validate(Hl7Message message)
    {
        var findings = new List<Finding>(message.Findings);
        if (message.Header.Exists)
        {
            CheckHeader(message, findings);
            CheckStructure(message, findings);
            CheckRequiredSegments(message, findings);
        }
        var fields = new FieldCheck(profile, message, findings);
        foreach (var segment in message.Segments)
        {
            if (findings.Count >= MostFindings) break;
            fields.Check(segment);
        }
        return [.. findings.Take(MostFindings)];
    }

    /// <summary>Findings as errors of an acknowledgement, with their code of table 0357; mere information is left out.</summary>
    public static ImmutableArray<MessageError> ToErrors(IEnumerable<Finding> findings) =>
    [
        .. findings.Where(finding => finding.Severity != Severity.Information)
            .Select(finding => new MessageError(
                StandardCode(finding.Code), finding.Severity, Hl7Path.TryParse(finding.Path, out var path) ? path : null, finding.Code, finding.Message)),
    ];

    private static int StandardCode(string code) => code switch
    {
        "HL7-0100" or "HL7-0101" or "HL7-0112" => 101,
        "HL7-0102" or "HL7-0105" or "HL7-0113" or "HL7-0114" => 102,
        "HL7-0103" => 103,
        "HL7-0104" => 104,
        "HL7-0106" or "HL7-0107" => 100,
        "HL7-0108" => 200,
        "HL7-0109" => 201,
        "HL7-0110" => 202,
        "HL7-0111" => 203,
        "HL7-0001" or "HL7-0005" or "HL7-0010" => 100,
        _ => 102,
    };

    private void CheckHeader(Hl7Message message, List<Finding> findings)
    {
        foreach (var error in profile.Receiver.Check(message))
        {
            var field = message.Header.Field(error.Path?.Field ?? 0);
            findings.Add(new(error.ApplicationCode, profile.SeverityOf(error.ApplicationCode), error.Path?.ToString() ?? "MSH", field.IsEmpty ? -1 : field.Offset, error.Message));
        }
    }

    private void CheckStructure(Hl7Message message, List<Finding> findings)
    {
        var grouped = GroupedMessage.Of(message);
        foreach (var segment in grouped.Unexpected.Where(segment => !segment.Id.StartsWith('Z')).Take(MostFindings))
            findings.Add(new("HL7-0106", profile.SeverityOf("HL7-0106"), segment.Path, segment.Offset, $"The structure {grouped.Structure} has no place for this segment here."));
        foreach (var path in grouped.Missing.Distinct().Take(MostFindings))
            findings.Add(new("HL7-0107", profile.SeverityOf("HL7-0107"), path.Split('/')[^1], -1, $"The structure {grouped.Structure} asks for {path}, which is missing."));
    }

    private void CheckRequiredSegments(Hl7Message message, List<Finding> findings)
    {
        var keys = new[] { "*", $"{message.MessageCode}^*", $"{message.MessageCode}^{message.TriggerEvent}" };
        var required = keys.SelectMany(key => profile.RequiredSegments.GetValueOrDefault(key, [])).Distinct();
        foreach (var id in required.Where(id => !message.Segment(id).Exists))
            findings.Add(new("HL7-0107", Severity.Error, id, -1, $"The profile asks for the segment {id}, which is missing."));
    }
}
