using System.Text.Json.Nodes;
using Carelake.Hl7v2;
using Carelake.Tests.Hl7v2;

namespace Carelake.Tests.Fhir.FromHl7v2;

/// <summary>What a message says of these fields can be read back from its bundle, in every public message.</summary>
[Trait("Speed", "Slow")]
public sealed class KeptValuesTests
{
    private static readonly Lazy<IReadOnlyList<(string Name, Hl7Message Message, string Json)>> Converted = new(() =>
    [
        .. Corpus.Files().SelectMany(file => Hl7File.Read(File.ReadAllBytes(file)).Value.Messages.Select((message, index) =>
            (Name: $"{Corpus.Name(file)} message {index + 1}", message.Value, Texts(V2.Converter.Convert(message.Value).Value.Bundle)))),
    ]);

    [Theory]
    [InlineData("PID", 3, 1)]
    [InlineData("PID", 5, 1)]
    [InlineData("PID", 5, 2)]
    [InlineData("PID", 11, 3)]
    [InlineData("PID", 11, 5)]
    [InlineData("PV1", 3, 1)]
    [InlineData("PV1", 3, 2)]
    [InlineData("PV1", 3, 3)]
    [InlineData("PV1", 7, 1)]
    [InlineData("PV1", 7, 2)]
    [InlineData("PV1", 19, 1)]
    [InlineData("OBX", 3, 1)]
    [InlineData("OBX", 3, 2)]
    [InlineData("OBX", 6, 1)]
    [InlineData("OBR", 4, 1)]
    [InlineData("OBR", 4, 2)]
    public void Every_repetition_of_a_text_is_kept(string segment, int field, int component)
    {
        var lost = new List<string>();
        foreach (var (name, message, json) in Converted.Value)
        {
            foreach (var repetition in message.SegmentsOf(segment).SelectMany(found => found.Field(field).Repetitions))
            {
                var text = string.Join(' ', repetition.Component(component).Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                if (text.Length > 0 && !json.Contains($"\n{text}\n", StringComparison.Ordinal)) lost.Add(name);
            }
        }
        lost.Distinct().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PID", 8, "M", "male")]
    [InlineData("PID", 8, "F", "female")]
    [InlineData("PID", 8, "A", "other")]
    [InlineData("PV1", 2, "I", "IMP")]
    [InlineData("PV1", 2, "O", "AMB")]
    [InlineData("PV1", 2, "E", "EMER")]
    [InlineData("PV1", 2, "P", "PRENC")]
    [InlineData("OBX", 11, "F", "final")]
    [InlineData("OBX", 11, "P", "preliminary")]
    [InlineData("OBX", 11, "C", "corrected")]
    [InlineData("OBX", 11, "D", "entered-in-error")]
    [InlineData("OBR", 25, "F", "final")]
    [InlineData("OBR", 25, "P", "preliminary")]
    public void A_code_is_kept_as_its_FHIR_code(string segment, int field, string code, string expected) =>
        Converted.Value
            // Of a document's lines and of orders the results' own status is not said.
            .Where(one => segment is "PID" or "PV1" || one.Message.MessageCode == "ORU")
            .Where(one => one.Message.SegmentsOf(segment).Any(found => found.Field(field).Text == code) && !one.Json.Contains($"\n{expected}\n", StringComparison.Ordinal))
            .Select(one => one.Name).ShouldBeEmpty();

    [Theory]
    [InlineData("PID", 7)]
    [InlineData("PV1", 44)]
    [InlineData("PV1", 45)]
    public void Every_real_date_is_kept(string segment, int field)
    {
        var lost = new List<string>();
        foreach (var (name, message, json) in Converted.Value)
        {
            foreach (var found in message.SegmentsOf(segment).Where(found => found.Field(field).HasValue))
            {
                if (Carelake.Fhir.FromHl7v2.Values.FhirTime.DateOf(found.Field(field).Text) is { } date
                    && Carelake.Fhir.FromHl7v2.Values.FhirTime.DateTime(found.Field(field).Text, "Z") is not null
                    && !json.Contains($"\n{date}", StringComparison.Ordinal)) lost.Add(name);
            }
        }
        lost.Distinct().ShouldBeEmpty();
    }

    /// <summary>Every text of a bundle, one a line, spaces collapsed.</summary>
    private static string Texts(JsonNode node)
    {
        var lines = new List<string>();
        Collect(node, lines);
        return $"\n{string.Join('\n', lines)}\n";
    }

    private static void Collect(JsonNode? node, List<string> lines)
    {
        switch (node)
        {
            case JsonObject parent:
                foreach (var (_, child) in parent) Collect(child, lines);
                break;
            case JsonArray array:
                foreach (var child in array) Collect(child, lines);
                break;
            case JsonValue value:
                var text = value.ToString();
                if (text.Length < 10_000) lines.Add(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
                break;
        }
    }
}
