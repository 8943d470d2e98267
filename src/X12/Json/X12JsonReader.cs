using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Carelake.Core;

namespace Carelake.X12.Json;

/// <summary>Turns JSON that <see cref="X12Json"/> wrote, or a person changed, back into X12.</summary>
public static class X12JsonReader
{
    internal const string Format = "carelake-x12-json/1";
    private const int MostElements = 10_000;

    /// <summary>The bytes of the file that the JSON was made of.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <returns>The bytes, and why they are not whole, if they are not: JSON of another shape gives an error and no bytes.</returns>
    public static Parsed<byte[]> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "format") != Format || !root.TryGetProperty("content", out var content))
                return Wrong($"The JSON is not of the form {Format}.");
            var writing = new Writing(Text(root, "between_segments") ?? "");
            return writing.Content(content)
                ? new(writing.Bytes(Text(root, "after")), [])
                : Wrong("A segment or element in the JSON has another form than the one it is written in.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is half of a surrogate pair, written as an escape.
            return Wrong("The text is not JSON.");
        }
    }

    private static Parsed<byte[]> Wrong(string message) =>
        new([], [new("X12-0560", Severity.Error, "", message)]);

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed class Writing(string between)
    {
        private readonly ArrayBufferWriter<byte> _output = new();
        private X12Delimiters _delimiters = X12Delimiters.Usual;

        public byte[] Bytes(string? after)
        {
            Put(after ?? "", Encoding.Latin1);
            return _output.WrittenSpan.ToArray();
        }

        public bool Content(JsonElement content)
        {
            if (content.ValueKind != JsonValueKind.Array) return false;
            foreach (var item in content.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object) return false;
                var isWritten = item.TryGetProperty("content", out var inner) ? Content(inner) : Segment(item);
                if (!isWritten) return false;
            }
            return true;
        }

        private bool Segment(JsonElement segment)
        {
            if (Text(segment, "segment") is not { } id) return false;
            if (segment.TryGetProperty("delimiters", out var delimiters)) ReadDelimiters(delimiters);
            var encoding = Text(segment, "encoding") == "iso-8859-1" ? Encoding.Latin1 : Encoding.UTF8;
            Put(Text(segment, "before") ?? (_output.WrittenCount == 0 ? "" : between), Encoding.Latin1);
            Put(id, encoding);
            if (segment.TryGetProperty("elements", out var elements) && !Elements(elements, id, encoding)) return false;
            if (!segment.TryGetProperty("is_terminated", out var terminated) || terminated.ValueKind != JsonValueKind.False) Put(_delimiters.Segment);
            return true;
        }

        // The name ends in the number: CLM01. What lies between two names is empty.
        private bool Elements(JsonElement elements, string id, Encoding encoding)
        {
            if (elements.ValueKind != JsonValueKind.Object) return false;
            var last = 0;
            foreach (var element in elements.EnumerateObject())
            {
                if (element.Name.Length <= id.Length
                    || !int.TryParse(element.Name.AsSpan(id.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    || number <= last || number - last > MostElements) return false;
                for (; last < number; last++) Put(_delimiters.Element);
                if (!Element(element.Value, encoding)) return false;
            }
            return true;
        }

        private bool Element(JsonElement value, Encoding encoding)
        {
            if (value.ValueKind != JsonValueKind.Object) return Composite(value, encoding);
            return value.TryGetProperty("repetitions", out var repetitions) && Joined(repetitions, _delimiters.Repetition, item => Composite(item, encoding));
        }

        private bool Composite(JsonElement value, Encoding encoding) =>
            value.ValueKind == JsonValueKind.Array ? Joined(value, _delimiters.Component, item => Simple(item, encoding)) : Simple(value, encoding);

        private bool Simple(JsonElement value, Encoding encoding)
        {
            if (value.ValueKind != JsonValueKind.String) return false;
            Put(value.GetString() ?? "", encoding);
            return true;
        }

        private bool Joined(JsonElement items, byte separator, Func<JsonElement, bool> write)
        {
            if (items.ValueKind != JsonValueKind.Array) return false;
            var isFirst = true;
            foreach (var item in items.EnumerateArray())
            {
                if (!isFirst) Put(separator);
                isFirst = false;
                if (!write(item)) return false;
            }
            return true;
        }

        private void ReadDelimiters(JsonElement delimiters)
        {
            if (delimiters.ValueKind != JsonValueKind.Object) return;
            _delimiters = new(
                Byte(delimiters, "element", (byte)'*'), Byte(delimiters, "repetition", 0), Byte(delimiters, "component", (byte)':'),
                Byte(delimiters, "segment", (byte)'~'));
        }

        private static byte Byte(JsonElement parent, string name, byte otherwise) =>
            Text(parent, name) is [<= '\u00FF' and var letter] ? (byte)letter : otherwise;

        private void Put(byte value)
        {
            _output.GetSpan(1)[0] = value;
            _output.Advance(1);
        }

        private void Put(string text, Encoding encoding)
        {
            if (text.Length > 0) _output.Write(encoding.GetBytes(text));
        }
    }
}
