using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Carelake.X12.Json;

/// <summary>Segments as JSON objects within those of their loops.</summary>
internal sealed class X12JsonItems(IBufferWriter<byte> output, X12JsonLayout layout) : IDisposable
{
    private static readonly JsonWriterOptions Pretty = new() { Indented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Utf8JsonWriter _json = new(output, layout == X12JsonLayout.Lines ? Plain : Pretty);

    // The loops that are open, outermost first; those that are written hold an open array "content".
    private readonly List<(X12GuideLoop Loop, bool IsWritten)> _open = [];
    private readonly List<X12GuideLoop> _path = [];
    private string _between = "";

    private bool IsInLine => _open.Count > 0 && _open[^1].IsWritten;

    public void Begin(string between)
    {
        _between = between;
        _json.WriteStartObject();
        _json.WriteString("format", X12JsonReader.Format);
        if (layout == X12JsonLayout.Lines) _json.WriteString("layout", X12JsonReader.Lines);
        _json.WriteString("between_segments", between);
        if (layout == X12JsonLayout.Lines) CloseLine();
        else _json.WriteStartArray("content");
    }

    public void Take(in X12Segment segment, X12SegmentPlace? place, ReadOnlySpan<byte> before, bool isFirst, bool isTerminated)
    {
        Enter(place);
        var isLine = layout == X12JsonLayout.Lines && !IsInLine;
        _json.WriteStartObject();
        if (isLine) WriteIn(_open.Count);
        WriteSegment(segment, before, isFirst ? "" : _between, isTerminated);
        _json.WriteEndObject();
        if (isLine) EndLine();
    }

    public void End(ReadOnlySpan<byte> after)
    {
        Leave(0);
        if (layout == X12JsonLayout.Document)
        {
            _json.WriteEndArray();
            if (!after.IsEmpty) WriteText("after", after);
            _json.WriteEndObject();
        }
        else if (!after.IsEmpty)
        {
            _json.WriteStartObject();
            WriteText("after", after);
            CloseLine();
        }
        _json.Flush();
    }

    public void Flush() => _json.Flush();

    public void Dispose() => _json.Dispose();

    private void Enter(X12SegmentPlace? placed)
    {
        if (placed is not { } place)
        {
            Leave(0);
            return;
        }
        if (place.Guide?.Loop is not { } loop) return;
        _path.Clear();
        for (var at = loop; at is not null; at = at.Loop) _path.Insert(0, at);
        var common = 0;
        while (common < _path.Count && common < _open.Count && _path[common] == _open[common].Loop) common++;
        if (place.Opened is not null) common = Math.Min(common, _path.IndexOf(place.Opened) is >= 0 and var depth ? depth : common);
        Leave(common);
        var unit = UnitDepth();
        for (var inner = common; inner < _path.Count; inner++) Open(_path[inner], isWritten: inner >= unit, beginsLine: inner == unit);
    }

    // The loop of the path that is a line of its own; beyond the path when there is none. A document is one line.
    private int UnitDepth()
    {
        if (layout == X12JsonLayout.Document) return 0;
        var unit = UnitOf(_path[0]);
        if (unit is null) return 0;
        var depth = _path.FindIndex(loop => loop.Id == unit);
        return depth < 0 ? int.MaxValue : depth;
    }

    // Claims of an 837, claim payments of an 835. The guides tell themselves apart by the codes that ST01 may hold.
    private static string? UnitOf(X12GuideLoop root) => root.Trigger.Elements is [{ Codes: { } codes }, ..]
        ? codes.Contains("837"u8) ? "2300" : codes.Contains("835"u8) ? "2100" : null
        : null;

    private void Open(X12GuideLoop loop, bool isWritten, bool beginsLine)
    {
        if (isWritten)
        {
            _json.WriteStartObject();
            if (beginsLine && layout == X12JsonLayout.Lines) WriteIn(_open.Count);
            _json.WriteString("loop", loop.Id);
            _json.WriteStartArray("content");
        }
        _open.Add((loop, isWritten));
    }

    private void Leave(int depth)
    {
        while (_open.Count > depth)
        {
            var isWritten = _open[^1].IsWritten;
            _open.RemoveAt(_open.Count - 1);
            if (!isWritten) continue;
            _json.WriteEndArray();
            _json.WriteEndObject();
            if (layout == X12JsonLayout.Lines && !IsInLine) EndLine();
        }
    }

    private void WriteIn(int depth)
    {
        if (depth == 0) return;
        _json.WriteStartArray("in");
        for (var at = 0; at < depth; at++) _json.WriteStringValue(_open[at].Loop.Id);
        _json.WriteEndArray();
    }

    private void CloseLine()
    {
        _json.WriteEndObject();
        EndLine();
    }

    private void EndLine()
    {
        _json.Flush();
        output.Write("\n"u8);
        _json.Reset(output);
    }

    private void WriteSegment(in X12Segment segment, ReadOnlySpan<byte> before, string usual, bool isTerminated)
    {
        // A separator beyond ASCII could be half of a letter.
        var isUtf8 = Utf8.IsValid(segment.Bytes) && IsAscii(segment.Delimiters);
        var encoding = isUtf8 ? Encoding.UTF8 : Encoding.Latin1;
        var id = encoding.GetString(segment.Id);
        _json.WriteString("segment", id);
        if (X12Names.Segment(id) is { Length: > 0 } name) _json.WriteString("name", name);
        _json.WriteNumber("number", segment.SegmentNumber);
        if (segment.Is("ISA"u8)) WriteDelimiters(segment.Delimiters);
        if (!isUtf8) _json.WriteString("encoding", "iso-8859-1");
        if (!isTerminated) _json.WriteBoolean("is_terminated", value: false);
        if (Encoding.Latin1.GetString(before) != usual) WriteText("before", before);
        _json.WriteStartObject("elements");
        for (var number = 1; number <= segment.ElementCount; number++)
        {
            var isLast = number == segment.ElementCount;
            if (segment.Element(number).IsEmpty && !isLast) continue;
            _json.WritePropertyName($"{id}{number:00}");
            WriteElement(segment, number, encoding);
        }
        _json.WriteEndObject();
    }

    // Those of ISA11 and ISA16 are data of ISA, not separators in it.
    private void WriteElement(in X12Segment segment, int number, Encoding encoding)
    {
        var element = segment.Composite(number);
        if (segment.Is("ISA"u8) || !segment.IsStructured(number))
        {
            _json.WriteStringValue(encoding.GetString(segment.Element(number)));
            return;
        }
        var count = element.RepetitionCount;
        if (count > 1)
        {
            _json.WriteStartObject();
            _json.WriteStartArray("repetitions");
        }
        for (var repetition = 1; repetition <= count; repetition++) WriteComponents(element.Repetition(repetition), encoding);
        if (count <= 1) return;
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteComponents(X12Element element, Encoding encoding)
    {
        var count = element.ComponentCount;
        if (count == 1)
        {
            _json.WriteStringValue(encoding.GetString(element.Bytes));
            return;
        }
        _json.WriteStartArray();
        for (var component = 1; component <= count; component++) _json.WriteStringValue(encoding.GetString(element.Component(component)));
        _json.WriteEndArray();
    }

    private void WriteDelimiters(X12Delimiters delimiters)
    {
        _json.WriteStartObject("delimiters");
        _json.WriteString("element", Text(delimiters.Element));
        if (delimiters.Repetition != 0) _json.WriteString("repetition", Text(delimiters.Repetition));
        _json.WriteString("component", Text(delimiters.Component));
        _json.WriteString("segment", Text(delimiters.Segment));
        _json.WriteEndObject();
    }

    private static bool IsAscii(X12Delimiters delimiters) => (delimiters.Element | delimiters.Repetition | delimiters.Component | delimiters.Segment) < 0x80;

    private static string Text(byte value) => ((char)value).ToString();

    // ISO 8859-1 gives every byte a letter.
    private void WriteText(string name, ReadOnlySpan<byte> bytes) => _json.WriteString(name, Encoding.Latin1.GetString(bytes));
}
