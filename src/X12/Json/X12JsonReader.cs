using System.Buffers;
using System.Text.Json;
using Carelake.Core;

namespace Carelake.X12.Json;

/// <summary>Turns a JSON document that <see cref="X12Json"/> wrote, or a person changed, back into X12; <see cref="X12JsonLineReader"/> does lines.</summary>
public static class X12JsonReader
{
    internal const string Format = "carelake-x12-json/1";
    internal const string Lines = "lines";
    internal const string OtherForm = "A segment or element in the JSON has another form than the one it is written in.";

    internal static JsonDocumentOptions Options { get; } = new() { MaxDepth = 256 };

    /// <summary>The bytes of the file that the JSON was made of.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <returns>The bytes, and why they are not whole, if they are not: JSON of another shape gives an error and no bytes.</returns>
    public static Parsed<byte[]> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "format") != Format || !root.TryGetProperty("content", out var content))
                return Wrong($"The JSON is not of the form {Format}.");
            var output = new ArrayBufferWriter<byte>();
            var back = new X12JsonBack(output, Text(root, "between_segments") ?? "");
            if (!back.Content(content)) return Wrong(OtherForm);
            back.After(Text(root, "after"));
            return new(output.WrittenSpan.ToArray(), []);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is half of a surrogate pair, written as an escape.
            return Wrong("The text is not JSON.");
        }
    }

    private static Parsed<byte[]> Wrong(string message) =>
        new([], [new("X12-0560", Severity.Error, "", message)]);

    internal static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
