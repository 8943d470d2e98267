using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Carelake.Core;

namespace Carelake.Fhir.Validation;

/// <summary>Issues as FHIR writes them (FHIR R4, OperationOutcome).</summary>
public static class OperationOutcomes
{
    private const string Line = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line";
    private const string Column = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col";
    private const string System = "https://carelake.dev/fhir/CodeSystem/issue-code";

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an OperationOutcome; without issues, one that says that all is well.</summary>
    /// <param name="issues">In the order in which they are written.</param>
    /// <param name="into">Takes UTF-8.</param>
    public static void Write(IReadOnlyCollection<FhirIssue> issues, IBufferWriter<byte> into)
    {
        using var writer = new Utf8JsonWriter(into, Options);
        writer.WriteStartObject();
        writer.WriteString("resourceType", "OperationOutcome");
        writer.WriteStartArray("issue");
        foreach (var issue in issues) Write(issue, writer);
        if (issues.Count == 0) WriteNone(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>An OperationOutcome as UTF-8.</summary>
    public static byte[] ToUtf8(IReadOnlyCollection<FhirIssue> issues)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(issues, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(FhirIssue issue, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("extension");
        WriteNumber(writer, Line, issue.Position.Line);
        WriteNumber(writer, Column, issue.Position.Column);
        writer.WriteEndArray();
        writer.WriteString("severity", Name(issue.Severity));
        writer.WriteString("code", issue.Type);
        writer.WriteStartObject("details");
        writer.WriteStartArray("coding");
        writer.WriteStartObject();
        writer.WriteString("system", System);
        writer.WriteString("code", issue.Code);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteString("text", issue.Message);
        writer.WriteEndObject();
        if (issue.Expression.Length > 0)
        {
            writer.WriteStartArray("expression");
            writer.WriteStringValue(issue.Expression);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string url, int number)
    {
        writer.WriteStartObject();
        writer.WriteString("url", url);
        writer.WriteNumber("valueInteger", number);
        writer.WriteEndObject();
    }

    private static void WriteNone(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("severity", "information");
        writer.WriteString("code", "informational");
        writer.WriteStartObject("details");
        writer.WriteString("text", "No issues.");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "information",
    };
}
