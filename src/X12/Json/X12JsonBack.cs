using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Carelake.X12.Json;

/// <summary>Writes the segments of JSON objects as X12, with the separators that each ISA says.</summary>
/// <param name="output">Takes the bytes.</param>
/// <param name="between">Stands between segments, where an object does not say otherwise.</param>
internal sealed class X12JsonBack(IBufferWriter<byte> output, string between)
{
    private const int MostElements = 10_000;

    private X12Delimiters _delimiters = X12Delimiters.Usual;
    private bool _isEmpty = true;

    /// <summary>What follows the last segment.</summary>
    public void After(string? text) => Put(text ?? "", Encoding.Latin1);

    /// <summary>The segments and loops of an array; false when something in it has another form.</summary>
    public bool Content(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Array) return false;
        foreach (var item in content.EnumerateArray())
        {
            if (!Item(item)) return false;
        }
        return true;
    }

    /// <summary>A segment or a loop.</summary>
    public bool Item(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) return false;
        return item.TryGetProperty("content", out var inner) ? Content(inner) : Segment(item);
    }

    private bool Segment(JsonElement segment)
    {
        if (X12JsonReader.Text(segment, "segment") is not { } id) return false;
        if (segment.TryGetProperty("delimiters", out var delimiters)) ReadDelimiters(delimiters);
        var encoding = X12JsonReader.Text(segment, "encoding") == "iso-8859-1" ? Encoding.Latin1 : Encoding.UTF8;
        Put(X12JsonReader.Text(segment, "before") ?? (_isEmpty ? "" : between), Encoding.Latin1);
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
        X12JsonReader.Text(parent, name) is [<= '\u00FF' and var letter] ? (byte)letter : otherwise;

    private void Put(byte value)
    {
        _isEmpty = false;
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private void Put(string text, Encoding encoding)
    {
        if (text.Length == 0) return;
        _isEmpty = false;
        output.Write(encoding.GetBytes(text));
    }
    }
