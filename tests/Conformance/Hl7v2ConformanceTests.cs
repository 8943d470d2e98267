using System.Text;
using Carelake.Core;
using Carelake.Hl7v2;
using Carelake.Tests.Hl7v2;

namespace Carelake.Tests.Conformance;

/// <summary>What the public HL7 v2 files give, group by group, as a table in the documents.</summary>
public sealed class Hl7v2ConformanceTests
{
    [Fact]
    public void The_table_of_the_corpora_is_current()
    {
        var text = new StringBuilder("""
            # HL7 v2 conformance

            Made by `./test --golden Hl7v2ConformanceTests`. Every file of the shared corpora is read; every message is written back and compared byte for byte,
            grouped by its structure, and checked against the standard. *Errors* are messages that must not be processed, each of which is listed below.

            | files | files read | messages | segments | written back identical | grouped by a known structure | with errors | with warnings |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |

            """.ReplaceLineEndings("\n"));
        var broken = new StringBuilder("\n## Files with errors\n\n| file | errors of the file and of its messages |\n| --- | --- |\n");
        foreach (var group in Corpus.Files().GroupBy(file => Path.GetDirectoryName(Corpus.Name(file)) ?? ""))
            text.Append(Row(group.Key, [.. group], broken));
        Golden.Check(text.Append(broken).ToString(), "docs", "conformance", "hl7v2.md");
    }

    private static string Row(string name, List<string> files, StringBuilder broken)
    {
        var (messages, segments, identical, grouped, errors, warnings) = (0, 0, 0, 0, 0, 0);
        var validator = new MessageValidator(ValidationProfile.Standard);
        foreach (var path in files)
        {
            var file = Hl7File.Read(File.ReadAllBytes(path)).Value;
            var wrong = new SortedSet<string>(file.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Code), StringComparer.Ordinal);
            foreach (var message in file.Messages.Select(message => message.Value))
            {
                messages++;
                segments += message.Segments.Count;
                if (IsIdentical(message)) identical++;
                if (GroupedMessage.Of(message).Structure.Length > 0) grouped++;
                var findings = validator.Validate(message);
                var ofMessage = findings.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Code} {finding.Path}".Trim()).ToList();
                wrong.UnionWith(ofMessage);
                if (ofMessage.Count > 0) errors++;
                else if (findings.Any(finding => finding.Severity == Severity.Warning)) warnings++;
            }
            if (wrong.Count > 0) broken.Append($"| {Corpus.Name(path)} | {string.Join(", ", wrong)} |\n");
        }
        return $"| {name} | {files.Count} | {messages} | {segments} | {identical} | {grouped} | {errors} | {warnings} |\n";
    }

    // Segments joined in the order they were found, with what stands between them, are the message.
    private static bool IsIdentical(Hl7Message message)
    {
        var rebuilt = new MemoryStream();
        var at = 0;
        foreach (var segment in message.Segments)
        {
            rebuilt.Write(message.Bytes.Span[at..segment.Offset]);
            rebuilt.Write(Rebuilt(segment, message));
            at = segment.Offset + segment.Bytes.Length;
        }
        rebuilt.Write(message.Bytes.Span[at..]);
        return rebuilt.ToArray().AsSpan().SequenceEqual(message.Bytes.Span);
    }

    private static byte[] Rebuilt(Segment segment, Hl7Message message)
    {
        var isHeader = segment.Is("MSH") || segment.Is("FHS") || segment.Is("BHS");
        var output = new MemoryStream();
        var nameEnd = segment.Bytes.IndexOf(message.Delimiters.Field);
        output.Write(nameEnd < 0 ? segment.Bytes : segment.Bytes[..nameEnd]);
        for (var number = isHeader ? 2 : 1; number <= segment.FieldCount; number++)
        {
            output.WriteByte(message.Delimiters.Field);
            output.Write(isHeader && number == 2 ? segment.Field(2).Bytes : Rebuilt(segment.Field(number), message.Delimiters));
        }
        return output.ToArray();
    }

    private static byte[] Rebuilt(Field field, Delimiters delimiters) =>
        Joined(delimiters.Repetition, field.Repetitions.Select(repetition =>
            Joined(delimiters.Component, repetition.Components.Select(component =>
                Joined(delimiters.Subcomponent, component.Subcomponents.Select(subcomponent => subcomponent.Bytes.ToArray()))))));

    private static byte[] Joined(byte delimiter, IEnumerable<byte[]> parts)
    {
        var output = new MemoryStream();
        var isFirst = true;
        foreach (var part in parts)
        {
            if (!isFirst) output.WriteByte(delimiter);
            output.Write(part);
            isFirst = false;
        }
        return output.ToArray();
    }
}
