using System.Buffers;
using System.Text.Json;
using Carelake.Core;

namespace Carelake.X12.Json;

/// <summary>Turns lines of JSON that <see cref="X12JsonWriter"/> wrote back into the X12 they were made of, line after line.</summary>
/// <param name="output">Takes the bytes.</param>
public sealed class X12JsonLineReader(IBufferWriter<byte> output)
{
    private X12JsonBack? _back;
    private long _number;

    /// <summary>The line is the first of such a file.</summary>
    /// <param name="line">UTF-8 JSON.</param>
    public static bool IsFirstLine(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, X12JsonReader.Options);
            return IsFirst(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Writes the bytes of a line.</summary>
    /// <param name="line">UTF-8 JSON, without the line's end.</param>
    /// <returns>What is wrong with the line (<c>X12-0560</c>), of which a part may be written then; null for nothing.</returns>
    public Issue? Read(ReadOnlyMemory<byte> line)
    {
        _number++;
        try
        {
            using var document = JsonDocument.Parse(line, X12JsonReader.Options);
            var root = document.RootElement;
            if (_back is not null) return Item(root) ? null : Wrong(X12JsonReader.OtherForm);
            if (!IsFirst(root)) return Wrong($"The first line is not that of {X12JsonReader.Format} in lines.");
            _back = new X12JsonBack(output, X12JsonReader.Text(root, "between_segments") ?? "");
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is half of a surrogate pair, written as an escape.
            return Wrong("The line is not JSON.");
        }
    }

    private static bool IsFirst(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && X12JsonReader.Text(root, "format") == X12JsonReader.Format && X12JsonReader.Text(root, "layout") == X12JsonReader.Lines;

    private bool Item(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || X12JsonReader.Text(root, "after") is not { } after) return _back!.Item(root);
        _back!.After(after);
        return true;
    }

    private Issue Wrong(string message) => new("X12-0560", Severity.Error, $"line {_number}", message);
}
